/** What the words of a phrase lead to expect of it: a new phrase with "thank" is no news for saying what "thank" has always said. */
import type { Scanned } from "../scanned.ts";
import type { OwnRecord } from "./own-record.ts";

/** Words of a phrase that are looked at, from its beginning. */
const MOST_WORDS = 12;
/** Reference rows from which a word's effect is known. */
const LEAST_ROWS = 5;

/**
 * The strongest effect towards a label that the reference knows of one of a phrase's words, less its standard deviation;
 * 0 of a single word, which is the phrase itself.
 * @param recordOf a word's record towards the label, by its node
 */
export function effectOfWords(
  { group: { trie, phraseCounts } }: Scanned,
  tokens: readonly number[],
  recordOf: (node: number) => OwnRecord,
): number {
  if (tokens.length < 2) return 0;
  let most = 0;
  for (const token of new Set(tokens.slice(0, MOST_WORDS))) {
    const node = trie.nodeOf(token);
    if (phraseCounts.totals[node]! < LEAST_ROWS) continue;
    const { mean, deviation } = recordOf(node);
    most = Math.max(most, mean - deviation);
  }
  return most;
}
