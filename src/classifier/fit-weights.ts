/** A left-out row: its evidence by view and label, and the label it carries. */
export interface Example {
  readonly views: readonly Float64Array[];
  readonly label: number;
}

export interface FittedWeights {
  readonly weights: readonly number[];
  /** Added to the log-odds of each label, so that the mean prediction equals the observed shares. */
  readonly biases: Float64Array;
  /** Share of rows whose label follows the label shares rather than the text: noise that every real set has. */
  readonly noise: number;
  /** Mean negative log-likelihood in nats. */
  readonly loss: number;
  readonly priorLoss: number;
}

/** Where the weights are drawn to when there are few rows to fit them on; typical of the sets they were first fitted on. */
const TYPICAL = [0.7, 0.3, 0.2];
/** Precision of that pull: a few dozen rows already outweigh it. */
const PULL = 4;

/**
 * Multinomial logistic regression of the label on the views' evidence with one weight a view, by Newton's method
 * with a Gaussian prior: this is what calibrates the model.
 */
export function fitWeights(examples: readonly Example[], priors: Float64Array): FittedWeights {
  const logPriors = priors.map(Math.log);
  let weights = TYPICAL.slice();
  let best = objective(examples, logPriors, weights);
  for (let step = 0; step < 25; step++) {
    const direction = newtonStep(examples, logPriors, weights);
    let scale = 1;
    let moved = false;
    for (let halving = 0; halving < 12 && !moved; halving++, scale /= 2) {
      const next = weights.map((weight, v) => weight - scale * direction[v]!);
      const value = objective(examples, logPriors, next);
      if (value < best - 1e-9) {
        moved = true;
        weights = next;
        best = value;
      }
    }
    if (!moved) break;
  }
  const n = Math.max(1, examples.length);
  const biases = fitBiases(examples, logPriors, weights);
  const odds = logPriors.map((prior, l) => prior + biases[l]!);
  const { noise, loss } = fitNoise(examples, odds, weights, priors);
  return {
    weights,
    biases,
    noise,
    loss: loss / n,
    priorLoss: likelihood(examples, logPriors, [0, 0, 0]) / n,
  };
}

/** Rows of agreement with the label shares that are assumed beforehand, so that a rare label's bias stays small. */
const PRIOR_ROWS = 5;

/** Iterative proportional fitting of one bias a label. */
function fitBiases(
  examples: readonly Example[],
  logPriors: Float64Array,
  weights: readonly number[],
): Float64Array {
  const biases = new Float64Array(logPriors.length);
  const p = new Float64Array(logPriors.length);
  for (let step = 0; step < 5 && examples.length > 0; step++) {
    const odds = logPriors.map((prior, l) => prior + biases[l]!);
    const predicted = new Float64Array(p.length).fill(PRIOR_ROWS);
    const observed = new Float64Array(p.length).fill(PRIOR_ROWS);
    for (const example of examples) {
      probabilities(example, odds, weights, p);
      observed[example.label]!++;
      for (let l = 0; l < p.length; l++) predicted[l]! += p[l]!;
    }
    for (let l = 0; l < p.length; l++) biases[l]! += Math.log(observed[l]! / predicted[l]!);
  }
  return biases;
}

/** Even the cleanest set has a label in two hundred that its text does not explain. */
const LEAST_NOISE = 0.005;

/** The share of noise under which the left-out rows are most likely, on a grid. */
function fitNoise(
  examples: readonly Example[],
  odds: Float64Array,
  weights: readonly number[],
  priors: Float64Array,
): { noise: number; loss: number } {
  const p = new Float64Array(odds.length);
  const own = examples.map((example) => probabilities(example, odds, weights, p)[example.label]!);
  let best = { noise: LEAST_NOISE, loss: Number.POSITIVE_INFINITY };
  for (let noise = LEAST_NOISE; noise < 0.3; noise *= 1.25) {
    let loss = 0;
    examples.forEach((example, i) => {
      loss -= Math.log((1 - noise) * own[i]! + noise * priors[example.label]!);
    });
    if (loss < best.loss) best = { noise, loss };
  }
  return best;
}

function objective(
  examples: readonly Example[],
  logPriors: Float64Array,
  weights: readonly number[],
): number {
  return (
    likelihood(examples, logPriors, weights) +
    weights.reduce((sum, w, v) => sum + (PULL / 2) * (w - TYPICAL[v]!) ** 2, 0)
  );
}

function likelihood(
  examples: readonly Example[],
  logPriors: Float64Array,
  weights: readonly number[],
): number {
  const odds = new Float64Array(logPriors.length);
  let sum = 0;
  for (const example of examples)
    sum -= Math.log(Math.max(1e-300, probabilities(example, logPriors, weights, odds)[example.label]!));
  return sum;
}

function probabilities(
  example: Example,
  logPriors: Float64Array,
  weights: readonly number[],
  out: Float64Array,
): Float64Array {
  let high = Number.NEGATIVE_INFINITY;
  for (let l = 0; l < out.length; l++) {
    let odds = logPriors[l]!;
    for (let v = 0; v < weights.length; v++) odds += weights[v]! * example.views[v]![l]!;
    out[l] = odds;
    if (odds > high) high = odds;
  }
  let sum = 0;
  for (let l = 0; l < out.length; l++) sum += out[l] = Math.exp(out[l]! - high);
  for (let l = 0; l < out.length; l++) out[l]! /= sum;
  return out;
}

function newtonStep(
  examples: readonly Example[],
  logPriors: Float64Array,
  weights: readonly number[],
): number[] {
  const size = weights.length;
  const gradient = weights.map((w, v) => PULL * (w - TYPICAL[v]!));
  const hessian = weights.map((_, a) => weights.map((_, b) => (a === b ? PULL : 0)));
  const p = new Float64Array(logPriors.length);
  for (const example of examples) {
    probabilities(example, logPriors, weights, p);
    const means = example.views.map((view) => dot(p, view));
    for (let a = 0; a < size; a++) {
      gradient[a]! += means[a]! - example.views[a]![example.label]!;
      for (let b = 0; b <= a; b++) {
        let cross = 0;
        for (let l = 0; l < p.length; l++) cross += p[l]! * example.views[a]![l]! * example.views[b]![l]!;
        hessian[a]![b]! += cross - means[a]! * means[b]!;
      }
    }
  }
  for (let a = 0; a < size; a++) for (let b = 0; b < a; b++) hessian[b]![a] = hessian[a]![b]!;
  return solve(hessian, gradient);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Gaussian elimination; the matrix is positive definite. */
function solve(matrix: number[][], right: number[]): number[] {
  const n = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const factor = rows[j]![i]! / rows[i]![i]!;
      for (let k = i; k <= n; k++) rows[j]![k]! -= factor * rows[i]![k]!;
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let value = rows[i]![n]!;
    for (let k = i + 1; k < n; k++) value -= rows[i]![k]! * x[k]!;
    x[i] = value / rows[i]![i]!;
  }
  return x;
}
