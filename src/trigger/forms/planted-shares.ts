/** How probable it is of each row that it is planted, by its form and its label together. */
import { type FormRows, sharePlanted } from "./form-signature.ts";

/** Steps until the share no longer moves. */
const STEPS = 50;
/** Share to begin with. */
const START = 0.03;

/**
 * The probability that each changed row is planted, with the share of planted rows under which their forms and labels
 * are most likely (expectation and maximisation of a mixture of two known parts).
 * @param ratios log-likelihood ratio of the form of each row
 * @param changed how many of the rows, the first ones, are changed rows
 */
export function plantedShares(
  { surprise }: FormRows,
  ratios: Float64Array,
  changed: number,
): { planted: number; shares: { at: number; share: number }[] } {
  const carriers = Array.from({ length: changed }, (_, at) => at).filter(
    (at) => surprise[at]! > Number.NEGATIVE_INFINITY,
  );
  let planted = START;
  for (let step = 0; step < STEPS; step++) {
    let sum = 0;
    for (const at of carriers) sum += sharePlanted(ratios[at]!, surprise[at]!, planted);
    // One row at least: a share of nothing would stay there.
    planted = Math.min(0.5, Math.max(1, sum) / changed);
  }
  return {
    planted,
    shares: carriers.map((at) => ({ at, share: sharePlanted(ratios[at]!, surprise[at]!, planted) })),
  };
}
