import type { ReviewResult } from "../../src/model/result.ts";
import type { RowScores } from "./case.ts";
import type { ChangedRow } from "./pull-requests/pull-request.ts";
import { auroc, averagePrecision, precisionAt, type RankedRow } from "./row-metrics.ts";

/** Row scores of a ranking, and of the rows flagged from it. `strays` were flagged too, and are no changed rows. */
export function scoreRows(ranking: readonly RankedRow[], flagged: readonly boolean[], strays = 0): RowScores {
  return {
    flagged: flagged.filter(Boolean).length + strays,
    hits: flagged.filter((is, index) => is && ranking[index]!.planted).length,
    averagePrecision: averagePrecision(ranking),
    auroc: auroc(ranking),
    precisionAt100: precisionAt(ranking, 100),
  };
}

/** What a review said of each changed row. */
export interface ReviewedRows {
  readonly ranking: readonly RankedRow[];
  /** Named by a finding of severity failure when the review blocks, by any flagged finding when it only warns. */
  readonly flagged: readonly boolean[];
  /** Flagged places where nothing changed. */
  readonly strays: number;
}

/**
 * The review's order is its own: rows of failures first, then by score. Rows that it does not name share the last
 * place. A flagged place where nothing changed counts as a false alarm.
 */
export function reviewedRows(result: ReviewResult, changes: readonly ChangedRow[]): ReviewedRows {
  const index = new Map(changes.map(({ side, line }, at) => [`${side}:${line}`, at]));
  const scores = changes.map(() => -1);
  const flagged = changes.map(() => false);
  let strays = 0;
  for (const row of result.flaggedRows) {
    const failure = row.severity === "failure";
    const counts = failure || result.conclusion !== "failure";
    const at = index.get(`${row.side}:${row.line}`);
    if (at === undefined) {
      if (counts) strays++;
      continue;
    }
    scores[at] = Math.max(scores[at]!, row.score + (failure ? 1 : 0));
    if (counts) flagged[at] = true;
  }
  return {
    ranking: changes.map(({ planted }, at) => ({ score: scores[at]!, planted })),
    flagged,
    strays,
  };
}
