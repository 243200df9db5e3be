/** How long a row may be for the tests to read it again and again. */
import type { Places, Scanned } from "../scanned.ts";

/** Tokens that all tests together may read: enough for a hundred thousand rows of a sentence, asked for forty times each. */
const TOKEN_BUDGET = 120_000_000;
/** Rows up to so many tokens are read in any case. */
const LEAST = 16;

/**
 * The length of rows, in tokens, up to which all tests may read them again, each blind to another phrase. A change of a
 * few very long rows has as many phrases as words, and reading all of a row for each would take hours.
 * @param tests the rows of each test
 */
export function readableLength({ group, rows }: Scanned, tests: Iterable<Places>): number {
  const times = new Uint32Array(rows.length);
  for (const places of tests) for (let i = 0; i < places.length; i++) times[places[i]!]!++;
  const lengths = rows.map((row) => group.rows[row]!.ids.length);
  const work = (limit: number): number =>
    lengths.reduce((sum, length, at) => sum + Math.min(length, limit) * times[at]!, 0);
  if (work(Number.POSITIVE_INFINITY) <= TOKEN_BUDGET) return Number.POSITIVE_INFINITY;
  let limit = lengths.reduce((most, length) => Math.max(most, length), 0);
  while (limit > LEAST && work(limit) > TOKEN_BUDGET) limit = Math.floor(limit / 2);
  return Math.max(LEAST, limit);
}
