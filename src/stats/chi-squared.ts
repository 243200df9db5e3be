/** Tail of the chi-squared distribution. */
import { gammaln } from "simple-statistics";

/**
 * ln P(X >= x) for X chi-squared with `df` degrees of freedom: the upper regularised incomplete gamma function
 * Q(df/2, x/2), by its series (DLMF 8.7.1) below the mean and by the continued fraction of Legendre
 * (DLMF 8.9.2, evaluated by Lentz's method) above. In logs, since a large data set gives p-values below 1e-308.
 */
export function logChiSquaredUpperTail(x: number, df: number): number {
  if (!(df > 0) || Number.isNaN(x))
    throw new RangeError("degrees of freedom must be positive and x a number");
  if (x <= 0) return 0;
  const a = df / 2;
  const half = x / 2;
  const front = a * Math.log(half) - half - gammaln(a);
  if (half >= a + 1) return Math.min(0, front + Math.log(upperFraction(a, half)));
  const lower = Math.exp(front + Math.log(lowerSeries(a, half)));
  return Math.log1p(-Math.min(lower, 1));
}

const ACCURACY = 1e-14;
const MOST_STEPS = 10_000;

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MOST_STEPS && term > sum * ACCURACY; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function upperFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < MOST_STEPS; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / nonZero(numerator * d + b, tiny);
    c = nonZero(b + numerator / c, tiny);
    const step = c * d;
    value *= step;
    if (Math.abs(step - 1) < ACCURACY) break;
  }
  return value;
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}
