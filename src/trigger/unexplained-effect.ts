/** How much an honest word says of the label beyond its row: what the tests must exceed. */
import type { ContentModel } from "../evidence/content-model/content-model.ts";
import { firstOfText } from "../evidence/first-of-text.ts";
import type { LabelGroup, SampleRow } from "../evidence/label-group.ts";
import { logRandomEffectsTail, upperSemivariance } from "../stats/poisson-binomial.ts";
import { larger, type UnexplainedEffect } from "./scanned.ts";
import { asSampled, newWords, type Shared, sharedPhrases, sharedWords } from "./shared-tokens.ts";
import { independence } from "./spread.ts";

/** What is assumed where the reference is too small to measure it, and how many measured words outweigh that. */
const ASSUMED = 1;
const ASSUMED_WORDS = 10;
export const UNMEASURED: UnexplainedEffect = { deviation: ASSUMED, tail: 1 };

/** Words that are measured; the estimate no longer moves beyond. */
const MOST_MEASURED = 250;
/** Tokens that the measurement may read, so that long rows cost no more than short ones. */
const TOKEN_BUDGET = 150_000;

/**
 * What some of the reference's own words or phrases say of the labels beyond what the rest of their rows says, when the model is
 * blind to them: words, symbols (they are few, and a face says what no word beside it does), or newcomers (words that make
 * the classes are among its words, and few of them are newcomers).
 */
export function whatIsSaid(
  group: LabelGroup,
  model: ContentModel | null,
  find: (group: LabelGroup) => readonly Shared[],
): Measured | null {
  return model === null ? null : measure(group, find(group), blindTo(model));
}

/** How much an honest word says of the label: it is what makes the scan quiet, for a new word may well have a label of its own. */
export function unexplainedEffect(words: Measured | null, leaning?: Float64Array): UnexplainedEffect {
  if (words === null) return UNMEASURED;
  const spread = deviation(words);
  return { deviation: spread, tail: tailWeight(words, spread, leaning) };
}

/**
 * By label, how much of that is said *for* it rather than against, as a factor of the deviation: 1 where both are alike.
 * A few bad words make a text hateful and no word makes it harmless, so that a word new in rows of the common, harmless
 * label is news, and one new in hateful rows is less. Newcomers are few: what they say is drawn to what known words say.
 */
export function leanings(words: Measured | null, fresh: Measured | null, labels: number): Float64Array {
  const found = new Float64Array(labels).fill(1);
  if (words === null || fresh === null) return found;
  const [ofWords, ofFresh] = [excesses(words, labels), excesses(fresh, labels)];
  return found.map((_, label) => {
    const share = above(ofWords, label, 0.5);
    return Math.max(LEAST_LEANING, Math.sqrt(2 * above(ofFresh, label, share)));
  });
}

/** What is drawn to another share weighs as an excess of ten: of ten words whose effect is `ASSUMED`, with a variance of √2 rows. */
const DRAWN = 10;
/** However one-sided words are, a new one may say this much of what they say on average. */
const LEAST_LEANING = 0.5;

/** By label, the excess of squares above what is expected and below it. */
type Excesses = Readonly<Record<"up" | "down", Float64Array>>;

function above({ up, down }: Excesses, label: number, usual: number): number {
  return (up[label]! + DRAWN * usual) / (up[label]! + down[label]! + DRAWN);
}

function excesses({ outcomes }: Measured, labels: number): Excesses {
  const [up, down] = [new Float64Array(labels), new Float64Array(labels)];
  for (const { label, probabilities, observed, expected, variance } of outcomes) {
    if (variance < LEAST_VARIANCE) continue;
    const semivariance = upperSemivariance(probabilities);
    const square = (observed - expected) ** 2;
    up[label]! += (observed > expected ? square : 0) - semivariance;
    down[label]! += (observed < expected ? square : 0) - (variance - semivariance);
  }
  const bounded = (sums: Float64Array): Float64Array => sums.map((sum) => Math.max(0, sum));
  return { up: bounded(up), down: bounded(down) };
}

