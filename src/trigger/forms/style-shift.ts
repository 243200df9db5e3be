/** Looks for a style that is foreign to the base and comes with one label against the content. */
import type { SampleRow } from "../../evidence/label-group.ts";
import { logBinomialUpperTail } from "../../stats/log-space.ts";
import { logRandomEffectsTail } from "../../stats/poisson-binomial.ts";
import { predictSparse } from "../../stats/sparse-logistic.ts";
import { judgedRows } from "../elsewhere.ts";
import { FAMILIAR_LABEL_ROWS } from "../limits.ts";
import { posterior } from "../phrases/own-record.ts";
import type { GroupScan } from "../phrases/scan-group.ts";
import { labelsAt, type Scanned } from "../scanned.ts";
import { spread } from "../spread.ts";
import { type Expectations, expectations } from "./expectations.ts";
import { type FormFeatures, formFeatures } from "./form-features.ts";
import { type DrawnPart, drawParts } from "./form-parts.ts";
import { type FormRows, learnSignature, rateForm } from "./form-signature.ts";
import { plantedShares } from "./planted-shares.ts";

/** Rows that are written alike, unlike the base, and carry one label against what they say. */
export interface StyleShift {
  readonly label: number;
  /** Changed rows that were put to the test, and base rows that they were compared with. */
  readonly changed: number;
  readonly base: number;
  /** Those of either that are written like the signature. */
  readonly alike: number;
  readonly baseAlike: number;
  /** Whether rows of the base that are written so carry the label as often, and more often than others: it is theirs. */
  readonly isUsual: boolean;
  /** How many of the changed ones carry the label, and how many their content suggests. */
  readonly observed: number;
  readonly expected: number;
  /** ln of the p-value of so many changed rows being alike. */
  readonly logBurst: number;
  /** ln of the p-value of so many of them carrying the label, times the number of labels. */
  readonly logAdjusted: number;
  /** What the signature is made of, most telling first. */
  readonly marks: readonly string[];
  /** Every changed row with the label: its index into `scanned.rows`, and the probability that it is planted. */
  readonly shares: readonly { readonly at: number; readonly share: number }[];
  /** The share of the changed rows that is estimated to be planted. */
  readonly planted: number;
}

/** Fewest changed and base rows: half of each must still be able to show a form. */
const LEAST_CHANGED = 60;
const LEAST_BASE = 400;
/** Base rows that are compared: ten for each changed row, at least a thousand. More would no longer sharpen the contrast. */
const BASE_PER_CHANGED = 10;
const ENOUGH_BASE = 1000;
/** A row is written alike when its likeness to the signature is that of the first base row in a hundred. */
const ALIKE = 0.01;
/** Fewest rows that are written alike: what fewer have in common is a phrase, not a style. */
const LEAST_ALIKE = 8;
/** ln of the p-value from which base rows that are written alike count as having a label more often than others. */
const GOES_WITH = Math.log(0.01);
/** Features that are named. */
const MARKS = 6;

/**
 * Looks for a form that is foreign to the base and that comes with one label against the content: paraphrase and style
 * attacks leave no phrase. The rows are in two halves by a hash of the whole change. A signature is learned on the one,
 * from the rows whose label is surprising, and rates the other. The rows of both halves that are written so are tested
 * together: whether they are more of the changed than of the base rows, and whether they carry the label more often than
 * a content model expects. What such rows show in the base, and by how much the other rows
 * of the change stray from the model themselves, is expected of them; new phrases of another domain deflate the
 * evidence (`formInflation`). Rows that a phrase already explains do not count, nor do those of a new
 * source whose words the base does not have (`judgedRows`).
 * @param explained by label: indices into `scanned.rows`
 * @param copies indices into `scanned.rows` of further versions of a text: what one half learns of it the other half would show again
 * @param limit ln of the p-value of the label
 */
export function styleShifts(
  { scanned, formInflation }: GroupScan,
  explained: ReadonlyMap<number, ReadonlySet<number>>,
  copies: ReadonlySet<number>,
  limit: number,
): StyleShift[] {
  const { group, rows } = scanned;
  if (group.fittedOn !== "reference" || group.model === null) return [];
  if (rows.length < LEAST_CHANGED || group.sample.length < LEAST_BASE) return [];
  const changed = rows.map((index) => group.rows[index]!);
  const compared = evenly(group.sample, Math.max(ENOUGH_BASE, BASE_PER_CHANGED * rows.length));
  const base = compared.map((index) => group.sample[index]!);
  const expected = expectations(scanned, compared);
  const labels = group.space.names
    .map((_, label) => label)
    .filter(
      (label) => group.referenceLabels[label]! >= FAMILIAR_LABEL_ROWS && exceeds(scanned, expected, label),
    );
  if (labels.length === 0) return [];
  const form = formFeatures(group.tokens, changed, base);
  const isJudged = judgedRows(scanned);
  const foreign = Array.from(rows.keys()).filter((at) => !isJudged(at));
  const parts = drawParts([...changed, ...base], rows.length);
  return labels.flatMap((label) => {
    const study: Study = {
      scanned,
      base,
      form,
      rows: formRows(scanned, form, expected, label, copies),
      expected,
      label,
    };
    const skip = new Set([...foreign, ...copies, ...(explained.get(label) ?? [])]);
    const halves = [
      likeSignature(study, parts.slice(0, 2), parts.slice(2), skip),
      likeSignature(study, parts.slice(2), parts.slice(0, 2), skip),
    ];
    const test = testRows(study, halves, formInflation());
    if (test.alike < LEAST_ALIKE || test.logAdjusted > limit) return [];
    return [
      {
        ...test,
        label,
        marks: marksOf(form, halves),
        ...plantedShares(study.rows, rateForm(study.rows, parts), rows.length),
      },
    ];
  });
}

