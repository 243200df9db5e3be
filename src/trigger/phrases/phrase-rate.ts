/** How often a phrase is to be expected, going by the base alone. */
import type { LabelGroup } from "../../evidence/label-group.ts";

/**
 * The share of rows in which a phrase is to be expected, going by the reference alone: its share there or, where that
 * is more, what the words before each word make of it (bigrams, backed off to words with one pseudo-row, as Witten &
 * Bell 1991 do). A sentence that stands in ten rows and in none of the reference is a far rarer thing than a new word.
 */
export function phraseRate(
  group: Pick<LabelGroup, "trie" | "phraseCounts" | "referenceRows">,
): (phrase: { readonly node: number; readonly tokens: readonly number[] }) => number {
  const { trie, phraseCounts, referenceRows } = group;
  const count = (node: number): number => (node === 0 ? 0 : phraseCounts.totals[node]!);
  const share = (token: number): number => (count(trie.nodeOf(token)) + 0.5) / (referenceRows + 1);
  return ({ node, tokens }) => {
    let chain = share(tokens[0]!);
    for (let i = 1; i < tokens.length; i++) {
      const before = tokens[i - 1]!;
      const both = count(trie.nodeOfPair(before, tokens[i]!));
      chain *= Math.min(1, (both + share(tokens[i]!)) / (count(trie.nodeOf(before)) + 1));
    }
    return Math.min(1, Math.max(chain, count(node) / Math.max(1, referenceRows)));
  };
}
