/** Tail of the number of successes among trials of unequal probability. */
import { logBinomialUpperTail, logNormalUpperTail } from "./log-space.ts";

/** Above this many rows the exact convolution gives way to the saddle-point approximation. */
const EXACT_LIMIT = 256;

/**
 * ln P(X ≥ k) where X is the number of successes of independent trials with the given probabilities
 * (the Poisson-binomial law). Exact by convolution up to 256 trials, else by Lugannani & Rice's saddle-point
 * approximation (Lugannani & Rice 1980; for this law see Hong 2013), whose relative error is below a percent there.
 */
export function logPoissonBinomialUpperTail(probabilities: ArrayLike<number>, k: number): number {
  const n = probabilities.length;
  if (k <= 0) return 0;
  if (k > n) return Number.NEGATIVE_INFINITY;
  return n <= EXACT_LIMIT ? exactTail(probabilities, k) : saddlePointTail(probabilities, k);
}

/**
 * E[(X − μ)²; X > μ] of the same law with mean μ: the part of its variance that lies above the mean. For at most 256 trials.
 */
export function upperSemivariance(probabilities: ArrayLike<number>): number {
  const n = probabilities.length;
  if (n > EXACT_LIMIT) throw new RangeError(`At most ${EXACT_LIMIT} trials, not ${n}.`);
  const logScale = convolve(probabilities);
  let expected = 0;
  for (let i = 0; i < n; i++) expected += probabilities[i]!;
  let sum = 0;
  for (let j = n; j > expected; j--) sum += masses[j]! * (j - expected) ** 2;
  return sum * Math.exp(logScale);
}

/** The convolution's numbers, used again by the next: most calls are of a few dozen trials. */
const masses = new Float64Array(EXACT_LIMIT + 2);

/** Writes P(X = j) to `masses[j]`, up to a factor whose logarithm is returned. */
function convolve(probabilities: ArrayLike<number>): number {
  const n = probabilities.length;
  // Scaled so that the largest entry stays near one: tails of 10⁻³⁰⁰ and below would underflow otherwise.
  const mass = masses.fill(0, 0, n + 2);
  mass[0] = 1;
  let logScale = 0;
  for (let i = 0; i < n; i++) {
    const p = probabilities[i]!;
    let high = 0;
    for (let j = Math.min(i + 1, n); j >= 0; j--) {
      const value = mass[j]! * (1 - p) + (j > 0 ? mass[j - 1]! * p : 0);
      mass[j] = value;
      if (value > high) high = value;
    }
    if (high < 1e-100 && high > 0) {
      for (let j = 0; j <= i + 1; j++) mass[j]! /= high;
      logScale += Math.log(high);
    }
  }
  return logScale;
}

function exactTail(probabilities: ArrayLike<number>, k: number): number {
  const n = probabilities.length;
  const logScale = convolve(probabilities);
  let tail = 0;
  for (let j = n; j >= k; j--) tail += masses[j]!;
  if (tail > 0) return Math.min(0, Math.log(tail) + logScale);
  // Beneath what a double can hold: the first term of the tail in logs (all successes when k = n).
  return saddlePointTail(probabilities, k);
}

function saddlePointTail(probabilities: ArrayLike<number>, k: number): number {
  const n = probabilities.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += probabilities[i]!;
  if (k <= mean) return 0;
  if (k >= n) {
    let all = 0;
    for (let i = 0; i < n; i++) all += Math.log(probabilities[i]!);
    return all;
  }
  const s = saddlePoint(probabilities, k);
  let cumulant = 0;
  let curvature = 0;
  for (let i = 0; i < n; i++) {
    const p = probabilities[i]!;
    cumulant += Math.log1p(p * Math.expm1(s));
    const tilted = (p * Math.exp(s)) / (1 + p * Math.expm1(s));
    curvature += tilted * (1 - tilted);
  }
  const w = Math.sqrt(2 * Math.max(0, s * k - cumulant));
  // The lattice correction of Daniels 1987.
  const u = (1 - Math.exp(-s)) * Math.sqrt(curvature);
  if (!(w > 0) || !(u > 0)) return 0;
  return Math.min(0, logNormalUpperTail(w + Math.log(u / w) / w));
}

