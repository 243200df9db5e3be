/** Jensen–Shannon divergence: how much two distributions over categories differ, in bits. */

/**
 * Jensen–Shannon divergence of two count vectors over the same categories, in bits: 0 (same shares) to 1 (no
 * category in common) (Lin 1991, with equal weights and logarithms to base 2). Null when a side is empty.
 */
export function jensenShannon(a: readonly number[], b: readonly number[]): number | null {
  const totalA = a.reduce((sum, n) => sum + n, 0);
  const totalB = b.reduce((sum, n) => sum + n, 0);
  if (totalA === 0 || totalB === 0) return null;
  let divergence = 0;
  for (let i = 0; i < a.length; i++) {
    const p = a[i]! / totalA;
    const q = b[i]! / totalB;
    const middle = (p + q) / 2;
    if (p > 0) divergence += (p * Math.log2(p / middle)) / 2;
    if (q > 0) divergence += (q * Math.log2(q / middle)) / 2;
  }
  return Math.min(1, Math.max(0, divergence));
}
