/** The chance of a sum of weights with random signs: the tail of a sign test with weights. */

/**
 * ln of an upper bound of P(Σ wᵢ sᵢ ≥ sum) for independent signs sᵢ = ±1 with equal chances: Chernoff's bound,
 * the minimum over t ≥ 0 of Σ ln cosh(t wᵢ) − t · sum. It holds for any number of terms, and is exact where all signs
 * are positive: −n ln 2.
 * @param weights not negative
 */
export function logSignedSumTail(weights: ArrayLike<number>, sum: number): number {
  if (sum <= 0) return 0;
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i]!;
  const used = Array.from(weights).filter((weight) => weight > 0);
  if (sum >= total) return sum > total * (1 + 1e-9) ? Number.NEGATIVE_INFINITY : -used.length * Math.LN2;
  // Written by the distance to the total: Σ ln(1 + e^(−2 t w)) − n ln 2 + t · gap. Near the total t grows without end,
  // and the difference of two large numbers would lose every digit.
  const gap = total - sum;
  // The slope gap − Σ w (1 − tanh(t w)) rises from −sum to gap > 0: bisection finds its root.
  let low = 0;
  let high = 1;
  const slope = (t: number): number =>
    used.reduce((s, weight) => s - (2 * weight) / (Math.exp(2 * t * weight) + 1), gap);
  for (let doubling = 0; doubling < 60 && slope(high) < 0; doubling++) high *= 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (slope(middle) < 0) low = middle;
    else high = middle;
  }
  const bound = used.reduce((s, weight) => s + Math.log1p(Math.exp(-2 * low * weight)) - Math.LN2, low * gap);
  return Math.min(0, bound);
}