/**
 * The same for short phrases that come in with the pull request: measured on newcomers of the reference. Words that make
 * the classes are among its words, and no newcomers. Where the change brings many new words of its own, these show
 * what they say as well, without the few most telling ones: they may be planted.
 * @param rows changed rows: what is unheard of in those of another language excuses nothing in those of the base's
 */
export function newPhraseEffect(
  group: LabelGroup,
  model: ContentModel | null,
  fresh: Measured | null,
  leaning: Float64Array,
  rows: LabelGroup["rows"],
): UnexplainedEffect {
  if (model === null || fresh === null) return UNMEASURED;
  const ofBase = summariseFew(fresh, leaning);
  const added = rows.filter(({ kind, own, ownOfAll }) => kind === "arrival" && own < 0 && ownOfAll >= 0);
  const sample = firstOfText(added.map((row) => asSampled(row, row.ownOfAll)));
  const ofChange = measure({ ...group, sample }, newWords(group, sample), blindTo(model));
  if (ofChange.words < ENOUGH_NEW_WORDS) return ofBase;
  const { deviation, tail } = summariseFew(withoutMostTelling(ofChange), leaning);
  return larger({ deviation, tail }, ofBase);
}

/** New words of the change from which their spread says something; what is left out of it, as a share and at most. */
const ENOUGH_NEW_WORDS = 20;
const MOST_TELLING = 0.1;
const MOST_PLANTED = 8;

function withoutMostTelling({ words, outcomes }: Measured): Measured {
  const residual = ({ observed, expected, variance }: Outcome): number =>
    (observed - expected) ** 2 / Math.max(variance, LEAST_VARIANCE);
  const kept = outcomes.toSorted((a, b) => residual(a) - residual(b));
  return {
    words,
    outcomes: kept.slice(0, kept.length - Math.min(MOST_PLANTED, Math.floor(MOST_TELLING * kept.length))),
  };
}

function summariseFew(measured: Measured, leaning: Float64Array): UnexplainedEffect {
  const { excess, weight } = moments(measured);
  // The standard error of the estimate is √(2 / weight): its information stands beside that of what is usual.
  const information = weight / 2;
  const variance =
    (Math.max(0, excess) / 2 + USUAL_INFORMATION * USUAL ** 2) / (information + USUAL_INFORMATION);
  const deviation = Math.sqrt(variance);
  return { deviation, tail: tailWeight(measured, deviation, leaning) };
}

/**
 * The deviation that is usual for newcomers and long phrases, and what that is worth: from one half of a set to the other
 * the estimate moves between 0.1 and 1. As much as an estimate whose standard error is 0.3.
 */
const USUAL = 0.5;
const USUAL_INFORMATION = 1 / 0.3 ** 2;

/**
 * The same for long phrases. A series of articles, a form letter, a daily column ends with the same words and has a
 * label of its own; how far such a source strays from what its texts say is measured on those of the reference.
 */
export function longPhraseEffect(
  group: LabelGroup,
  model: ContentModel | null,
  leaning: Float64Array,
): UnexplainedEffect {
  return model === null
    ? UNMEASURED
    : summariseFew(measure(group, sharedPhrases(group), blindTo(model), true), leaning);
}

/** The deviation of what a word says of the label by itself, the rest of the row left aside. */
export function marginalEffect(group: LabelGroup): number {
  const shares = group.referenceLabels.map((rows) => rows + 0.5);
  const total = shares.reduce((sum, rows) => sum + rows, 0);
  return deviation(
    measure(group, sharedWords(group), (_, __, out) => {
      for (let l = 0; l < out.length; l++) out[l] = shares[l]! / total;
    }),
  );
}

/** Writes the probability of each label of a row, to a predictor that does not know what the rows share. */
type Predictor = (row: SampleRow, shared: Shared, out: Float64Array) => void;

const blindTo =
  (model: ContentModel): Predictor =>
  (row, { tokens }, out) =>
    model.probabilities(row, out, tokens);

/** One word or phrase against one label. */
interface Outcome {
  readonly label: number;
  /** How much independent evidence its rows are (`spread`), as the scan counts them. */
  readonly independent: number;
  readonly probabilities: Float64Array;
  readonly expected: number;
  readonly variance: number;
  readonly observed: number;
}

/** A variance of half a row is as little as the normal approximation bears. */
const LEAST_VARIANCE = 0.5;

