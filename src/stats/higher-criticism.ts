import { logBinomialUpperTail } from "./log-space.ts";

/** P-values of a family of candidates against a shared null: how unlikely is it that so many are so small? */
export function logHigherCriticism(
  logPs: readonly number[],
  families: number,
  most: number,
): { logP: number; used: number } {
  const sorted = [...logPs].sort((a, b) => a - b);
  let best = 0;
  let used = 0;
  const tries = Math.min(most, sorted.length);
  for (let j = 2; j <= tries; j++) {
    const tail = logBinomialUpperTail(families, Math.exp(sorted[j - 1]!), j) + Math.log(tries);
    if (tail < best) {
      best = tail;
      used = j;
    }
  }
  return { logP: best, used };
}
