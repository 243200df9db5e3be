/** What is stored of a finished review: findings with the places of their rows and, where allowed, its page. */

import type { ReviewResult } from "../../model/result.ts";
import { type ReportPlace, writeKeptReport } from "../../report/kept-report.ts";
import { changedRows } from "../../report/words.ts";
import type { KeptReview } from "../../store/store.ts";

/**
 * What is stored of what a review found.
 * @param rowsHashes what a decision on each finding is about, by finding id (`decisionHashes`)
 * @param page the report page to keep; null where no words of the dataset may be stored
 */
export function keptReview(
  result: ReviewResult,
  rowsHashes: ReadonlyMap<string, string>,
  page: ReportPlace | null,
): KeptReview {
  return {
    changedRows: changedRows(result),
    findings: result.findings.map(({ id, severity, rows }) => ({
      id,
      severity,
      rows: rows.map(({ path, line, side }) => ({ path, line, side })),
      rowsHash: rowsHashes.get(id) ?? null,
    })),
    report: page && writeKeptReport({ ...page, result }),
  };
}
