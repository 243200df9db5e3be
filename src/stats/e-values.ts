/** Evidence from many tests taken together, as bets against null hypotheses. */
import { logAdd } from "./log-space.ts";

/** A bet against one null hypothesis: e-values of mean at most 1 under it (Vovk & Wang 2021). */
export interface Bet {
  /** ln of the e-value. */
  readonly logE: number;
  /** Share of the stake: the probability, before looking, that this null hypothesis is false. */
  readonly share: number;
}

/**
 * ln of the e-value against "all null hypotheses hold" of independent bets: the product of 1 − π + π·e. It is the
 * likelihood ratio of a mixture in which each hypothesis is false with its own probability π; by Markov's inequality it
 * exceeds 1/α with a probability of at most α when all hold.
 */
export function logMixtureEvidence(bets: readonly Bet[]): number {
  let sum = 0;
  for (const { logE, share } of bets) sum += logAdd(Math.log1p(-share), Math.log(share) + logE);
  return sum;
}

/** The probability that the hypothesis of a bet is false, after looking. */
export function posterior({ logE, share }: Bet): number {
  return 1 / (1 + ((1 - share) / share) * Math.exp(-logE));
}
