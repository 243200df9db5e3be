import type { BaselineScores, FilterScores } from "../case.ts";
import type { FileRecord, SimulatedPullRequest } from "../pull-requests/pull-request.ts";
import type { RankedRow } from "../row-metrics.ts";
import { scoreRows } from "../score-rows.ts";
import type { LabelledText } from "./token-label-counts.ts";
import { tokenSkew } from "./token-skew.ts";
import { thresholdGrid, zScoreFilter } from "./z-score-filter.ts";

/** What the baselines say of a pull request to labelled data. A deleted row is a changed row like any other. */
export function compareBaselines({ base, changes }: SimulatedPullRequest): {
  skew: BaselineScores;
  filter: FilterScores;
} {
  const before = base.map(labelled);
  const changed = changes.map((change) => labelled(change.record));
  const rank = (scores: readonly number[]): RankedRow[] =>
    scores.map((score, at) => ({ score, planted: changes[at]!.planted }));
  const skew = tokenSkew(before, changed);
  const filter = zScoreFilter(before, changed);
  const ranking = rank(filter.scores);
  const grid = thresholdGrid.map((threshold) => scoreRows(ranking, filter.flaggedAt(threshold)));
  return {
    skew: { blocked: skew.flagged.some(Boolean), ...scoreRows(rank(skew.scores), skew.flagged) },
    filter: {
      auroc: grid[0]!.auroc,
      averagePrecision: grid[0]!.averagePrecision,
      flagged: grid.map(({ flagged }) => flagged),
      hits: grid.map(({ hits }) => hits),
    },
  };
}

const labelled = ({ text, label }: FileRecord): LabelledText => ({ text: text!, label: label! });
