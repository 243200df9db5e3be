/** The test of one feature of rows that is no phrase: do its rows carry a label that their words do not explain? */
import { tally } from "../../collections/tally.ts";
import type { GroupRow } from "../../evidence/label-group.ts";
import { logRandomEffectsTail, shiftProbability } from "../../stats/poisson-binomial.ts";
import { boundProbability } from "../limits.ts";
import { recordOf } from "../phrases/own-record.ts";
import type { GroupScan } from "../phrases/scan-group.ts";
import { labelsAt, type Scanned } from "../scanned.ts";
import { spread } from "../spread.ts";

/** Rows that have a feature. */
export interface Feature {
  /** Places of scanned rows, and indices of the reference sample. */
  readonly rows: readonly number[];
  readonly sample: readonly number[];
}

/** A feature whose rows carry a label that their words do not explain. */
export interface FeatureHit {
  readonly label: number;
  /** Scanned rows with the feature, those of them with the label, and how many the words suggest: copies as well, which the test counts once. */
  readonly rows: number;
  readonly observed: number;
  readonly expected: number;
  /** Indices into `scanned.rows` of the rows with the feature and the label. */
  readonly carriers: readonly number[];
  /** Rows of the reference sample with the feature. */
  readonly sampleRows: number;
  /** Whether enough rows are without it to tell the feature from the batch that it came with. */
  readonly standsOut: boolean;
  readonly logP: number;
  /** ln of the p-value over the feature's share of the error rate, times the number of labels. */
  readonly logAdjusted: number;
}

/** A trigger stands in a few rows at least, most of them carry its label, a quarter of them against their words. */
export const LEAST_ROWS = 5;
const PURITY = 0.6;
const EFFECT = 0.25;
/** Whether so many of a feature's rows carry a label that it may be a trigger's. */
export const isOneSided = (carriers: number, rows: number): boolean =>
  carriers >= LEAST_ROWS && carriers >= PURITY * rows;
/** Rows without the feature that show how the change is labelled otherwise; of fewer nothing can be said. */
const LEAST_OTHERS = 20;
/**
 * And it is not the way in which most of the change is written: of a large change a fifth at most, of a small one a
 * half. What more rows share is a source, and its labels are what the maintainer looks at anyway.
 */
export const mostRows = (changed: number): number => Math.min(changed / 2, Math.max(50, changed / 5));

/**
 * Tests a feature for each label. Expectations, the effect that an honest feature may have, its own record in the
 * reference and the deflation for another domain are those of the trigger scan.
 * @param share ln of the feature's share of the error rate
 * @param isWritten whether it is a way of writing: the marks that most of its rows have are then the feature itself, and
 * do not make them alike; else rows that have most of their words in common are versions of one text
 */
export function testFeature(
  { scanned, formInflation }: GroupScan,
  { rows, sample }: Feature,
  share: number,
  isWritten = false,
): FeatureHit[] {
  const labels = scanned.group.space.names.length;
  const texts = eachTextOnce(scanned, rows);
  const hits: FeatureHit[] = [];
  for (let label = 0; label < labels; label++) {
    const isCarrier = (at: number): boolean => labelsAt(scanned, at).includes(label);
    const observed = texts.filter(isCarrier).length;
    if (!isOneSided(observed, texts.length)) continue;
    // The shift is at least 0: where there is no effect without it, there is none with it, and it is costly.
    const usual = texts.reduce((sum, at) => sum + scanned.probabilities[at * labels + label]!, 0);
    if (observed - usual < EFFECT * texts.length) continue;
    const shift = shiftOfRest(scanned, rows, label);
    const chance = (at: number): number =>
      shiftProbability(boundProbability(scanned.probabilities[at * labels + label]!), shift);
    const p = Float64Array.from(texts, chance);
    if (observed - p.reduce((sum, value) => sum + value, 0) < EFFECT * texts.length) continue;
    const { deviation, tail } = scanned.formEffect();
    const record = recordOf(scanned, scanned.group.model!, sample, label, deviation);
    const own = isWritten ? commonTokens(scanned, texts) : undefined;
    const independent = spread(scanned, texts, own);
    const tailAt = logRandomEffectsTail(p, observed, record.mean, record.deviation, independent);
    const logP = tailAt / record.dispersion / tail / formInflation();
    const carriers = rows.filter(isCarrier);
    hits.push({
      label,
      rows: rows.length,
      observed: carriers.length,
      expected: rows.reduce((sum, at) => sum + chance(at), 0),
      carriers,
      sampleRows: sample.length,
      standsOut: scanned.rows.length - rows.length >= LEAST_OTHERS,
      logP,
      logAdjusted: logP - share + Math.log(labels),
    });
  }
  return hits;
}