/** What one label is tested with. */
interface Study {
  readonly scanned: Scanned;
  readonly base: readonly SampleRow[];
  readonly form: FormFeatures;
  readonly rows: FormRows;
  readonly expected: Expectations;
  readonly label: number;
}

/** Every so many-th row by its index, at most `wanted`. */
function evenly(rows: readonly unknown[], wanted: number): readonly number[] {
  const step = Math.max(1, rows.length / wanted);
  return Array.from({ length: Math.min(rows.length, wanted) }, (_, i) => Math.floor(i * step));
}

/** Whether more rows carry the label than are expected to: planted rows are among the surplus. */
function exceeds(scanned: Scanned, expected: Expectations, label: number): boolean {
  let sum = 0;
  for (let at = 0; at < scanned.rows.length; at++) sum += expected.changed(at, label);
  return scanned.labelRows[label]! > sum;
}

function formRows(
  scanned: Scanned,
  form: FormFeatures,
  expected: Expectations,
  label: number,
  copies: ReadonlySet<number>,
): FormRows {
  const surprise = new Float64Array(form.rows.starts.length - 1).fill(Number.NEGATIVE_INFINITY);
  for (let at = 0; at < scanned.rows.length; at++) {
    if (labelsAt(scanned, at).includes(label) && !copies.has(at))
      surprise[at] = -Math.log(expected.changed(at, label));
  }
  return { form: form.rows, surprise };
}

/** Rows of one half, by what was learned from the other. */
interface Half {
  readonly weights: Float64Array;
  /** Changed rows that were put to the test: those written like the signature, and the others. */
  readonly alike: readonly number[];
  readonly others: readonly number[];
  /** Base rows, and those of them that are written like the signature. */
  readonly base: number;
  readonly baseAlike: readonly number[];
}

function likeSignature(
  { form, rows }: Study,
  from: readonly DrawnPart[],
  on: readonly DrawnPart[],
  skip: ReadonlySet<number>,
): Half {
  const weights = learnSignature(rows, from);
  const likeness = (row: number): number => predictSparse(form.rows, row, weights);
  const baseRows = on.flatMap((part) => Array.from(part.base));
  const limit = baseRows.map(likeness).sort((a, b) => b - a)[Math.floor(ALIKE * baseRows.length)]!;
  const changed = on.flatMap((part) => Array.from(part.changed).filter((at) => !skip.has(at)));
  return {
    weights,
    alike: changed.filter((at) => likeness(at) > limit),
    others: changed.filter((at) => likeness(at) <= limit),
    base: baseRows.length,
    baseAlike: baseRows.filter((row) => likeness(row) > limit),
  };
}

function testRows({ scanned, base, expected, label }: Study, halves: readonly Half[], inflation: number) {
  const alike = halves.flatMap((half) => half.alike);
  const others = halves.flatMap((half) => half.others);
  const baseAlike = halves.flatMap((half) => half.baseAlike);
  const baseRows = halves.reduce((sum, half) => sum + half.base, 0);
  const seen = (at: number) => ({
    p: expected.changed(at, label),
    hit: labelsAt(scanned, at).includes(label),
  });
  const probabilities = Float64Array.from(alike, (at) => expected.changed(at, label));
  const observed = alike.filter((at) => seen(at).hit).length;
  const effect = scanned.formEffect();
  const ofBase = baseAlike.map((row) => {
    const index = row - scanned.rows.length;
    return { p: expected.base(index, label), hit: base[index]!.label === label };
  });
  const ownRecord = posterior(ofBase, effect.deviation);
  const ofOthers = posterior(others.map(seen), effect.deviation);
  const mean = ownRecord.mean + Math.max(0, ofOthers.mean);
  const tail = logRandomEffectsTail(probabilities, observed, mean, ownRecord.deviation);
  const labelCount = scanned.group.space.names.length;
  const dispersion = Math.max(ownRecord.dispersion, ofOthers.dispersion);
  const changed = alike.length + others.length;
  const share = changed / Math.max(1, changed + baseRows);
  return {
    changed,
    base: baseRows,
    alike: alike.length,
    baseAlike: baseAlike.length,
    isUsual: goesWith(
      ofBase.filter(({ hit }) => hit).length,
      ofBase.length,
      observed / alike.length,
      scanned.group.referenceLabels[label]! / scanned.group.referenceRows,
    ),
    observed,
    expected: probabilities.reduce((sum, p) => sum + p, 0),
    // One more base row a half: the limit is the likeness of a base row itself.
    logBurst: logBinomialUpperTail(alike.length + baseAlike.length + halves.length, share, alike.length),
    logAdjusted:
      (tail * spread(scanned, alike)) / (dispersion * effect.tail * inflation) + Math.log(labelCount),
  };
}

/**
 * Whether a form goes with a label in the base: `hits` of `rows` base rows, a share that reaches the changed rows' `now`, and
 * that chance hardly brings where every row has the label at the rate of all (`usual`). Words of a topic are such a form.
 */
function goesWith(hits: number, rows: number, now: number, usual: number): boolean {
  return hits / rows >= now && logBinomialUpperTail(rows, usual, hits) <= GOES_WITH;
}

/** The features that speak most for the signatures of both halves. */
function marksOf(form: FormFeatures, halves: readonly Half[]): string[] {
  const weight = (feature: number): number => halves.reduce((sum, { weights }) => sum + weights[feature]!, 0);
  const order = Array.from({ length: form.rows.width }, (_, feature) => feature)
    .filter((feature) => weight(feature) > 0)
    .sort((a, b) => weight(b) - weight(a) || a - b);
  return [...new Set(order.slice(0, 3 * MARKS).map((feature) => form.describe(feature)))].slice(0, MARKS);
}
