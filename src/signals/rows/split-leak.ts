/** Sees a text that stands in a training file and in a test file, so that scores on the test mean little. */
import * as z from "zod";
import { groupBy } from "../../collections/group-by.ts";
import type { RowChange } from "../../model/dataset.ts";
import type { Evidence } from "../../model/evidence.ts";
import type { Observation } from "../../model/finding.ts";
import type { Json } from "../../model/json.ts";
import { logBinomialUpperTail } from "../../stats/log-space.ts";
import { hashTokens } from "../../text/token-hashes.ts";
import { falseAlarms } from "../shared/false-alarms.ts";
import { bringsText, observedRow } from "../shared/rows.ts";
import { foldOf, type Split, splitOf } from "../shared/splits.ts";
import { count, number, percent } from "../shared/words.ts";
import type { Signal } from "../signal.ts";

const options = z.object({ falseWarnings: falseAlarms("warn of", 0.005, 0.1) });
type Options = z.output<typeof options>;

/** Words that a text must have: short ones recur in every split by nature. */
const MINIMUM_WORDS = 5;
/** Leaked rows from which a warning is possible. */
const MINIMUM_ROWS = 5;
/** Share of the changed texts of a split from which leaked ones are a warning. */
const WARN_SHARE = 0.2;

/** The same text in two splits: a score measured on it is no longer a measurement. */
export const splitLeak: Signal<Options> = {
  id: "split-leak",
  title: "Text in two splits",
  description:
    "Added texts that also stand in another split (train, validation, test, told apart by path), and rows that go from one split to another.",
  options,
  measure(evidence, { falseWarnings }) {
    const inSplits = evidence.changes.flatMap((change, index) => {
      const split = change.after === null || !bringsText(change) ? null : splitOf(change.after.path);
      return split === null || !isLongEnough(change) ? [] : [{ change, index, split }];
    });
    const moves = movedRows(evidence);
    if (inSplits.length === 0 && moves.length === 0)
      return {
        measured: false,
        reason: "No changed file names its split (train, validation, test) in its path.",
        applies: false,
      };
    const bySplit = groupBy(inSplits, ({ split }) => split);
    const limit = Math.log(falseWarnings / bySplit.size);
    const observations = Array.from(bySplit).flatMap(([split, rows]) => {
      const leaks = rows.flatMap(({ change, index }) => {
        const others = otherSplits(change.after!.path, index, split, evidence);
        return others.size === 0 ? [] : [{ change, others }];
      });
      const copies = rows.filter(({ index }) => standsInBase(index, split, evidence)).length;
      const isBeyondChance = leakTail(evidence, split, leaks.length, copies) <= limit;
      return observe(split, leaks, rows.length, isBeyondChance);
    });
    return { measured: true, observations: [...moves, ...observations] };
  },
};

/** A column that says the split of its row. */
const SPLIT_COLUMN = /^(?:split|subset|partition|fold|set|usage|phase)$/i;

/** Rows that go from one split to another, as they are: by their file, its name, or a column that says the split. */
function movedRows({ comparison, changes }: Evidence): Observation[] {
  const moved = new Map<string, { from: Split; to: Split; rows: number; changes: RowChange[] }>();
  const add = (before: string, after: string, rows: number, own: readonly RowChange[] = []): void => {
    const [from, to] = [splitOf(before), splitOf(after)];
    if (from === null || to === null || from === to || rows === 0) return;
    const entry = moved.get(`${from} ${to}`) ?? { from, to, rows: 0, changes: [] };
    entry.rows += rows;
    entry.changes.push(...own);
    moved.set(`${from} ${to}`, entry);
  };
  for (const { path, previousPath, rows, movedFrom } of comparison.files) {
    for (const [origin, from] of movedFrom) add(origin, path, from);
    if (previousPath !== null) add(previousPath, path, rows.base - rows.removed - rows.edited);
  }
  for (const change of changes) {
    const { before, after } = change;
    if (before === null || after === null) continue;
    for (const column of Object.keys(after.fields))
      if (SPLIT_COLUMN.test(column))
        add(named(before.fields[column]), named(after.fields[column]), 1, [change]);
  }
  return [...moved.values()].filter(({ rows }) => rows >= MINIMUM_ROWS).map(observeMoved);
}