/**
 * Of rows with the same words and labels the first: a row that stands in several files is evidence once. The mean
 * similarity of all rows (`spread`) hardly shows a few copies of each.
 */
function eachTextOnce({ group, rows }: Scanned, places: readonly number[]): readonly number[] {
  // By a hash: long rows written out as keys, once for each feature, would be most of a test.
  const seen = new Map<number, GroupRow[]>();
  return places.filter((at) => {
    const row = group.rows[rows[at]!]!;
    const hash = hashOf(row.ids);
    const before = seen.get(hash);
    if (before === undefined) seen.set(hash, [row]);
    else if (before.some(({ ids, labels }) => isEqual(ids, row.ids) && isEqual(labels, row.labels)))
      return false;
    else before.push(row);
    return true;
  });
}

function hashOf(ids: ArrayLike<number>): number {
  let hash = ids.length;
  for (let i = 0; i < ids.length; i++) hash = Math.imul(hash ^ ids[i]!, 0x9e3779b1) ^ (hash >>> 15);
  return hash;
}

function isEqual(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * How much more often, in log-odds, the rows without the feature carry the label than their words suggest; at least 0. Where
 * a change relabels everything, no feature is what explains it. One row of agreement is added, so that a
 * rest of pure label has a finite shift.
 */
function shiftOfRest(
  { group, rows, probabilities }: Scanned,
  form: readonly number[],
  label: number,
): number {
  const labels = group.space.names.length;
  const own = new Set(form);
  const rest = new Float64Array(rows.length - own.size + 1);
  rest[0] = 0.5;
  let used = 1;
  let observed = 0.5;
  for (let at = 0; at < rows.length; at++) {
    if (own.has(at)) continue;
    rest[used++] = boundProbability(probabilities[at * labels + label]!);
    if (group.rows[rows[at]!]!.labels.includes(label)) observed++;
  }
  return shiftTo(rest.subarray(0, used), observed);
}

/** Steps of the shift; and Newton's steps, of which it takes some six. */
const STEP = 20 / 2 ** 30;
const MOST_STEPS = 60;

/**
 * The shift, in steps, at which so many of the rows are expected: 0 where they are without one, at most 20. Newton's method,
 * which halves the interval instead where it would leave it.
 */
function shiftTo(probabilities: Float64Array, observed: number): number {
  let [low, high, shift] = [0, 20, 0];
  for (let step = 0; step < MOST_STEPS; step++) {
    let expected = 0;
    let slope = 0;
    for (let i = 0; i < probabilities.length; i++) {
      const p = shiftProbability(probabilities[i]!, shift);
      expected += p;
      slope += p * (1 - p);
    }
    if (expected < observed) low = shift;
    else if (shift === 0) return 0;
    else high = shift;
    const next = shift + (observed - expected) / slope;
    const before = shift;
    shift = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(shift - before) < STEP / 1e4) break;
  }
  return Math.ceil(shift / STEP) * STEP;
}

/** Tokens that half of the rows hold: the marks that are the form itself do not make its rows alike. */
function commonTokens({ group, rows }: Scanned, places: readonly number[]): Set<number> {
  const counts = tally(places.flatMap((at) => [...new Set(group.rows[rows[at]!]!.ids)]));
  return new Set([...counts].filter(([, count]) => count * 2 >= places.length).map(([id]) => id));
}
