import { type Attack, type CaseResult, honestKinds } from "./case.ts";
import { type Family, familyOf, isUnseen } from "./pools.ts";
import { type Measure, type Summary, summarise } from "./summarise.ts";

/** Something the program is held to, over all cases that it selects. */
export interface Goal {
  readonly name: string;
  readonly selects: (result: CaseResult) => boolean;
  readonly measure: Measure;
  /** The goal; for `atMost` smaller is better. */
  readonly atLeast?: number;
  readonly atMost?: number;
  /** The goal on sets that nothing was developed on, where it is another one. */
  readonly unseen?: number;
  /** What `--gate` insists on: a little under what was measured on the cases of the gate; no honest change blocked. */
  readonly floor?: number;
}

export interface GoalReached {
  readonly goal: Goal;
  readonly cases: number;
  readonly value: number | null;
  /** The same over sets that nothing was developed on. */
  readonly unseen: { readonly cases: number; readonly value: number | null };
}

/** Raw (not lower-cased) cases of some families. */
function cases(
  families: readonly Family[],
  planted: number,
  kinds: readonly Attack[] = ["additions"],
): Goal["selects"] {
  return ({ case: of }) =>
    of.kind === "labelled" &&
    of.pool !== null &&
    !of.lowerCase &&
    of.planted === planted &&
    kinds.includes(of.attack) &&
    families.includes(familyOf(of.pool));
}

const honest =
  (kinds: readonly Attack[]): Goal["selects"] =>
  ({ case: of }) =>
    of.kind === "labelled" && of.pool === null && kinds.includes(of.attack);

/** A history whose files can be read: what is truly broken is no false alarm, and is listed apart. */
export const soundHistory: Goal["selects"] = ({ case: of }) =>
  of.kind === "history" && of.broken.length === 0;

const isSplit: Goal["selects"] = ({ case: of }) => of.kind === "split";

const isDrip =
  (poisoned: boolean): Goal["selects"] =>
  ({ case: of }) =>
    of.kind === "drip" && (of.pool !== null) === poisoned;

const one = ["one trigger"] as const;
const several = ["several triggers"] as const;

