import type { ReferenceDuplicates } from "../model/evidence.ts";
import {
  buildSimilarityIndex,
  NEAR_DUPLICATE,
  openSimilarityIndex,
  type SimilarityIndex,
  type SimilarityTables,
} from "./similarity-index.ts";
import { setGroups } from "./token-sets.ts";
import {
  compareSample,
  mergeSample,
  type Sample,
  type SampledRow,
  startSample,
  summarise,
} from "./yardstick.ts";

/** Looks for near-duplicates of sampled reference rows among all of them: show it each, then take the result. */
export interface YardstickSearch {
  /** The first `count` token hashes of the text (`hashTokens`); `text` is asked for where it is near to a sampled one. */
  visitHashes(hashes: Uint32Array, count: number, text: () => string, labels: readonly string[]): void;
  /** For another thread, see `openYardstick`. */
  tables(): YardstickTables;
  /** What was found, to be added to another search of the same rows. */
  part(): YardstickPart;
  addPart(part: YardstickPart): void;
  result(): ReferenceDuplicates;
}

export interface WholeYardstick extends YardstickSearch {
  /** The different sets of tokens that are searched for. */
  readonly sets: readonly Uint32Array[];
}

/** The sampled rows, those with the same tokens together, and their index. */
export interface YardstickTables {
  readonly rows: readonly (readonly SampledRow[])[];
  readonly index: SimilarityTables;
}

export type YardstickPart = readonly (readonly Sample[])[];

/** The yardstick is the base as it is, with what the pull request takes away: it depends on the base alone. */
export function yardstickSearch(rows: readonly SampledRow[]): WholeYardstick {
  const found = setGroups((): Sample[] => []);
  for (const row of rows) found.of(row.text)?.push(startSample(row));
  return { ...search(found.groups, buildSimilarityIndex(found.sets, NEAR_DUPLICATE)), sets: found.sets };
}

/** The same search in another thread, before anything was visited. */
export function openYardstick({ rows, index }: YardstickTables): YardstickSearch {
  return search(
    rows.map((group) => group.map(startSample)),
    openSimilarityIndex(index),
  );
}

function search(groups: readonly (readonly Sample[])[], index: SimilarityIndex): YardstickSearch {
  let matches: { samples: readonly Sample[]; similarity: number }[] = [];
  const accept = (set: number, similarity: number): void => {
    matches.push({ samples: groups[set]!, similarity });
  };
  return {
    tables: () => ({
      rows: groups.map((samples) => samples.map(({ text, labels }) => ({ text, labels }))),
      index: index.tables,
    }),
    part: () => groups,
    addPart(part) {
      part.forEach((samples, group) => {
        samples.forEach((sample, i) => {
          mergeSample(groups[group]![i]!, sample);
        });
      });
    },
    visitHashes(hashes, count, textOf, labels) {
      if (groups.length === 0) return;
      index.probe(hashes, count, accept);
      if (matches.length === 0) return;
      const text = textOf();
      for (const { samples, similarity } of matches)
        for (const sample of samples) compareSample(sample, text, labels, similarity);
      matches = [];
    },
    result: () => summarise(groups.flat()),
  };
}
