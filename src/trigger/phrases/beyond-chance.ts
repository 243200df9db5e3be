/** Finds how many surprising phrases of a label are more than chance would bring. */
import { logPoissonUpperTail } from "../../stats/poisson.ts";

/** Something that was tested for a label. */
export interface Rated {
  readonly label: number;
  /** −ln of its p-value; by chance the number above x falls as e^−x. */
  readonly surprise: number;
}

/** The most surprising ones of a label, which together are beyond chance. */
export interface Batch<T> {
  readonly label: number;
  readonly found: readonly T[];
  /** ln of the p-value over its share of the error rate. */
  readonly logAdjusted: number;
}

/** What is below this surprise is ordinary: a few planted ones do not change how many there are above. */
const ORDINARY = 4;
/** How many there may be is not known: one alone is tested at half of the error rate, each other guess at an equal part of the rest. */
const SIZES = [1, 2, 4, 8, 16];
const sizeShare = (size: number): number => (size === 1 ? 0.5 : 0.5 / (SIZES.length - 1));

/**
 * The k most surprising ones of each label, where so many as surprising as the k-th are not to be expected. Tests that
 * share rows and words are fewer than they seem, and nobody knows by how much. But the number above x falls as e^−x
 * whatever it is, so it is read from those above a low mark: an empirical null in the sense of Efron 2004, whose one
 * parameter is the number of tests. A label has the part of the error rate that it has of those.
 * @param ordered by surprise, descending
 * @param counts whether one may be named at all
 */
export function beyondChance<T extends Rated>(
  ordered: readonly T[],
  falseAlarms: number,
  counts: (one: T) => boolean,
): Batch<T>[] {
  const usual = new Map<number, number>();
  for (const { label, surprise } of ordered) {
    if (!usual.has(label)) usual.set(label, 1);
    if (surprise >= ORDINARY) usual.set(label, usual.get(label)! + 1);
  }
  const all = [...usual.values()].reduce((sum, number) => sum + number, 0);
  return [...usual].flatMap(([label, number]) => {
    const mine = ordered.filter((one) => one.label === label && counts(one));
    const logTests = Math.log(number) + ORDINARY;
    const batches = SIZES.filter((size) => size <= mine.length).map((size) => {
      const logP = logPoissonUpperTail(logTests - mine[size - 1]!.surprise, size);
      const logAdjusted = logP - Math.log((sizeShare(size) * number) / all);
      return { label, found: mine.slice(0, size), logAdjusted };
    });
    // The largest that is beyond chance names the most rows.
    const largest = batches.filter(({ logAdjusted }) => logAdjusted <= Math.log(falseAlarms)).at(-1);
    return largest === undefined ? [] : [largest];
  });
}
