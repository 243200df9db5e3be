import type { DatasetComparison } from "../model/dataset.ts";
import type { Evidence } from "../model/evidence.ts";
import type { Observation } from "../model/finding.ts";
import type { Policy } from "../model/options.ts";
import type { DetectionFloor, ReviewResult } from "../model/result.ts";
import { flaggedRows } from "./flagged-rows.ts";
import { spotCheck } from "./spot-check.ts";
import { summarise } from "./summary.ts";
import { judge, weigh } from "./weigh.ts";

/** What the signals answered. */
export interface Measured {
  readonly observations: readonly Observation[];
  readonly notMeasured: ReviewResult["notMeasured"];
}

/** Observations to a verdict. */
export function assess(
  evidence: Evidence,
  measured: Measured,
  detectionFloor: readonly DetectionFloor[],
  policy: Policy,
): ReviewResult {
  const { comparison, changes, neighbours, contributor } = evidence;
  const { findings, score: weighed } = weigh(measured.observations, policy);
  const { conclusion, risk } = judge(weighed, comparison.notAnalysed.length === 0, policy);
  const files = reviewedFiles(comparison);
  const { notAnalysed } = comparison;
  return {
    conclusion,
    risk,
    summary: summarise(conclusion, findings, { files, notAnalysed }),
    files,
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

function reviewedFiles(comparison: DatasetComparison): ReviewResult["files"] {
  return comparison.files.map(({ path, previousPath, format, status, rows, columns, labels, sha256 }) => ({
    path,
    previousPath,
    format,
    status,
    rows,
    columns,
    labels,
    sha256,
  }));
}
