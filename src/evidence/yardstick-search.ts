import type { ReferenceDuplicates } from "../model/evidence.ts";
import type { TokenTable } from "../text/token-table.ts";
import { buildSimilarityIndex, NEAR_DUPLICATE, type RowSieve } from "./similarity-index.ts";
import { setGroups } from "./token-sets.ts";
import { compareSample, type Sample, type SampledRow, startSample, summarise } from "./yardstick.ts";

/** Looks for near-duplicates of sampled reference rows among all of them: show it each, then take the result. */
export interface YardstickSearch {
  /** The first `count` token hashes of the text (`hashTokens`); `text` is asked for where it is near to a sampled one. */
  visitHashes(hashes: Uint32Array, count: number, text: () => string, labels: readonly string[]): void;
  /** As in `NeighbourSearch`. */
  sieve(tokens: TokenTable): RowSieve;
  result(): ReferenceDuplicates;
}

/** The yardstick is the base as it is, with what the pull request takes away: it depends on the base alone. */
export function yardstickSearch(rows: readonly SampledRow[]): YardstickSearch {
  const found = setGroups((): Sample[] => []);
  for (const { text, labels } of rows) found.of(text)?.push(startSample({ text, labels }));
  const { groups, sets } = found;
  const index = buildSimilarityIndex(sets, NEAR_DUPLICATE);
  let matches: { samples: readonly Sample[]; similarity: number }[] = [];
  const accept = (set: number, similarity: number): void => {
    matches.push({ samples: groups[set]!, similarity });
  };
  return {
    visitHashes(hashes, count, textOf, labels) {
      if (groups.length === 0) return;
      index.probe(hashes, count, accept);
      if (matches.length === 0) return;
      const text = textOf();
      for (const { samples, similarity } of matches)
        for (const sample of samples) compareSample(sample, text, labels, similarity);
      matches = [];
    },
    sieve: (tokens) => index.sieve(tokens),
    result: () => summarise(groups.flat()),
  };
}
