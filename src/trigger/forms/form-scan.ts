import { logBinomialUpperTail } from "../../stats/log-space.ts";
import { logRandomEffectsTail, shiftProbability } from "../../stats/poisson-binomial.ts";
import { WRITTEN_FORMS, type WrittenForm, writtenForms } from "../../text/written-forms.ts";
import { boundProbability } from "../limits.ts";
import { shareAt } from "../phrases/error-shares.ts";
import { explainedByTriggers } from "../phrases/explained.ts";
import { withoutOverlap } from "../phrases/overlap.ts";
import { recordOf } from "../phrases/own-record.ts";
import type { GroupScan } from "../phrases/scan-group.ts";
import { labelsAt, type Scanned } from "../scanned.ts";
import { spread } from "../spread.ts";

/** A way of writing whose rows carry a label that their words do not explain. */
export interface FormHit {
  readonly form: WrittenForm;
  readonly label: number;
  /** Scanned rows with the form, those of them with the label, and how many the words suggest. */
  readonly rows: number;
  readonly observed: number;
  readonly expected: number;
  /** Indices into `scanned.rows` of the rows with the form and the label. */
  readonly carriers: readonly number[];
  /** Rows of the reference sample with the form. */
  readonly sampleRows: number;
  /** Whether enough rows are written otherwise to tell the form from the batch that it came with. */
  readonly standsOut: boolean;
  readonly logP: number;
  /** ln of the p-value over the form's share of the error rate, times the number of labels. */
  readonly logAdjusted: number;
}

/** A trigger stands in a few rows at least, most of them carry its label, a quarter of them against their words. */
const LEAST_ROWS = 5;
const PURITY = 0.6;
const EFFECT = 0.25;
/** Rows without the form that show how the change is labelled otherwise; of fewer nothing can be said. */
const LEAST_OTHERS = 20;
/**
 * And it is not the way in which most of the change is written: of a large change a fifth at most, of a small one a
 * half. What more rows share is a source, and its labels are what the maintainer looks at anyway.
 */
const mostRows = (changed: number): number => Math.min(changed / 2, Math.max(50, changed / 5));

interface Form {
  readonly index: number;
  readonly rows: number[];
  readonly sample: number[];
  readonly logBurst: number;
}

/**
 * The conditional scan over ways of writing instead of phrases: a row in capitals, marks in a row, a hidden character
 * may be a trigger as well as a word may. Expectations, the effect that an honest feature may have, its own record in
 * the reference and the deflation for another domain are those of the trigger scan.
 * @returns hits at or below `limit` (ln), most significant first; rows of one are not evidence for the next
 */
export function scanForms(scan: GroupScan, limit: number): FormHit[] {
  const { scanned } = scan;
  if (scanned.group.model === null || scanned.rows.length < LEAST_ROWS) return [];
  const found = byBurst(scanned).flatMap((form, rank) => testAll(scan, form, Math.log(shareAt(rank))));
  found.sort((a, b) => a.logAdjusted - b.logAdjusted);
  const hits = found.filter((hit) => hit.logAdjusted <= limit);
  if (hits.length === 0) return [];
  // What a planted phrase explains is not evidence for the way in which the phrase is written.
  const explained = [...explainedByTriggers(scan).values()].flatMap((rows) => [...rows]);
  return withoutOverlap(hits, ({ carriers }) => carriers, explained);
}

/** The forms that enough rows have and not too many, by burst. */
function byBurst({ group, rows }: Scanned): Form[] {
  const mine: number[][] = WRITTEN_FORMS.map(() => []);
  rows.forEach((row, at) => {
    for (const form of writtenForms(group.rows[row]!.text)) mine[form]!.push(at);
  });
  const most = mostRows(rows.length);
  const tested = mine.flatMap((of, index) => (of.length >= LEAST_ROWS && of.length <= most ? [index] : []));
  if (tested.length === 0) return [];
  const sample: number[][] = WRITTEN_FORMS.map(() => []);
  group.sample.forEach((row, at) => {
    if (row.label >= 0) for (const form of writtenForms(row.text)) sample[form]!.push(at);
  });
  const share = rows.length / Math.max(1, rows.length + group.sample.length);
  return tested
    .map((index) => {
      const all = mine[index]!.length + sample[index]!.length;
      const logBurst = logBinomialUpperTail(all, share, mine[index]!.length);
      return { index, rows: mine[index]!, sample: sample[index]!, logBurst };
    })
    .sort((a, b) => a.logBurst - b.logBurst || a.index - b.index);
}

function testAll({ scanned, inflation }: GroupScan, form: Form, share: number): FormHit[] {
  const labels = scanned.group.space.names.length;
  const { deviation, tail } = scanned.formEffect();
  const hits: FormHit[] = [];
  for (let label = 0; label < labels; label++) {
    const carriers = form.rows.filter((at) => labelsAt(scanned, at).includes(label));
    if (carriers.length < LEAST_ROWS || carriers.length < PURITY * form.rows.length) continue;
    const shift = shiftOfRest(scanned, form.rows, label);
    const p = Float64Array.from(form.rows, (at) =>
      shiftProbability(boundProbability(scanned.probabilities[at * labels + label]!), shift),
    );
    const expected = p.reduce((sum, value) => sum + value, 0);
    if (carriers.length - expected < EFFECT * form.rows.length) continue;
    const record = recordOf(scanned, scanned.group.model!, form.sample, label, deviation);
    const independent = spread(scanned, form.rows, commonTokens(scanned, form.rows));
    const tailAt = logRandomEffectsTail(p, carriers.length, record.mean, record.deviation, independent);
    const logP = tailAt / record.dispersion / tail / inflation;
    hits.push({
      form: WRITTEN_FORMS[form.index]!,
      label,
      rows: form.rows.length,
      observed: carriers.length,
      expected,
      carriers,
      sampleRows: form.sample.length,
      standsOut: scanned.rows.length - form.rows.length >= LEAST_OTHERS,
      logP,
      logAdjusted: logP - share + Math.log(labels),
    });
  }
  return hits;
}

/**
 * How much more often, in log-odds, the rows without the form carry the label than their words suggest; at least 0. Where
 * a change relabels everything, no way of writing is what explains it. One row of agreement is added, so that a
 * rest of pure label has a finite shift.
 */
function shiftOfRest(
  { group, rows, probabilities }: Scanned,
  form: readonly number[],
  label: number,
): number {
  const labels = group.space.names.length;
  const own = new Set(form);
  const rest: number[] = [0.5];
  let observed = 0.5;
  rows.forEach((row, at) => {
    if (own.has(at)) return;
    rest.push(boundProbability(probabilities[at * labels + label]!));
    if (group.rows[row]!.labels.includes(label)) observed++;
  });
  let low = 0;
  let high = 20;
  const expected = (shift: number): number => rest.reduce((sum, p) => sum + shiftProbability(p, shift), 0);
  if (expected(0) >= observed) return 0;
  for (let step = 0; step < 30; step++) {
    const middle = (low + high) / 2;
    if (expected(middle) < observed) low = middle;
    else high = middle;
  }
  return high;
}

/** Tokens that half of the rows hold: the marks that are the form itself do not make its rows alike. */
function commonTokens({ group, rows }: Scanned, places: readonly number[]): Set<number> {
  const counts = new Map<number, number>();
  for (const at of places)
    for (const id of new Set(group.rows[rows[at]!]!.ids)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count * 2 >= places.length).map(([id]) => id));
}
