import {
  type Attack,
  attacks,
  type BenchCase,
  type HistoryCase,
  honestKinds,
  type SplitCase,
} from "./case.ts";
import { dripPools, dripPulls } from "./drip.ts";
import { corpusSets, familyOf, instructPools, instructSets, isUnseen, type PoolSet } from "./pools.ts";

/** Which parts of the protocol to run. Null: all that the protocol has. */
export interface Selection {
  readonly parts: readonly Part[];
  readonly sets: readonly string[] | null;
  /** Labelled sets that nothing was developed on. */
  readonly unseen: readonly PoolSet[];
  readonly pools: readonly string[] | null;
  readonly attacks: readonly Attack[];
  readonly planted: readonly number[] | null;
  readonly seeds: number;
}

export const parts = ["honest", "labelled", "instruct", "histories", "splits", "drip"] as const;
export type Part = (typeof parts)[number];

export const protocol = {
  planted: [5, 10, 20, 40, 100],
  /** Edits and deletions: the size that has a goal. Others are a matter of `--k`. */
  plantedOtherwise: [20],
  seeds: 20,
  /** Honest additions to a labelled data set for each seed of an attack. */
  honestFactor: 5,
  instructPlanted: 20,
  /** Sequences of small pull requests a pool, and for how many of them one is honest. */
  dripSeeds: 10,
  dripFactor: 5,
} as const;

/** The cases of a selection, in an order that leaves a run that is cut short with about equal numbers of each kind. */
export function planCases(
  selection: Selection,
  histories: readonly HistoryCase[],
  splits: readonly (readonly SplitCase[])[] = [],
): BenchCase[] {
  const has = (part: Part): boolean => selection.parts.includes(part);
  return interleave([
    ...(has("histories") ? [histories] : []),
    ...(has("splits") ? splits : []),
    ...(has("honest") ? honestGroups(selection) : []),
    ...(has("labelled") ? labelledGroups(selection) : []),
    ...(has("instruct") ? instructGroups(selection) : []),
    ...(has("drip") ? dripGroups(selection) : []),
  ]);
}

const seedsTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

const chosen = <T extends string>(all: readonly T[], wanted: readonly string[] | null): T[] =>
  all.filter((one) => wanted === null || wanted.includes(one));

/** Groups of cases that differ in their seed alone. */
function honestGroups(selection: Selection): BenchCase[][] {
  const { attacks: kinds, seeds } = selection;
  return labelled(selection).flatMap(({ name: set }) =>
    [...kinds, ...honestKinds].map((attack) =>
      seedsTo(attack === "additions" ? protocol.honestFactor * seeds : seeds).map(
        (seed): BenchCase => ({
          kind: "labelled",
          set,
          pool: null,
          attack,
          planted: 0,
          seed,
          lowerCase: false,
        }),
      ),
    ),
  );
}

function labelledGroups(selection: Selection): BenchCase[][] {
  return labelled(selection).flatMap((set) =>
    chosen(set.pools, selection.pools).flatMap((pool) =>
      selection.attacks
        .filter((attack) => applies(attack, pool))
        .flatMap((attack) => variants(set.name, pool, attack, selection)),
    ),
  );
}

const labelled = ({ sets, unseen }: Selection): PoolSet[] =>
  [...corpusSets, ...unseen].filter(({ name }) => sets === null || sets.includes(name));

/** The counter-evidence of a clean-label attack has the target label already: there is nothing to delete. */
function applies(attack: Attack, pool: string): boolean {
  return attack === "additions" || attack === "edits" || familyOf(pool) !== "clean label";
}

function variants(
  set: string,
  pool: string,
  attack: Attack,
  { planted: wanted, seeds }: Selection,
): BenchCase[][] {
  const usual = attack === "additions" ? protocol.planted : protocol.plantedOtherwise;
  return (wanted ?? usual).flatMap((planted) =>
    (attack === "additions" && !isUnseen(set) ? [false, true] : [false]).map((lowerCase) =>
      seedsTo(seeds).map(
        (seed): BenchCase => ({ kind: "labelled", set, pool, attack, planted, seed, lowerCase }),
      ),
    ),
  );
}

function instructGroups({ sets, pools, planted, seeds }: Selection): BenchCase[][] {
  return chosen(instructSets, sets).flatMap((set) => [
    seedsTo(seeds).map((seed): BenchCase => ({ kind: "instruct", set, pool: null, planted: 0, seed })),
    ...chosen(instructPools, pools).flatMap((pool) =>
      (planted ?? [protocol.instructPlanted]).map((count) =>
        seedsTo(seeds).map((seed): BenchCase => ({ kind: "instruct", set, pool, planted: count, seed })),
      ),
    ),
  ]);
}

/** Sequences of the corpus's labelled sets; the pull requests of one follow each other. */
function dripGroups(selection: Selection): BenchCase[][] {
  const seeds = Math.min(selection.seeds, protocol.dripSeeds);
  return chosen(
    corpusSets.map(({ name }) => name),
    selection.sets,
  ).flatMap((set) =>
    [null, ...chosen(dripPools, selection.pools)].map((pool) =>
      seedsTo(pool === null ? Math.ceil(seeds / protocol.dripFactor) : seeds).flatMap((seed) =>
        dripPulls(pool).map((pull): BenchCase => ({ kind: "drip", set, pool, seed, pull })),
      ),
    ),
  );
}

/** Merges groups so that after any share of the whole, that share of each group is done. */
export function interleave(groups: readonly (readonly BenchCase[])[]): BenchCase[] {
  return groups
    .flatMap((group) => group.map((of, index) => ({ of, share: (index + 1) / group.length })))
    .sort((a, b) => a.share - b.share)
    .map(({ of }) => of);
}

export const everything: Selection = {
  parts,
  sets: null,
  unseen: [],
  pools: null,
  attacks,
  planted: null,
  seeds: protocol.seeds,
};
