/** Cramér's V: how much two distributions over categories differ, from 0 to 1. */

/**
 * Cramér's V of two count vectors over the same categories, 0 (same shares) to 1 (no category in common):
 * sqrt(χ² / n) of the 2 × k table (Cramér 1946, 21.9; the smaller side minus one is 1). Unlike a p-value it does
 * not grow with the size of the data. Null when a side is empty or fewer than two categories are filled.
 */
export function cramersV(a: readonly number[], b: readonly number[]): number | null {
  const totalA = a.reduce((sum, n) => sum + n, 0);
  const totalB = b.reduce((sum, n) => sum + n, 0);
  const total = totalA + totalB;
  let chiSquared = 0;
  let categories = 0;
  for (let i = 0; i < a.length; i++) {
    const column = a[i]! + b[i]!;
    if (column === 0) continue;
    categories++;
    const expectedA = (column * totalA) / total;
    const expectedB = (column * totalB) / total;
    if (expectedA > 0) chiSquared += (a[i]! - expectedA) ** 2 / expectedA;
    if (expectedB > 0) chiSquared += (b[i]! - expectedB) ** 2 / expectedB;
  }
  if (categories < 2 || totalA === 0 || totalB === 0) return null;
  return Math.min(1, Math.sqrt(chiSquared / total));
}
