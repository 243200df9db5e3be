/** Looks for near-duplicates of sampled base rows among all base rows. */
import type { ReferenceDuplicates } from "../../model/evidence.ts";
import type { Collector } from "../collectors/collector.ts";
import {
  buildSimilarityIndex,
  NEAR_DUPLICATE,
  openSimilarityIndex,
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

/** The sampled rows, those with the same tokens together, and their index. Another thread can be sent it. */
export interface YardstickTables {
  readonly rows: readonly (readonly SampledRow[])[];
  readonly index: SimilarityTables;
}

export type YardstickPart = readonly (readonly Sample[])[];

/** The yardstick is the base as it is, with what the pull request takes away: it depends on the base alone. */
export function yardstickTables(rows: readonly SampledRow[]): YardstickTables {
  const found = setGroups((): SampledRow[] => []);
  for (const row of rows) found.of(row.text)?.push(row);
  return { rows: found.groups, index: buildSimilarityIndex(found.sets, NEAR_DUPLICATE) };
}

/** How often base rows have near-duplicates among themselves, on an even sample of them. */
export function yardstickSearch(tables: YardstickTables): Collector<YardstickPart, ReferenceDuplicates> {
  const groups = tables.rows.map((group) => group.map(startSample));
  const index = openSimilarityIndex(tables.index);
  let matches: { samples: readonly Sample[]; similarity: number }[] = [];
  const accept = (set: number, similarity: number) => matches.push({ samples: groups[set]!, similarity });
  return {
    part: () => groups,
    add(part) {
      part.forEach((samples, group) =>
        samples.forEach((sample, i) => mergeSample(groups[group]![i]!, sample)),
      );
    },
    row({ run, text, labels }) {
      if (groups.length === 0) return;
      index.probeRun(run, accept);
      if (matches.length === 0) return;
      for (const { samples, similarity } of matches)
        for (const sample of samples) compareSample(sample, text, labels, similarity);
      matches = [];
    },
    fact: () => summarise(groups.flat()),
  };
}
