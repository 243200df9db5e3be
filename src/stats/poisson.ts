/** Tail of the Poisson distribution. */
import { logGamma } from "./log-space.ts";

/**
 * ln P(X ≥ k) for X Poisson with the given mean: the series of the tail where k is above the mean, else one minus the
 * terms below k.
 * @param logMean ln of the mean, which may be too small for a double
 */
export function logPoissonUpperTail(logMean: number, k: number): number {
  if (k <= 0) return 0;
  const mean = Math.exp(logMean);
  const term = (i: number): number => i * logMean - mean - logGamma(i + 1);
  if (k <= mean) {
    let below = 0;
    for (let i = 0; i < k; i++) below += Math.exp(term(i));
    return Math.log1p(-Math.min(1 - 1e-16, below));
  }
  // Σ over i ≥ k, relative to its first term: each next one is smaller by the factor mean / (i + 1).
  let sum = 1;
  let factor = 1;
  for (let i = k + 1; factor > 1e-17 * sum; i++) {
    factor *= mean / i;
    sum += factor;
  }
  return Math.min(0, term(k) + Math.log(sum));
}
