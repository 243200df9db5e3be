/** All flagged rows, packed for the script of the report page. */
import { gzipSync } from "node:zlib";
import type { ReviewResult } from "../../model/result.ts";
import { line } from "../hostile.ts";
import { spelling } from "../words/in-brief.ts";
import { inQuotes } from "../words.ts";
import type { RowView } from "./row-view.ts";

/**
 * The rows for the page's script: strings that repeat are numbered, then the whole is packed with gzip, which
 * every current browser unpacks. In base64 nothing of it can end the script element that holds it.
 */
export function payload(result: ReviewResult, rows: readonly RowView[]): string {
  const strings = new Map<string, number>();
  const number = (text: string | null): number => {
    if (text === null) return -1;
    const known = strings.get(text);
    if (known !== undefined) return known;
    strings.set(text, strings.size);
    return strings.size - 1;
  };
  const packed = rows.map((row) => [
    number(row.path),
    row.line,
    row.endLine,
    row.side === "head" ? 1 : 0,
    row.score,
    row.severity === "failure" ? 2 : row.severity === "warning" ? 1 : 0,
    row.findings,
    number(row.label),
    row.parts,
    row.cutBefore,
    row.cutAfter,
    row.before === null ? 0 : [row.before.text, number(row.before.label)],
    row.near.map(({ text, label, similarity }) => [
      number(text),
      number(label),
      Math.round(similarity * 100),
    ]),
    row.raw ?? 0,
    number(row.url),
  ]);
  const findings = result.findings.map((finding) => [
    line(finding.id),
    shortName(finding),
    inQuotes(line(finding.title, 160)),
  ]);
  const data = { strings: [...strings.keys()], findings, rows: packed };
  return gzipSync(JSON.stringify(data), { level: 9 }).toString("base64");
}

/** What a row's tag says of a finding: its phrase, else its signal. */
export function shortName(finding: ReviewResult["findings"][number]): string {
  return finding.phrase === undefined
    ? line(finding.signal)
    : `“${line(spelling(finding.phrase, finding), 60)}”`;
}
