/** Calibrates the content model: finds how much each kind of its evidence is to weigh. */

/** Words, pairs and letters, under a weak prior and under a strong one; words and letters squared. */
export const VIEWS = 8;

/** Left-out rows, one after the other: of each its evidence by view and label, and the label it carries. */
export interface Examples {
  /** At `(row · views + view) · labels + label`. */
  readonly evidence: Float64Array;
  readonly own: Uint32Array;
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
const TYPICAL = [0.35, 0.15, 0.1, 0.35, 0.15, 0.1, 0, 0];
/** Precision of that pull: a few dozen rows already outweigh it. */
const PULL = 4;
/** A step that gains less, in nats over all rows, is none. */
const LEAST_GAIN = 1e-6;

/**
 * Multinomial logistic regression of the label on the views' evidence with one weight a view, by Newton's method
 * with a Gaussian prior: this is what calibrates the model.
 */
export function fitWeights(examples: Examples, priors: Float64Array): FittedWeights {
  const logPriors = priors.map(Math.log);
  let weights = TYPICAL.slice();
  // What the rows' labels are under the weights, and under those that are tried.
  let p = new Float64Array(examples.own.length * priors.length);
  let tried = new Float64Array(p.length);
  let best = objective(examples, logPriors, weights, p);
  for (let step = 0; step < 25; step++) {
    const { direction, slope } = newtonStep(examples, priors.length, weights, p);
    let moved = false;
    // The objective is convex: a step never gains more than its length times the slope.
    for (let halving = 0, scale = 1; halving < 12 && !moved && scale * slope > LEAST_GAIN / 2; halving++) {
      const next = weights.map((weight, v) => weight - scale * direction[v]!);
      const value = objective(examples, logPriors, next, tried);
      if (value < best - LEAST_GAIN) {
        moved = true;
        weights = next;
        best = value;
        [p, tried] = [tried, p];
      }
      scale /= 2;
    }
    if (!moved) break;
  }
  const n = Math.max(1, examples.own.length);
  const biases = fitBiases(examples, logPriors, weights, p);
  const odds = logPriors.map((prior, l) => prior + biases[l]!);
  probabilities(examples, odds, weights, p);
  const { noise, loss } = fitNoise(examples, priors, p);
  return { weights, biases, noise, loss: loss / n, priorLoss: priorLikelihood(examples, logPriors) / n };
}

/** Rows of agreement with the label shares that are assumed beforehand, so that a rare label's bias stays small. */
const PRIOR_ROWS = 5;

/**
 * Iterative proportional fitting of one bias a label.
 * @param p the probabilities without biases; overwritten
 */
function fitBiases(
  examples: Examples,
  logPriors: Float64Array,
  weights: readonly number[],
  p: Float64Array,
): Float64Array {
  const labels = logPriors.length;
  const biases = new Float64Array(labels);
  const observed = new Float64Array(labels).fill(PRIOR_ROWS);
  for (let row = 0; row < examples.own.length; row++) observed[examples.own[row]!]!++;
  for (let step = 0; step < 5 && examples.own.length > 0; step++) {
    const odds = logPriors.map((prior, l) => prior + biases[l]!);
    if (step > 0) probabilities(examples, odds, weights, p);
    const predicted = new Float64Array(labels).fill(PRIOR_ROWS);
    for (let at = 0; at < p.length; at += labels) {
      for (let l = 0; l < labels; l++) predicted[l]! += p[at + l]!;
    }
    for (let l = 0; l < labels; l++) biases[l]! += Math.log(observed[l]! / predicted[l]!);
  }
  return biases;
}

/** Even the cleanest set has a label in two hundred that its text does not explain. */
const LEAST_NOISE = 0.005;

/** The share of noise under which the left-out rows are most likely, on a grid. */
function fitNoise({ own }: Examples, priors: Float64Array, p: Float64Array): { noise: number; loss: number } {
  const ofOwn = Float64Array.from(own, (label, row) => p[row * priors.length + label]!);
  let best = { noise: LEAST_NOISE, loss: Number.POSITIVE_INFINITY };
  for (let noise = LEAST_NOISE; noise < 0.3; noise *= 1.25) {
    let loss = 0;
    for (let row = 0; row < own.length; row++)
      loss -= Math.log((1 - noise) * ofOwn[row]! + noise * priors[own[row]!]!);
    if (loss < best.loss) best = { noise, loss };
  }
  return best;
}

/** Fills in the probabilities. */
function objective(
  examples: Examples,
  logPriors: Float64Array,
  weights: readonly number[],
  p: Float64Array,
): number {
  probabilities(examples, logPriors, weights, p);
  const { own } = examples;
  let sum = 0;
  for (let row = 0; row < own.length; row++)
    sum -= Math.log(Math.max(1e-300, p[row * logPriors.length + own[row]!]!));
  return sum + weights.reduce((pull, w, v) => pull + (PULL / 2) * (w - TYPICAL[v]!) ** 2, 0);
}

/** −ln of the likelihood of the label shares alone. */
function priorLikelihood({ own }: Examples, logPriors: Float64Array): number {
  const high = logPriors.reduce((most, odds) => Math.max(most, odds), Number.NEGATIVE_INFINITY);
  const p = logPriors.map((odds) => Math.exp(odds - high));
  const total = p.reduce((sum, value) => sum + value, 0);
  const logs = p.map((value) => Math.log(Math.max(1e-300, value / total)));
  let sum = 0;
  for (const label of own) sum -= logs[label]!;
  return sum;
}

/** Probability of each label of each row, into `out` at `row · labels + label`. */
function probabilities(
  { evidence, own }: Examples,
  odds: Float64Array,
  weights: readonly number[],
  out: Float64Array,
): void {
  const labels = odds.length;
  for (let row = 0; row < own.length; row++) {
    const at = row * labels;
    const from = at * VIEWS;
    let high = Number.NEGATIVE_INFINITY;
    for (let l = 0; l < labels; l++) {
      let value = odds[l]!;
      for (let v = 0; v < VIEWS; v++) value += weights[v]! * evidence[from + v * labels + l]!;
      out[at + l] = value;
      if (value > high) high = value;
    }
    let sum = 0;
    for (let l = 0; l < labels; l++) sum += out[at + l] = Math.exp(out[at + l]! - high);
    for (let l = 0; l < labels; l++) out[at + l]! /= sum;
  }
}

/** The step to be taken off the weights, and by how much the objective falls along it at first. */
function newtonStep(
  { evidence, own }: Examples,
  labels: number,
  weights: readonly number[],
  p: Float64Array,
): { direction: number[]; slope: number } {
  const gradient = weights.map((w, v) => PULL * (w - TYPICAL[v]!));
  const hessian = weights.map((_, a) => weights.map((_, b) => (a === b ? PULL : 0)));
  // What a view says of each label beyond its mean, times the label's probability.
  const beyond = new Float64Array(labels);
  for (let row = 0; row < own.length; row++) {
    const at = row * labels;
    for (let a = 0; a < VIEWS; a++) {
      const ofA = at * VIEWS + a * labels;
      let mean = 0;
      for (let l = 0; l < labels; l++) mean += p[at + l]! * evidence[ofA + l]!;
      gradient[a]! += mean - evidence[ofA + own[row]!]!;
      for (let l = 0; l < labels; l++) beyond[l] = p[at + l]! * (evidence[ofA + l]! - mean);
      for (let b = 0; b <= a; b++) {
        const ofB = at * VIEWS + b * labels;
        let cross = 0;
        for (let l = 0; l < labels; l++) cross += beyond[l]! * evidence[ofB + l]!;
        hessian[a]![b]! += cross;
      }
    }
  }
  for (let a = 0; a < VIEWS; a++) for (let b = 0; b < a; b++) hessian[b]![a] = hessian[a]![b]!;
  const direction = solve(hessian, gradient);
  return { direction, slope: direction.reduce((sum, step, v) => sum + step * gradient[v]!, 0) };
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
