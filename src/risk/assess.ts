/** Puts what the signals saw and what was tested together into one result. */
import type { Coverage, LeftOut, RowCoverage } from "../model/coverage.ts";
import type { DatasetComparison } from "../model/dataset.ts";
import type { Evidence } from "../model/evidence.ts";
import type { Observation } from "../model/finding.ts";
import type { Policy } from "../model/options.ts";
import type { DetectionFloor, ReviewResult } from "../model/result.ts";
import { flaggedRows } from "./flagged-rows.ts";
import { spotCheck } from "./spot-check.ts";
import { judge, weigh } from "./weigh.ts";

/** What the signals answered. */
export interface Measured {
  readonly observations: readonly Observation[];
  readonly notMeasured: ReviewResult["notMeasured"];
  /** Rows that a signal's bounds let go unseen. */
  readonly leftOut: readonly LeftOut[];
}

/** What the rows were tested for: the whole, and each file by its path. */
interface Covered {
  readonly whole: Coverage;
  readonly files: ReadonlyMap<string, RowCoverage>;
}

/** Observations to a verdict. */
export function assess(
  evidence: Evidence,
  measured: Pick<Measured, "observations" | "notMeasured">,
  coverage: Covered,
  detectionFloor: readonly DetectionFloor[],
  policy: Policy,
): ReviewResult {
  const { comparison, changes, neighbours, contributor } = evidence;
  const { findings, score: weighed } = weigh(measured.observations, policy);
  const { notAnalysed } = comparison;
  const left = { notAnalysed, coverage: coverage.whole };
  return {
    ...judge(weighed, left, policy),
    coverage: coverage.whole,
    files: reviewedFiles(comparison, coverage.files),
    findings,
    flaggedRows: flaggedRows(findings, changes, neighbours),
    problems: comparison.files.flatMap(({ problems }) => problems),
    notAnalysed,
    detectionFloor,
    contributor,
    spotCheck: spotCheck(changes),
    notMeasured: measured.notMeasured,
    textLengths: {
      reference: evidence.referenceText.lengthBuckets,
      changed: evidence.changedText.lengthBuckets,
    },
  };
}

function reviewedFiles(comparison: DatasetComparison, coverage: Covered["files"]): ReviewResult["files"] {
  return comparison.files.map(({ path, previousPath, format, status, rows, columns, labels, sha256 }) => ({
    path,
    previousPath,
    format,
    status,
    rows,
    columns,
    labels,
    coverage: coverage.get(path)!,
    sha256,
  }));
}