const named = (cell: Json | undefined): string => (typeof cell === "string" ? cell : "");

function observeMoved({
  from,
  to,
  rows,
  changes,
}: {
  from: Split;
  to: Split;
  rows: number;
  changes: readonly RowChange[];
}): Observation {
  const why =
    to === "train"
      ? "a model that was measured on them before is now trained on them"
      : "a model that was trained on them is now measured on them";
  return {
    signal: "split-leak",
    grade: "suspicious",
    title: `Rows go from ${from} to ${to}`,
    message: `${count(rows, "row")} that stood in ${from} ${rows === 1 ? "stands" : "stand"} in ${to} now: ${why}, so that scores before and after cannot be compared.`,
    evidence: { from, to, rows },
    rows: changes.map((change) => observedRow(change, 0.5)),
  };
}

const buffer = new Uint32Array(64);

function isLongEnough(change: RowChange): boolean {
  return hashTokens(change.after!.text, buffer) >= Math.min(MINIMUM_WORDS, buffer.length);
}

function otherSplits(
  ownPath: string,
  index: number,
  own: Split,
  { neighbours }: Evidence,
): ReadonlySet<Split> {
  const others = new Set<Split>();
  const fold = foldOf(ownPath);
  for (const { similarity, path } of neighbours.get(index) ?? []) {
    const split = similarity < 1 || path === null ? null : splitOf(path);
    // What is trained on in one fold of a cross-validation is tested in another.
    const isOtherFold = fold !== null && path !== null && (foldOf(path) ?? fold) !== fold;
    if (split !== null && split !== own && !isOtherFold) others.add(split);
  }
  return others;
}

const standsInBase = (index: number, split: Split, { neighbours }: Evidence): boolean =>
  (neighbours.get(index) ?? []).some(
    ({ similarity, path, change }) =>
      similarity === 1 && change === null && path !== null && splitOf(path) === split,
  );

/**
 * Texts come again by chance, in each split as often as it has rows: ln of the probability that of all new texts that
 * stand in a split of the base, so many stand in another one than their own (binomial).
 */
function leakTail({ comparison }: Evidence, split: Split, leaks: number, copies: number): number {
  let own = 0;
  let others = 0;
  for (const { path, rows } of comparison.reference) {
    const of = splitOf(path);
    if (of === split) own += rows;
    else if (of !== null) others += rows;
  }
  return own === 0 ? 0 : logBinomialUpperTail(leaks + copies, others / (own + others), leaks);
}

function observe(
  split: Split,
  leaks: readonly { readonly change: RowChange; readonly others: ReadonlySet<Split> }[],
  rows: number,
  isBeyondChance: boolean,
): Observation[] {
  if (leaks.length === 0) return [];
  const share = leaks.length / rows;
  const warn = leaks.length >= MINIMUM_ROWS && (share >= WARN_SHARE || isBeyondChance);
  const others = [...new Set(leaks.flatMap((leak) => [...leak.others]))].sort();
  const are = leaks.length === 1 ? "stands" : "stand";
  return [
    {
      signal: "split-leak",
      grade: warn ? "suspicious" : "informative",
      title: "The same texts in two splits",
      message: `${number(leaks.length)} of ${count(rows, "new text")} for ${split} (${percent(share)}) also ${are} in ${others.join(" and ")}, so that a score measured there says too much.`,
      evidence: { split, others, rows: leaks.length, changedRows: rows },
      rows: leaks.map(({ change }) => observedRow(change, warn ? 0.5 : 0.1)),
    },
  ];
}
