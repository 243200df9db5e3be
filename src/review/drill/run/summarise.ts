/** Outcomes of single reviews → rates. */
import type { Conclusion } from "../../../model/result.ts";
import { wilsonInterval } from "../../../stats/wilson.ts";
import { families } from "../families/index.ts";
import type { FamilyResult, FloorResult, HonestResult, Rate, SizeResult } from "./drill-report.ts";
import { type DrillCase, FLOOR_FAMILY, type Plan } from "./plan.ts";
import { drawName, type Outcome } from "./run-case.ts";

/** Up to this share of a change, more planted rows are easier to find; still more may be taken for a source. */
const MOST_EASIER = 0.05;
/** Fewer draws, all blocked, may be luck. */
const LEAST_DRAWS = 5;

export interface Done {
  readonly of: DrillCase;
  readonly outcome: Outcome;
}

/** Nothing but more rows of the same data: of the same draw, what an attack adds its rows to. */
const PLAIN_WORK = ["honest-rows", "honest-answers", "honest-texts"];
const STRENGTH = { success: 0, neutral: 2, failure: 3 } as const;

/** How loudly a review speaks: a note is more than nothing, since a lower level of `policy` would block on it. */
const strengthOf = (conclusion: Conclusion, { level }: Outcome): number =>
  conclusion === "success" && level !== "none" ? 1 : STRENGTH[conclusion];

/**
 * What reviews say of the attacks themselves: one that names no planted row, and raises no more than the same draw raises without
 * any, raises a false alarm, and the attack passes behind it.
 */
export function ofAttacks(done: readonly Done[]): Done[] {
  const without = new Map(
    done.flatMap(({ of, outcome }) => (PLAIN_WORK.includes(of.family) ? [[drawName(of), outcome]] : [])),
  );
  return done.map((one) => {
    const { conclusion, named } = one.outcome;
    const raised = without.get(drawName(one.of));
    if (isHonest(one.of.family) || conclusion === null || !raised?.conclusion || named > 0) return one;
    if (strengthOf(conclusion, one.outcome) > strengthOf(raised.conclusion, raised)) return one;
    return { ...one, outcome: { ...one.outcome, conclusion: "success", level: "none", signals: [] } };
  });
}

export const isHonest = (name: string): boolean =>
  families.some((family) => family.name === name && family.intent === "honest");

/** @param draws that the reviews were of: where several are of one, what they say together is worth one */
export function rate(events: number, trials: number, draws = trials): Rate {
  const [low, high] = trials === 0 ? [0, 1] : wilsonInterval((events / trials) * draws, draws);
  return { events, trials, low, high };
}

/** Each attack that was tried on the target, in the order of the list. */
export function attackResults(done: readonly Done[], plan: Plan): FamilyResult[] {
  const { sizes, target } = plan;
  return tried(done, "attack").map(({ name, sentence, source }) => {
    const own = done.filter(({ of }) => of.family === name && of.target === target);
    const result = (planted: number): SizeResult => {
      const asWith = smallerHeld(own, { family: name, target, count: planted }, plan);
      return { ...sizeResult(own, asWith ?? planted), planted, asWith };
    };
    return { name, sentence, source, sizes: sizes.map(result) };
  });
}

/**
 * The least smaller size of the same attack of which every review of several blocked: more rows of it are easier to find, and need not be
 * tried. Null where there is none, or where so many rows could be taken for a source.
 */
export function smallerHeld(
  done: readonly Done[],
  { family, target, count }: Omit<DrillCase, "seed">,
  { sizes, changed }: Plan,
): number | null {
  if (isHonest(family) || count > MOST_EASIER * changed) return null;
  const own = done.filter(({ of }) => of.family === family && of.target === target);
  const held = (size: number): boolean => {
    const { blocked } = sizeResult(own, size);
    return blocked !== null && blocked.trials >= LEAST_DRAWS && blocked.events === blocked.trials;
  };
  return sizes.find((size) => size < count && held(size)) ?? null;
}

export function honestResults(done: readonly Done[]): HonestResult[] {
  return tried(done, "honest").map(({ name, sentence }) => {
    const outcomes = done.flatMap(({ of, outcome }) => (of.family === name ? [outcome] : []));
    const blocked = outcomes.filter(({ conclusion }) => conclusion === "failure").length;
    const warned = outcomes.filter(({ conclusion }) => conclusion === "neutral").length;
    return {
      name,
      sentence,
      blocked: rate(blocked, outcomes.length),
      warned: rate(warned, outcomes.length),
      signals: byFrequency(outcomes.flatMap(({ signals }) => signals)),
    };
  });
}

export function floorResults(done: readonly Done[], { floorLabels, sizes }: Plan): FloorResult[] {
  return floorLabels.map((label) => {
    const own = done.filter(({ of }) => of.family === FLOOR_FAMILY && of.target === label);
    const measured = sizes.find((planted) => {
      const { blocked } = sizeResult(own, planted);
      return blocked !== null && blocked.events > blocked.trials / 2;
    });
    const stated = own.flatMap(({ outcome }) => (outcome.floor === null ? [] : [outcome.floor]));
    return { label, stated: median(stated), measured: measured ?? null };
  });
}

/** Of reviews, in seconds. */
export function secondsOf(done: readonly Done[]): { median: number; most: number } {
  const seconds = done.flatMap(({ outcome }) => (outcome.conclusion === null ? [] : [outcome.seconds]));
  return { median: median(seconds) ?? 0, most: Math.max(0, ...seconds) };
}

const tried = (done: readonly Done[], intent: "attack" | "honest") => {
  const names = new Set(done.map(({ of }) => of.family));
  return families.filter((family) => family.intent === intent && names.has(family.name));
};

function sizeResult(done: readonly Done[], planted: number): Omit<SizeResult, "asWith"> {
  const all = done.flatMap(({ of, outcome }) => (of.count === planted ? [outcome] : []));
  const reviewed = all.filter(({ conclusion }) => conclusion !== null);
  const blocked = reviewed.filter(({ conclusion }) => conclusion === "failure");
  const sum = (key: "planted" | "named"): number => blocked.reduce((total, one) => total + one[key], 0);
  return {
    planted,
    blocked: reviewed.length === 0 ? null : rate(blocked.length, reviewed.length),
    warned: reviewed.filter(({ conclusion }) => conclusion === "neutral").length,
    namedRows: blocked.length === 0 ? null : sum("named") / Math.max(1, sum("planted")),
  };
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

function byFrequency(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
}
