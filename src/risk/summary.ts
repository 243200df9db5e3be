import type { DatasetComparison } from "../model/dataset.ts";
import type { Finding } from "../model/finding.ts";
import type { Conclusion } from "../model/result.ts";

/** The review in one sentence. */
export function summarise(
  conclusion: Conclusion,
  findings: readonly Finding[],
  comparison: DatasetComparison,
): string {
  const unread = comparison.notAnalysed.length;
  const size = sizeOf(comparison);
  if (unread > 0 && !findings.some(({ severity }) => severity === "failure")) {
    return `Blocked: ${unread} ${unread === 1 ? "file" : "files"} could not be analysed.`;
  }
  const strongest = findings[0];
  if (conclusion === "success" || strongest === undefined) return `Nothing suspicious in ${size}.`;
  const same = findings.filter(({ severity }) => severity === strongest.severity);
  const rows = new Set(
    same.flatMap((finding) => finding.rows.map(({ path, line, side }) => `${side}:${line}:${path}`)),
  ).size;
  const verdict = conclusion === "failure" ? "Blocked" : "Worth a look";
  const more =
    same.length > 1 ? `, and ${same.length - 1} more ${same.length === 2 ? "finding" : "findings"}` : "";
  const where = rows > 0 ? ` (${rows} ${rows === 1 ? "row" : "rows"} of ${size})` : "";
  return `${verdict}: ${strongest.title}${more}${where}.`;
}

function sizeOf(comparison: DatasetComparison): string {
  let rows = 0;
  for (const file of comparison.files) rows += file.changes.length;
  const files = comparison.files.length;
  return `${rows.toLocaleString("en-US")} changed ${rows === 1 ? "row" : "rows"} in ${files} ${files === 1 ? "file" : "files"}`;
}
