/** The G-test: whether two sets of counts come from the same shares. */
import { logChiSquaredUpperTail } from "./chi-squared.ts";

export interface GTest {
  /** 2 Σ O ln(O/E), in nats. */
  readonly g: number;
  readonly df: number;
  /** Natural logarithm of the p-value by the chi-squared approximation. */
  readonly logP: number;
}

/**
 * Likelihood-ratio test of homogeneity of two count vectors over the same categories (Sokal & Rohlf 1981,
 * box 17.8, without Williams' correction). Categories empty in both are left out. Null when fewer than two
 * categories remain or one side is empty: there is nothing to compare.
 */
export function gTest(a: readonly number[], b: readonly number[]): GTest | null {
  const totalA = a.reduce((sum, n) => sum + n, 0);
  const totalB = b.reduce((sum, n) => sum + n, 0);
  const total = totalA + totalB;
  let g = 0;
  let categories = 0;
  for (let i = 0; i < a.length; i++) {
    const column = a[i]! + b[i]!;
    if (column === 0) continue;
    categories++;
    g += term(a[i]!, (column * totalA) / total) + term(b[i]!, (column * totalB) / total);
  }
  if (categories < 2 || totalA === 0 || totalB === 0) return null;
  const df = categories - 1;
  return { g: 2 * g, df, logP: logChiSquaredUpperTail(2 * g, df) };
}

function term(observed: number, expected: number): number {
  return observed === 0 ? 0 : observed * Math.log(observed / expected);
}
