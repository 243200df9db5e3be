/** Rows that contradict what the pull request says it does, told one by one, without statistics. */
import type { RowChange } from "../../model/dataset.ts";
import type { Evidence } from "../../model/evidence.ts";
import type { Observation } from "../../model/finding.ts";
import type { DeclaredIntent } from "../../model/intent.ts";
import { miscounts, uncovered } from "../shared/claims.ts";
import { observedRow } from "../shared/rows.ts";
import { count, listed, number, series } from "../shared/words.ts";
import { type NoOptions, noOptions, type Signal } from "../signal.ts";

type Said = DeclaredIntent["claims"][number];

/** What the author declared, against the rows. Keeping a claim lowers no finding about rows. */
export const declaredIntent: Signal<NoOptions> = {
  id: "declared-intent",
  title: "Declared intent",
  description: "Rows that contradict what the pull request says it does.",
  options: noOptions,
  measure(evidence) {
    const { changes, intent } = evidence;
    if (intent === undefined) return { measured: true, observations: [] };
    const contradictions = [...contradicting(intent, evidence), ...miscounted(intent, changes)];
    const kept = contradictions.length === 0 && changes.length > 0 ? keptClaims(intent.claims) : [];
    return {
      measured: true,
      observations: [...contradictions, ...missing(intent, changes), ...kept, ...unread(intent)],
    };
  },
};

/** Rows that no claim covers. */
function contradicting(intent: DeclaredIntent, evidence: Evidence): Observation[] {
  const rows = uncovered(intent, evidence);
  if (rows.length === 0) return [];
  const first = rows[0]!;
  const kinds = (["added", "edited", "removed"] as const)
    .map((kind) => ({ kind, found: rows.filter((row) => row.kind === kind).length }))
    .filter(({ found }) => found > 0)
    .map(({ kind, found }) => `${number(found)} ${kind}`);
  const relabelled = rows.filter(({ edits }) => edits.label).length;
  const labels = relabelled === 0 ? "" : `; the label changes in ${number(relabelled)} of them`;
  return [
    {
      signal: "declared-intent",
      grade: "suspicious",
      title: `${count(rows.length, "row")} ${rows.length === 1 ? "contradicts" : "contradict"} what the pull request says`,
      message: `It declares ${inWords(intent.claims)}, and ${series(kinds)} ${rows.length === 1 ? "row is" : "rows are"} something else${labels}.${lastCopies(intent, rows)} The first is in line ${number((first.after ?? first.before)!.line)}.`,
      evidence: { rows: rows.length, relabelled },
      rows: rows.map((row) => observedRow(row, row.edits.label ? 1 : 0.5)),
    },
  ];
}

/** Of removed rows that are called duplicates: what they lack. */
function lastCopies({ claims }: DeclaredIntent, rows: readonly RowChange[]): string {
  const isAsked = claims.some(({ kind }) => kind === "duplicates");
  return isAsked && rows.some(({ kind }) => kind === "removed")
    ? " Of a duplicate a row of the same text, label and answer stays."
    : "";
}

/** A number that was said and is another one. */
function miscounted(intent: DeclaredIntent, changes: readonly RowChange[]): Observation[] {
  return miscounts(intent, changes).map(({ kind, said, declared, rows }) => {
    const done = kind === "adds" ? "added" : "removed";
    return {
      signal: "declared-intent",
      grade: "suspicious",
      title: `${count(rows.length, "row")} ${done}, ${number(declared)} declared`,
      message: `It declares ${inWords(said)}; the files differ by ${count(rows.length, `${done} row`)}.`,
      evidence: { rows: rows.length, declared },
      rows: rows.map((row) => observedRow(row, 0.1)),
    };
  });
}

/** Asked for by the maintainers, and not there. */
function missing({ claims, required }: DeclaredIntent, changes: readonly RowChange[]): Observation[] {
  if (!required || claims.length > 0 || changes.length === 0) return [];
  return [
    {
      signal: "declared-intent",
      grade: "suspicious",
      title: "The pull request does not say what it does",
      message:
        "The configuration asks for it (`intent: required`): write a line such as `dataset-review: typos only` in its text, and review again.",
      evidence: {},
      rows: [],
    },
  ];
}

/** A fact for the reader. */
function keptClaims(claims: readonly Said[]): Observation[] {
  if (claims.length === 0) return [];
  const message = `Every changed row keeps what the pull request declares: ${inWords(claims)}.`;
  return [note("It does what it says", message)];
}

function unread({ notUnderstood }: DeclaredIntent): Observation[] {
  if (notUnderstood.length === 0) return [];
  const title = `Not understood and not checked: ${listed(notUnderstood)}`;
  return [note(title, "docs/signals/declared-intent.md has the list of claims.")];
}

const inWords = (claims: readonly Said[]): string => listed(claims.map(({ words }) => words));

const note = (title: string, message: string): Observation => ({
  signal: "declared-intent",
  grade: "informative",
  title,
  message,
  evidence: {},
  rows: [],
});
