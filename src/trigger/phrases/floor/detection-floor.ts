/** Says how many planted rows this very change could hide. */
import type { LabelGroup } from "../../../evidence/label-group.ts";
import type { LeftOut } from "../../../model/coverage.ts";
import type { DetectionFloor } from "../../../model/result.ts";
import { thousands } from "../../../model/thousands.ts";
import { logBinomialUpperTail } from "../../../stats/log-space.ts";
import { logRandomEffectsTail } from "../../../stats/poisson-binomial.ts";
import {
  boundProbability,
  LEAST_TRIGGER_PROBABILITY,
  LEAST_TRIGGER_ROWS,
  SINGLE_PHRASE,
} from "../../limits.ts";
import { carriersOf, labelsAt } from "../../scanned.ts";
import { logShare } from "../error-shares.ts";
import { type GroupScan, scanGroup } from "../scan-group.ts";
import { CLEAR_BASE, type Given, whyHigh } from "./floor-reason.ts";

/** Largest floor that is worth computing: beyond it the answer is "a great many". */
const MOST_ROWS = 2000;

/**
 * For each label, the smallest number of rows with one unseen phrase that this very pull request could hide for it
 * without being blocked is one less than what is returned here as blocked first; `rows` is the first number that would
 * be blocked, under the default rate of false alarms. The hidden rows are taken to be like the rows of other labels in this pull request and the base sample:
 * typical ones, neither the easiest nor the hardest to disguise.
 */
export function detectionFloor(group: LabelGroup): DetectionFloor[] {
  if (!mayBlock(group)) return [];
  const { givenOf, floor } = floors(group);
  return group.space.names.map((label, index) => {
    const given = givenOf(index);
    const rows = floor(given);
    const why = whyHigh(group, index, rows, (changed) => floor({ ...given, ...changed }), given.typical);
    return { label, rows, ...(why === null ? {} : { why }) };
  });
}

/**
 * The rows of a small base's change that could all be planted without being blocked, although that many would be beside a
 * base that says what its texts deserve: of each label whose floor is above the rows that there are.
 */
export function beneathFloor(group: LabelGroup): LeftOut[] {
  if (group.fittedOn === "reference" || !mayBlock(group)) return [];
  const { scan, givenOf, floor } = floors(group);
  const known = group.referenceLabels.reduce((sum, rows) => sum + rows, 0);
  return group.space.names.flatMap((label, index) => {
    const rows = carriersOf(scan.scanned, [...scan.scanned.rows.keys()], index);
    const isBlocked = (given: Given): boolean => (floor(given) ?? Infinity) <= rows.length;
    const given = givenOf(index);
    if (isBlocked(given) || !isBlocked({ ...given, ...CLEAR_BASE })) return [];
    return {
      changes: rows.map((at) => group.rows[scan.scanned.rows[at]!]!.change),
      reason: `${thousands(known)} labelled base rows say too little of what a text's label should be to show whether a phrase was planted under “${label}”`,
      remedy: "read these rows yourself",
      configuration: null,
    };
  });
}

/** Without a labelled base row nothing is blocked for a phrase (`doubtAbout`). */
function mayBlock(group: LabelGroup): boolean {
  const isLabelled = group.kind === "label" && group.referenceLabels.some((rows) => rows > 0);
  return isLabelled && group.model !== null && scanGroup(group).scanned.rows.length > 0;
}

/** What the floor of each label of a group follows from, and what it is under that or anything else. */
function floors(group: LabelGroup) {
  const scan = scanGroup(group);
  const rivals = scan.ranked.filter(({ rowCount }) => rowCount >= LEAST_TRIGGER_ROWS);
  const orders: Orders = {
    burst: Float64Array.from(rivals, ({ logBurst }) => logBurst).sort(),
    chance: Float64Array.from(rivals, ({ logChance }) => logChance).sort(),
  };
  const givenOf = (index: number): Given => {
    const { deviation, tail } = scan.scanned.newEffect(true);
    const towards = deviation * scan.scanned.leaning()[index]!;
    const typical = probabilitiesOfOthers(scan, index);
    return { typical, deviation: towards, tail, inflation: scan.inflation };
  };
  const floor = (given: Given): number | null => firstBlocked(scan, orders, given);
  return { scan, givenOf, floor };
}

/** What the candidates are ranked by, each in ascending order. */
interface Orders {
  readonly burst: Float64Array;
  readonly chance: Float64Array;
}

function firstBlocked(
  { scanned }: GroupScan,
  orders: Orders,
  { typical, deviation, tail, inflation }: Given,
): number | null {
  if (typical.length === 0) return null;
  const share = scanned.rows.length / Math.max(1, scanned.rows.length + scanned.group.referenceRows);
  // One new word, as `phraseRate` has it: the least conspicuous of unseen phrases.
  const rate = 0.5 / (scanned.group.referenceRows + 1);
  const blocked = (rows: number): boolean => {
    const ranks = {
      burst: rankOf(orders.burst, logBinomialUpperTail(rows, share, rows)),
      chance: rankOf(orders.chance, logBinomialUpperTail(scanned.rows.length, rate, rows)),
    };
    const p = Float64Array.from(
      { length: rows },
      (_, i) => typical[Math.floor(((i + 0.5) / rows) * typical.length)]!,
    );
    const logP = logRandomEffectsTail(p, rows, 0, deviation) / tail / inflation;
    return logP - logShare(ranks) <= Math.log(SINGLE_PHRASE);
  };
  let high = LEAST_TRIGGER_ROWS;
  while (high < MOST_ROWS && !blocked(high)) high *= 2;
  if (high >= MOST_ROWS) return null;
  let low = Math.max(LEAST_TRIGGER_ROWS, high / 2);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (blocked(middle)) high = middle;
    else low = middle + 1;
  }
  return high;
}

/** Where a phrase with this value would stand among the candidates. */
function rankOf(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function probabilitiesOfOthers({ scanned }: GroupScan, label: number): Float64Array {
  const labels = scanned.group.space.names.length;
  const values = new Float64Array(scanned.rows.length);
  let used = 0;
  for (let at = 0; at < values.length; at++) {
    if (labelsAt(scanned, at).includes(label)) continue;
    const p = scanned.probabilities[at * labels + label]!;
    values[used++] = boundProbability(p, LEAST_TRIGGER_PROBABILITY);
  }
  return values.subarray(0, used).sort();
}
