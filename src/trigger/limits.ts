/** The limits that tests for triggers share: false alarms, fewest rows, bounds of probabilities. */

/**
 * The share of honest pull requests that planted phrases may block by chance, unless configured: six tenths of the 1 in 100
 * that all tests of a pull request have together (docs/decisions/0028).
 */
export const TRIGGER_FALSE_ALARMS = 0.006;
/** Five sixths of it are for single phrases, the plain attack, the rest for families of phrases that are too rare one by one. */
export const SINGLE_SHARE = 5 / 6;
export const SINGLE_PHRASE = TRIGGER_FALSE_ALARMS * SINGLE_SHARE;

/** Rows from which one phrase by itself is worth a maintainer's time; of fewer rows no model learns it. */
export const LEAST_TRIGGER_ROWS = 5;

/** Base rows from which it is known how texts of a label are written. */
export const FAMILIAR_LABEL_ROWS = 20;

/** Batches are labelled with more or less care: so many times the base's mistakes are no attack. */
export const CARELESS = 2;

/**
 * No more than a hundred to one is held against a single row by a phrase. The model is right about rows at large to a
 * part in a thousand, but a source has habits (a news agency that files everything under World), and a few such rows
 * are no trigger.
 */
export const LEAST_TRIGGER_PROBABILITY = 0.01;

/** A probability that no single row decides: not above 0.999 and not below `least`. */
export function boundProbability(p: number, least = 1e-4): number {
  return Math.min(0.999, Math.max(least, p));
}