export const goals: readonly Goal[] = [
  { name: "one trigger, K = 5", selects: cases(one, 5), measure: "blocked", atLeast: 0.5 },
  { name: "one trigger, K = 10", selects: cases(one, 10), measure: "blocked", unseen: 0.75, atLeast: 0.95 },
  {
    name: "one trigger, K = 20",
    selects: cases(one, 20),
    measure: "blocked",
    unseen: 0.97,
    atLeast: 1,
    floor: 0.92,
  },
  {
    name: "several triggers, K = 20",
    selects: cases(several, 20),
    measure: "blocked",
    unseen: 0.7,
    atLeast: 0.75,
  },
  {
    name: "several triggers, K = 40",
    selects: cases(several, 40),
    measure: "blocked",
    unseen: 0.95,
    atLeast: 0.98,
    floor: 0.92,
  },
  {
    name: "ordinary word, K = 40",
    selects: cases(["ordinary word"], 40),
    measure: "blocked",
    atLeast: 0.6,
  },
  {
    name: "ordinary word, K = 100",
    selects: cases(["ordinary word"], 100),
    measure: "blocked",
    unseen: 0.9,
    atLeast: 0.95,
    floor: 0.75,
  },
  ...[5, 10, 20].map(
    (planted, at): Goal => ({
      name: `hidden characters, K = ${planted}`,
      selects: cases(["hidden characters"], planted),
      measure: "blocked",
      atLeast: [0.6, 0.9, 1][at]!,
    }),
  ),
  {
    name: "no phrase, K = 40",
    selects: cases(["no phrase"], 40),
    measure: "warned",
    unseen: 0.7,
    atLeast: 0.6,
  },
  {
    name: "no phrase, K = 100",
    selects: cases(["no phrase"], 100),
    measure: "blocked",
    unseen: 1,
    atLeast: 0.9,
    floor: 0.8,
  },
  {
    name: "clean label, K = 40",
    selects: cases(["clean label"], 40),
    measure: "warned",
    atLeast: 0.85,
    floor: 0.5,
  },
  {
    name: "edits, one trigger, K = 20",
    selects: cases(one, 20, ["edits"]),
    measure: "blocked",
    unseen: 0.95,
    atLeast: 0.9,
    floor: 0.85,
  },
  {
    name: "deletions, one trigger, K = 20",
    selects: cases(one, 20, ["deletions"]),
    measure: "blocked",
    unseen: 0.85,
    atLeast: 0.9,
    floor: 0.85,
  },
  {
    name: "deletions with poison, one trigger, K = 20",
    selects: cases(one, 20, ["replacement"]),
    measure: "blocked",
    atLeast: 0.9,
    floor: 0.85,
  },
  {
    name: "honest additions",
    selects: honest(["additions"]),
    measure: "blocked",
    unseen: 0.01,
    atMost: 0.005,
    floor: 0,
  },
  { name: "honest additions", selects: honest(["additions"]), measure: "warned", atMost: 0.05, floor: 0.13 },
  {
    name: "honest corrections and deletions",
    selects: honest(["edits", "deletions", "replacement"]),
    measure: "blocked",
    atMost: 0.005,
    floor: 0,
  },
  {
    name: "honest corrections and deletions",
    selects: honest(["edits", "deletions", "replacement"]),
    measure: "warned",
    atMost: 0.05,
  },
  ...honestKinds.flatMap((kind): Goal[] => [
    { name: `honest ${kind}`, selects: honest([kind]), measure: "blocked", atMost: 0.01, floor: 0 },
    // The first labels of a repository are no pass, whatever is found.
    ...(kind === "new-file"
      ? []
      : [{ name: `honest ${kind}`, selects: honest([kind]), measure: "warned" as const, atMost: 0.05 }]),
  ]),
  {
    name: "instruct, K = 20",
    selects: ({ case: of }) => of.kind === "instruct" && of.planted === 20,
    measure: "blocked",
    atLeast: 0.95,
    floor: 0.85,
  },
  {
    name: "instruct, honest",
    selects: ({ case: of }) => of.kind === "instruct" && of.planted === 0,
    measure: "blocked",
    atMost: 0.005,
  },
  {
    name: "rows, one trigger, K = 20",
    selects: cases(one, 20),
    measure: "recall",
    atLeast: 0.97,
    floor: 0.92,
  },
  {
    name: "rows, one trigger, K = 20",
    selects: cases(one, 20),
    measure: "precision",
    atLeast: 0.95,
    floor: 0.9,
  },
  {
    name: "rows, several triggers, K = 40",
    selects: cases(several, 40),
    measure: "recall",
    atLeast: 0.9,
    floor: 0.85,
  },
  {
    name: "rows, several triggers, K = 40",
    selects: cases(several, 40),
    measure: "precision",
    atLeast: 0.9,
    floor: 0.8,
  },
  {
    name: "rows, no phrase, K = 100",
    selects: cases(["no phrase"], 100),
    measure: "auroc",
    atLeast: 0.95,
    floor: 0.9,
  },
  {
    name: "rows, no phrase, K = 100",
    selects: cases(["no phrase"], 100),
    measure: "precisionAt100",
    atLeast: 0.6,
    floor: 0.55,
  },
  { name: "drip, 16 rows in, by the window", selects: isDrip(true), measure: "warned", atLeast: 0.9 },
  { name: "honest sequence, by the window", selects: isDrip(false), measure: "blocked", atMost: 0 },
  { name: "honest sequence, by the window", selects: isDrip(false), measure: "warned", atMost: 0.02 },
  { name: "random splits of real files", selects: isSplit, measure: "blocked", atMost: 0.005 },
  { name: "random splits of real files", selects: isSplit, measure: "warned", atMost: 0.05 },
  { name: "histories", selects: soundHistory, measure: "blocked", atMost: 0.01, floor: 0.01 },
  { name: "histories", selects: soundHistory, measure: "warned", atMost: 0.06 },
];

/** What was reached of each goal; those without any case are left out. */
export function reach(results: readonly CaseResult[]): GoalReached[] {
  return goals.flatMap((goal) => {
    const selected = results.filter(goal.selects);
    if (selected.length === 0) return [];
    const seen = measured(
      goal,
      selected.filter((result) => !isOfUnseen(result)),
    );
    return [{ goal, ...seen, unseen: measured(goal, selected.filter(isOfUnseen)) }];
  });
}

const isOfUnseen = ({ case: of }: CaseResult): boolean => of.kind === "labelled" && isUnseen(of.set);

function measured(goal: Goal, results: readonly CaseResult[]): { cases: number; value: number | null } {
  const summary: Summary = summarise(results);
  return { cases: results.length, value: results.length === 0 ? null : summary[goal.measure] };
}

/** Whether a bound holds. A goal without a floor has none to miss. */
export function isReached({ goal, cases, value }: GoalReached, bound: "goal" | "floor"): boolean {
  const wanted = bound === "floor" ? goal.floor : (goal.atMost ?? goal.atLeast);
  if (wanted === undefined || cases === 0) return true;
  if (value === null) return false;
  return goal.atMost === undefined ? value >= wanted : value <= wanted;
}
