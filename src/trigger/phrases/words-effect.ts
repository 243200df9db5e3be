/** What the words of a phrase lead to expect of it: a new phrase with "thank" is no news for saying what "thank" has always said. */
import type { Scanned } from "../scanned.ts";
import type { OwnRecord } from "./own-record.ts";

/** Words of a phrase that are looked at, from its beginning. */
const MOST_WORDS = 12;
/** Reference rows from which a word's effect is known. */
const LEAST_ROWS = 5;

/**
 * What the reference knows of that word of a phrase which speaks most for a label; null of a single word, which is the
 * phrase itself, and where no word is known.
 * @param recordOf a word's record towards the label, by its node
 */
export function strongestWord(
  { group: { trie, phraseCounts } }: Scanned,
  tokens: readonly number[],
  recordOf: (node: number) => OwnRecord,
): OwnRecord | null {
  if (tokens.length < 2) return null;
  let most: OwnRecord | null = null;
  for (const token of new Set(tokens.slice(0, MOST_WORDS))) {
    const node = trie.nodeOf(token);
    if (phraseCounts.totals[node]! < LEAST_ROWS) continue;
    const record = recordOf(node);
    if (most === null || record.mean > most.mean) most = record;
  }
  return most;
}

/** The effect that is at least to be expected of a phrase with such a word: its own, less its standard deviation. */
export function atLeastOf(word: OwnRecord | null): number {
  return word === null ? 0 : Math.max(0, word.mean - word.deviation);
}
