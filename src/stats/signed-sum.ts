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
  // The slope Σ w tanh(t w) − sum rises from −sum to total − sum > 0: bisection finds its root.
  let low = 0;
  let high = 1;
  const slope = (t: number): number => used.reduce((s, weight) => s + weight * Math.tanh(t * weight), -sum);
  for (let doubling = 0; doubling < 60 && slope(high) < 0; doubling++) high *= 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (slope(middle) < 0) low = middle;
    else high = middle;
  }
  return Math.min(
    0,
    used.reduce((s, weight) => s + logCosh(low * weight), -low * sum),
  );
}

/** ln cosh x for x ≥ 0, without overflow. */
function logCosh(x: number): number {
  return x + Math.log1p(Math.exp(-2 * x)) - Math.LN2;
}