/** Solves K′(s) = k for the cumulant generating function K by bisection; s > 0 since k is above the mean. */
function saddlePoint(probabilities: ArrayLike<number>, k: number): number {
  let low = 0;
  let high = 60;
  for (let step = 0; step < 80; step++) {
    const s = (low + high) / 2;
    let slope = 0;
    for (let i = 0; i < probabilities.length; i++) {
      const p = probabilities[i]!;
      slope += (p * Math.exp(s)) / (1 + p * Math.expm1(s));
    }
    if (slope < k) low = s;
    else high = s;
  }
  return (low + high) / 2;
}

/** Numbers of one call, used again by the next: for a hundred thousand trials they are a megabyte a call. */
let room = new Float64Array(256);
function scratch(length: number): Float64Array {
  if (room.length < length) room = new Float64Array(length * 2);
  return room.subarray(0, length);
}

/** Abscissas and weights of the 15-point Gauss–Hermite rule for the standard normal (Abramowitz & Stegun 25.4.46, scaled). */
const NORMAL_NODES = hermiteRule(15);

/**
 * ln P(X ≥ k) when all trials share an unknown shift of their log-odds, normal with the given mean and standard
 * deviation: a random-effects Poisson-binomial. It is the law of "how many rows with this word carry this label" for
 * a word that may, like any honest word, say something of the label that the rest of the text does not.
 * @param independent share of the trials that are independent evidence, 0 to 1; the tail at each shift counts for that
 * much only. The shift is common to all trials, however alike they are, so it is not discounted.
 */
export function logRandomEffectsTail(
  probabilities: ArrayLike<number>,
  k: number,
  shiftMean: number,
  shiftDeviation: number,
  independent = 1,
): number {
  const n = probabilities.length;
  const shifted = scratch(n);
  return meanOverShifts(shiftMean, shiftDeviation, (shift) => {
    for (let i = 0; i < n; i++) shifted[i] = shiftProbability(probabilities[i]!, shift);
    return independent * logPoissonBinomialUpperTail(shifted, k);
  });
}

/** The same of n trials of one probability, which takes no longer for many of them. */
export function logRandomEffectsBinomialTail(
  n: number,
  probability: number,
  k: number,
  shiftMean: number,
  shiftDeviation: number,
  independent = 1,
): number {
  return meanOverShifts(
    shiftMean,
    shiftDeviation,
    (shift) => independent * logBinomialUpperTail(n, shiftProbability(probability, shift), k),
  );
}

/** ln of the mean of e^tail over a normal shift. */
function meanOverShifts(mean: number, deviation: number, tailAt: (shift: number) => number): number {
  let total = 0;
  let logTotal = Number.NEGATIVE_INFINITY;
  for (const { node, weight } of NORMAL_NODES) {
    const tail = tailAt(mean + deviation * node) + Math.log(weight);
    total += weight;
    logTotal =
      logTotal > tail
        ? logTotal + Math.log1p(Math.exp(tail - logTotal))
        : tail + Math.log1p(Math.exp(logTotal - tail));
  }
  return Math.min(0, logTotal - Math.log(total));
}

/** The probability whose log-odds are those of `p` plus `shift`; kept a hair away from 0 and 1. */
export function shiftProbability(p: number, shift: number): number {
  const odds = (p / (1 - p)) * Math.exp(shift);
  return Math.min(1 - 1e-9, Math.max(1e-9, odds / (1 + odds)));
}

/** Roots of the probabilists' Hermite polynomial by Newton's method from Golub–Welsch-like starting points. */
function hermiteRule(n: number): { node: number; weight: number }[] {
  const rule: { node: number; weight: number }[] = [];
  const evaluate = (x: number): [value: number, previous: number] => {
    let previous = 0;
    let value = 1;
    for (let i = 0; i < n; i++) [previous, value] = [value, x * value - i * previous];
    return [value, previous];
  };
  // Between sign changes on a fine grid: simple, and run once.
  const bound = 2 * Math.sqrt(n + 1);
  const step = bound / 4000;
  for (let x = -bound; x < bound; x += step) {
    let low = x;
    let high = x + step;
    if (evaluate(low)[0] * evaluate(high)[0] > 0) continue;
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2;
      if (evaluate(low)[0] * evaluate(middle)[0] <= 0) high = middle;
      else low = middle;
    }
    const node = (low + high) / 2;
    const previous = evaluate(node)[1];
    let factorial = 1;
    for (let i = 2; i < n; i++) factorial *= i;
    rule.push({ node, weight: factorial / (n * previous * previous) });
  }
  return rule;
}
