/** Rows that contradict what the pull request says it does, told one by one, without statistics. */
import * as z from "zod";
import type { RowChange } from "../../model/dataset.ts";
import type { Observation } from "../../model/finding.ts";
import type { Claim, DeclaredIntent } from "../../model/intent.ts";
import { closest } from "../../text/closest.ts";
import { observedRow } from "../shared/rows.ts";
import { count, number, quoted } from "../shared/words.ts";
import type { Signal } from "../signal.ts";

type Said = DeclaredIntent["claims"][number];

/** What the author declared, against the rows. Keeping a claim lowers nothing. */
export const declaredIntent: Signal<Record<string, never>> = {
  id: "declared-intent",
  title: "Declared intent",
  description: "Rows that contradict what the pull request says it does.",
  options: z.object({}),
  measure({ changes, intent }) {
    if (intent === undefined) return { measured: true, observations: [] };
    const contradictions = [...uncovered(intent.claims, changes), ...miscounted(intent.claims, changes)];
    const kept = contradictions.length === 0 && changes.length > 0 ? keptClaims(intent.claims) : [];
    return {
      measured: true,
      observations: [...contradictions, ...missing(intent, changes), ...kept, ...unread(intent)],
    };
  },
};

/** A rule for what no change may do, beside those that say what the changes do. */
const isRule = ({ kind }: Claim): boolean => kind === "labelsKept";

/** What is said is all that is done: a changed row that no claim covers contradicts them. */
function uncovered(claims: readonly Said[], changes: readonly RowChange[]): Observation[] {
  const doing = claims.filter((claim) => !isRule(claim));
  const rows = changes.filter(
    (change) =>
      claims.some((claim) => isRule(claim) && change.edits.label) ||
      (doing.length > 0 && !doing.some((claim) => covers(claim, change))),
  );
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
      message: `It declares ${claims.map(({ words }) => quoted(words)).join(" and ")}, and ${kinds.join(", ")} ${rows.length === 1 ? "row is" : "rows are"} something else${labels}. The first is in line ${number((first.after ?? first.before)!.line)}.`,
      evidence: { rows: rows.length, relabelled },
      rows: rows.map((row) => observedRow(row, row.edits.label ? 1 : 0.5)),
    },
  ];
}

function covers(claim: Claim, { kind, edits, before, after }: RowChange): boolean {
  switch (claim.kind) {
    case "adds":
      return kind === "added";
    case "removes":
      return kind === "removed";
    case "relabels":
      return (
        kind === "edited" &&
        !edits.text &&
        isOnly(before!.labels, claim.from) &&
        isOnly(after!.labels, claim.to)
      );
    case "typos":
      return (
        kind === "edited" &&
        !edits.label &&
        isTypo(before!.text, after!.text) &&
        isSameAnswer(before!, after!)
      );
    case "labelsKept":
      return false;
  }
}

const isOnly = (labels: readonly string[], label: string): boolean =>
  labels.length === 1 && labels[0]!.toLowerCase() === label.toLowerCase();

const isSameAnswer = (
  before: { readonly response: string | null },
  after: { readonly response: string | null },
) => before.response === after.response || isTypo(before.response ?? "", after.response ?? "");

/** Whether only spaces changed, or single words into near ones: in a third of its letters at most, or in one. */
function isTypo(before: string, after: string): boolean {
  const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");
  const [old, now] = [words(before), words(after)];
  if (old.join("") === now.join("")) return true;
  return (
    old.length === now.length && old.every((word, i) => word === now[i] || closest(word, [now[i]!]) !== null)
  );
}

/** A number that was said and is another one. */
function miscounted(claims: readonly Said[], changes: readonly RowChange[]): Observation[] {
  return (["adds", "removes"] as const).flatMap((kind): Observation[] => {
    const said = claims.filter((claim) => claim.kind === kind);
    const declared = said.reduce((sum, claim) => sum + ("rows" in claim ? claim.rows : 0), 0);
    const rows = changes.filter((change) => change.kind === (kind === "adds" ? "added" : "removed"));
    if (said.length === 0 || rows.length === declared) return [];
    return [
      {
        signal: "declared-intent",
        grade: "suspicious",
        title: `${count(rows.length, "row")} ${kind === "adds" ? "added" : "removed"}, ${number(declared)} declared`,
        message: `It declares ${said.map(({ words }) => quoted(words)).join(" and ")}; the files differ by ${count(rows.length, `${kind === "adds" ? "added" : "removed"} row`)}.`,
        evidence: { rows: rows.length, declared },
        rows: rows.map((row) => observedRow(row, 0.1)),
      },
    ];
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

/** A fact for the reader; it quiets nothing. */
function keptClaims(claims: readonly Said[]): Observation[] {
  if (claims.length === 0) return [];
  const words = claims.map((claim) => quoted(claim.words)).join(" and ");
  return [note("It does what it says", `Every changed row keeps what the pull request declares: ${words}.`)];
}

function unread({ notUnderstood }: DeclaredIntent): Observation[] {
  if (notUnderstood.length === 0) return [];
  const words = notUnderstood.map(quoted).join(", ");
  return [
    note(
      "A claim was not understood",
      `Not checked: ${words}. docs/signals/declared-intent.md has the list of claims.`,
    ),
  ];
}

const note = (title: string, message: string): Observation => ({
  signal: "declared-intent",
  grade: "informative",
  title,
  message,
  evidence: {},
  rows: [],
});
