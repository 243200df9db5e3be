/** The output `gitlab`: flagged rows as a code quality report, which GitLab shows on a merge request. */
import { createHash } from "node:crypto";
import type { Finding } from "../model/finding.ts";
import type { ReviewResult } from "../model/result.ts";
import { findingIndex } from "./highlight.ts";
import { line } from "./hostile.ts";
import { leftOut, leftSentence } from "./words/coverage-words.ts";
import { findingHeadline, inQuotes } from "./words.ts";

/** GitLab reads a report as a whole, so the ranked list ends here; the other outputs have all rows. */
const MOST_ENTRIES = 5_000;
const SEVERITIES = { failure: "critical", warning: "major", info: "info" } as const;

interface Entry {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: "blocker" | (typeof SEVERITIES)[keyof typeof SEVERITIES];
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

/**
 * The text of `--format gitlab` (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format). What was not
 * analysed or tested comes first, then findings about a file as a whole, then the rows, most suspicious first.
 */
export function renderCodeQuality(result: ReviewResult): string {
  const index = findingIndex(result);
  const file = result.files.find(({ status }) => status !== "removed")?.path ?? ".";
  const entries = [
    ...result.notAnalysed.map(({ path, reason }) =>
      entry("not-analysed", "blocker", `Not analysed: ${line(reason, 400)}`, path),
    ),
    ...leftOut(result.coverage).map((left) =>
      entry(
        "not-tested",
        left.grade === "suspicious" ? "major" : "info",
        `Not tested: ${leftSentence(left)}`,
        left.path,
      ),
    ),
    ...result.findings
      .filter(({ rows }) => rows.length === 0)
      .map((finding) => entry(finding.signal, SEVERITIES[finding.severity], about(finding), file)),
    ...result.flaggedRows.flatMap((row) => {
      const finding = index.of(row.findings)[0];
      // A row of the base has no line in the head.
      const at = row.side === "base" ? 1 : row.line;
      return finding === undefined
        ? []
        : [entry(finding.signal, SEVERITIES[row.severity], about(finding), row.path, at, row.recordHash)];
    }),
  ];
  return `${JSON.stringify(entries.slice(0, MOST_ENTRIES), null, 2)}\n`;
}

const about = (finding: Finding): string => `${findingHeadline(finding)}. ${line(finding.message, 600)}`;

/** @param content hash of the row, so that an entry is the same one wherever the row moves in its file */
function entry(
  name: string,
  severity: Entry["severity"],
  text: string,
  path: string,
  begin = 1,
  content: string | number = begin,
): Entry {
  const fingerprint = createHash("sha256")
    .update(JSON.stringify([name, text, path, content]))
    .digest("hex");
  return {
    description: inQuotes(text),
    check_name: line(name),
    fingerprint,
    severity,
    location: { path: line(path, 4_000), lines: { begin } },
  };
}
