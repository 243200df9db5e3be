/** Which reviews a drill is made of. */
import { InputError } from "../../../versions/input-error.ts";
import { families } from "../families/index.ts";
import type { Family } from "../family.ts";
import { type Kind, labelsIn, type Pools } from "./pools.ts";

/** One review: a family planted in one draw of the rows. */
export interface DrillCase {
  /** Name of the family. */
  readonly family: string;
  /** The label that is planted; "" where rows have none. */
  readonly target: string;
  /** K: rows to plant. */
  readonly count: number;
  readonly seed: number;
  /** What does not block is tried with the option that `looser` sets too. */
  readonly looser?: true;
}

/** How a drill was asked for. */
export interface DrillRequest {
  /** Names of families; null for all that fit the data. Honest rows are always among them. */
  readonly attacks: readonly string[] | null;
  /** Rows that each pull request changes. */
  readonly changed: number;
  /** K, ascending. */
  readonly sizes: readonly number[];
  readonly seeds: number;
  /** The label to plant; null for the most frequent one. */
  readonly label: string | null;
}

export interface Plan {
  readonly cases: readonly DrillCase[];
  /** Rows that each pull request changes; fewer than asked for where the data is small. */
  readonly changed: number;
  readonly sizes: readonly number[];
  readonly target: string;
  /** Labels that the plain attack is tried on, to measure the floor of each. */
  readonly floorLabels: readonly string[];
}

/** Most of the rows stay the base. */
const MOST_CHANGED = 0.4;
/** Planted rows are a minority of the change. */
const MOST_PLANTED = 0.25;
const FLOOR_LABELS = 5;
/** The attack whose smallest size is compared with the floor that a review states. */
export const FLOOR_FAMILY = "plain";

/** Throws `InputError` for families and labels that are not there, and for data that is too small. */
export function planDrill(pools: Pools, request: DrillRequest): Plan {
  const pool = pools.added ?? pools.base;
  const changed = Math.min(
    request.changed,
    Math.floor(pool.length * (pools.added === null ? MOST_CHANGED : 1)),
  );
  const sizes = request.sizes.filter((count) => count <= changed * MOST_PLANTED);
  if (sizes.length === 0)
    throw new InputError(
      `${request.sizes[0]!} rows cannot be planted among ${changed} changed ones: the data has ${pool.length} rows`,
      "Give smaller sizes with --poison, or more data.",
    );
  const labels = labelsByFrequency(pools);
  const target = targetOf(labels, request.label);
  const chosen = chooseFamilies(pools.kind, labels.length, request.attacks);
  const cases: DrillCase[] = [];
  const add = (family: string, label: string): void => {
    for (const count of sizes) {
      const isTried = label === target && count === sizes.at(-1);
      for (let seed = 1; seed <= request.seeds; seed++)
        cases.push({ family, target: label, count, seed, ...(isTried && { looser: true }) });
    }
  };
  for (const { name } of chosen) add(name, target);
  const measuresFloor = chosen.some(({ name }) => name === FLOOR_FAMILY) && pools.kind === "labels";
  const floorLabels = measuresFloor ? floorLabelsOf(labels, target) : [];
  for (const label of floorLabels) if (label !== target) add(FLOOR_FAMILY, label);
  return { cases, changed, sizes, target, floorLabels };
}

const floorLabelsOf = (labels: readonly string[], target: string): readonly string[] =>
  [target, ...labels.filter((label) => label !== target)].slice(0, FLOOR_LABELS);

/** Single labels only: one that stands in a list is planted alone. */
function labelsByFrequency({ kind, base }: Pools): readonly string[] {
  if (kind !== "labels") return [];
  const counts = new Map<string, number>();
  for (const row of base) for (const label of labelsIn(row)) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([label]) => label);
}

function targetOf(labels: readonly string[], asked: string | null): string {
  if (asked === null) return labels[0] ?? "";
  if (labels.includes(asked)) return asked;
  throw new InputError(
    "no row of the base has the label of --label",
    labels.length === 0 ? "The data has no labels." : "Write the label as it stands in the data.",
  );
}

/** Families that fit the data, or those that were asked for. */
function fitting(kind: Kind, labels: number): readonly Family[] {
  return families.filter((family) => {
    const needsNoLabel = family.unlabelled === true;
    if (kind === "labels") return family.data === kind && (labels > 1 || needsNoLabel);
    return family.data === kind || (kind === "texts" && needsNoLabel);
  });
}

function chooseFamilies(kind: Kind, labels: number, asked: readonly string[] | null): readonly Family[] {
  const fit = fitting(kind, labels);
  const wrong = asked?.find((name) => !fit.some((family) => family.name === name));
  if (wrong !== undefined) {
    const names = fit.map(({ name }) => name).join(", ");
    const exists = families.some(({ name }) => name === wrong);
    throw new InputError(
      exists ? `the family "${wrong}" does not fit rows of this kind` : `there is no family "${wrong}"`,
      `Choose from ${names}.`,
    );
  }
  return fit.filter(({ name, intent }) => asked === null || intent === "honest" || asked.includes(name));
}
