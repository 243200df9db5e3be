import type { ContentModel } from "../content-model/content-model.ts";
import type { LabelGroup, SampleRow } from "../evidence/label-group.ts";
import { logRandomEffectsTail } from "../stats/poisson-binomial.ts";
import { type Shared, sharedPhrases, sharedWords } from "./shared-tokens.ts";

/** What honest words, or honest long phrases, say of a label beyond what the rest of their rows says. */
export interface UnexplainedEffect {
  /** Standard deviation of the effect, in log-odds. */
  readonly deviation: number;
  /** How much heavier its tail is than the normal that the scan assumes: at least 1. */
  readonly tail: number;
}

/** What is assumed where the reference is too small to measure it, and how many measured words outweigh that. */
const ASSUMED = 1;
const ASSUMED_WORDS = 10;
export const UNMEASURED: UnexplainedEffect = { deviation: ASSUMED, tail: 1 };

/** Words that are measured; the estimate no longer moves beyond. */
const MOST_MEASURED = 250;
/** Tokens that the measurement may read, so that long rows cost no more than short ones. */
const TOKEN_BUDGET = 150_000;

/**
 * How much an honest word says of the label beyond what the rest of its row says, when the model is blind to it. It is
 * measured on the reference, and it is what makes the scan quiet: a new word may well have a label of its own.
 */
export function unexplainedEffect(group: LabelGroup): UnexplainedEffect {
  return group.model === null
    ? UNMEASURED
    : summarise(measure(group, sharedWords(group), blindTo(group.model)));
}

/**
 * The same for long phrases. A series of articles, a form letter, a daily column ends with the same words and has a
 * label of its own; how far such a source strays from what its texts say is measured on those of the reference.
 */
export function longPhraseEffect(group: LabelGroup): UnexplainedEffect {
  return group.model === null
    ? UNMEASURED
    : summarise(measure(group, sharedPhrases(group), blindTo(group.model)));
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
  (row, { tokens }, out) => {
    model.probabilities({ ids: row.ids, pairs: row.pairs, own: row.label }, out, tokens);
  };

/** One word or phrase against one label. */
interface Outcome {
  readonly probabilities: Float64Array;
  readonly expected: number;
  readonly variance: number;
  readonly observed: number;
}

/** A variance of half a row is as little as the normal approximation bears. */
const LEAST_VARIANCE = 0.5;

interface Measured {
  readonly words: number;
  readonly outcomes: readonly Outcome[];
}

function measure(group: LabelGroup, all: readonly Shared[], predict: Predictor): Measured {
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
    for (let l = 0; l < labels; l++) {
      const found = outcome(probabilities[l]!, observed[l]!);
      if (found.variance >= LEAST_VARIANCE || found.observed > 0) outcomes.push(found);
    }
  }
  return { words, outcomes };
}

function outcome(probabilities: Float64Array, observed: number): Outcome {
  let expected = 0;
  let variance = 0;
  for (const p of probabilities) {
    expected += p;
    variance += p * (1 - p);
  }
  return { probabilities, expected, variance, observed };
}

function summarise(measured: Measured): UnexplainedEffect {
  const spread = deviation(measured);
  return { deviation: spread, tail: tailWeight(measured, spread) };
}

/**
 * The method of moments: for a word with k labelled rows, expected E and variance V, E[(k − E)² − V] = τ²V²
 * (DerSimonian & Laird 1986).
 */
function deviation({ words, outcomes }: Measured): number {
  let excess = 0;
  let weight = 0;
  for (const { observed, expected, variance } of outcomes) {
    // A label that is hardly expected says little of the effect and would dominate the sum by its tiny variance.
    if (variance < LEAST_VARIANCE) continue;
    excess += (observed - expected) ** 2 - variance;
    weight += variance ** 2;
  }
  const estimate = weight > 0 ? Math.max(0, excess / weight) : ASSUMED ** 2;
  return Math.sqrt((words * estimate + ASSUMED_WORDS * ASSUMED ** 2) / (words + ASSUMED_WORDS));
}

/** −ln of the p-value from which the tail begins, and exceedances of the assumed tail that a measured one must outweigh. */
const TAIL = Math.log(10);
const ASSUMED_EXCEEDANCES = 10;

/**
 * The mean excess of −ln p over ln 10 on the reference's own words. It is 1 when the p-values are right there, and less
 * where counts are small (Hill 1975, for p-values whose tail is a power).
 */
function tailWeight({ outcomes }: Measured, spread: number): number {
  let excess = ASSUMED_EXCEEDANCES;
  let exceedances = ASSUMED_EXCEEDANCES;
  for (const { probabilities, observed, expected, variance } of outcomes) {
    if (observed - expected <= Math.sqrt(variance)) continue;
    const surprise = -logRandomEffectsTail(probabilities, observed, 0, spread);
    if (surprise <= TAIL) continue;
    exceedances++;
    excess += surprise - TAIL;
  }
  return Math.max(1, excess / exceedances);
}