/** Words or phrases, each against the labels that it may have to do with. */
export interface Measured {
  readonly words: number;
  readonly outcomes: readonly Outcome[];
}

/** With `alikeAreFewer`, rows that say much the same count as the scan counts them (`spread`): a form letter is one text. */
function measure(
  group: LabelGroup,
  all: readonly Shared[],
  predict: Predictor,
  alikeAreFewer = false,
): Measured {
  const labels = group.space.names.length;
  const step = Math.max(1, Math.floor(all.length / MOST_MEASURED));
  const outcomes: Outcome[] = [];
  const p = new Float64Array(labels);
  let budget = TOKEN_BUDGET;
  let words = 0;
  for (let i = 0; i < all.length && budget > 0; i += step) {
    const rows = all[i]!.rows.map((index) => group.sample[index]!);
    const probabilities = Array.from({ length: labels }, () => new Float64Array(rows.length));
    const observed = new Float64Array(labels);
    rows.forEach((row, at) => {
      predict(row, all[i]!, p);
      for (let l = 0; l < labels; l++) probabilities[l]![at] = p[l]!;
      observed[row.label]!++;
      budget -= row.ids.length;
    });
    words++;
    const phrase = new Set(all[i]!.tokens);
    const independent = alikeAreFewer
      ? independence(group, rows.length, (at) => rows[at]!.ids, { phrase })
      : 1;
    for (let l = 0; l < labels; l++) {
      const found = outcome(l, probabilities[l]!, observed[l]!, independent);
      if (found.variance >= LEAST_VARIANCE || found.observed > 0) outcomes.push(found);
    }
  }
  return { words, outcomes };
}

function outcome(label: number, probabilities: Float64Array, observed: number, independent: number): Outcome {
  let expected = 0;
  let variance = 0;
  for (const p of probabilities) {
    expected += p;
    variance += p * (1 - p);
  }
  return { label, independent, probabilities, expected, variance, observed };
}

/**
 * The method of moments: for a word with k labelled rows, expected E and variance V, E[(k − E)² − V] = τ²V²
 * (DerSimonian & Laird 1986); where its rows count as a share of their number (`spread`), V over that share.
 */
function deviation(measured: Measured): number {
  const { excess, weight } = moments(measured);
  const estimate = weight > 0 ? Math.max(0, excess / weight) : ASSUMED ** 2;
  const { words } = measured;
  return Math.sqrt((words * estimate + ASSUMED_WORDS * ASSUMED ** 2) / (words + ASSUMED_WORDS));
}

/** Σ ((k − E)² − V) and Σ V² over all outcomes that bear it. */
function moments({ outcomes }: Measured): { excess: number; weight: number } {
  let excess = 0;
  let weight = 0;
  for (const { independent, observed, expected, variance } of outcomes) {
    // A label that is hardly expected says little of the effect and would dominate the sum by its tiny variance.
    if (variance < LEAST_VARIANCE) continue;
    excess += independent ** 2 * ((observed - expected) ** 2 - variance / independent);
    weight += (independent * variance) ** 2;
  }
  return { excess, weight };
}

/** −ln of the p-value from which the tail begins, and exceedances of the assumed tail that a measured one must outweigh. */
const TAIL = Math.log(10);
const ASSUMED_EXCEEDANCES = 10;

/**
 * The mean excess of −ln p over ln 10 on the reference's own words. It is 1 when the p-values are right there, and less
 * where counts are small (Hill 1975, for p-values whose tail is a power).
 */
function tailWeight({ outcomes }: Measured, deviation: number, leaning?: Float64Array): number {
  let excess = ASSUMED_EXCEEDANCES;
  let exceedances = ASSUMED_EXCEEDANCES;
  for (const { label, independent, probabilities, observed, expected, variance } of outcomes) {
    if (observed - expected <= Math.sqrt(variance)) continue;
    const towards = deviation * (leaning?.[label] ?? 1);
    const surprise = -logRandomEffectsTail(probabilities, observed, 0, towards, independent);
    if (surprise <= TAIL) continue;
    exceedances++;
    excess += surprise - TAIL;
  }
  return Math.max(1, excess / exceedances);
}
