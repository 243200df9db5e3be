/** `output.rows: hidden`: the result without any cell, for repositories whose checks may be read by more people than their data. */
import type { Finding } from "../model/finding.ts";
import type { EarlierRow } from "../model/memory.ts";
import type { FlaggedRow, ReviewResult } from "../model/result.ts";
import { signals } from "../signals/index.ts";
import { counted } from "./clip.ts";

/**
 * Texts, labels and phrases go; places, counts and hashes stay, so that every output still says which rows and how many,
 * and links to them. Column names and paths are no cells.
 */
export function withoutCells(result: ReviewResult): ReviewResult {
  const names = labelNumbers(result);
  const numbered = (label: string | null): string | null => (label === null ? null : names(label));
  return {
    ...result,
    findings: result.findings.map((finding) => withoutWords(finding, names)),
    files: result.files.map((file) => ({
      ...file,
      labels: new Map([...file.labels].map(([label, counts]) => [names(label), counts])),
    })),
    flaggedRows: result.flaggedRows.map((row) => flaggedWithout(row, numbered)),
    spotCheck: result.spotCheck.map((row) => ({ ...row, text: HIDDEN, label: numbered(row.label) })),
    detectionFloor: result.detectionFloor.map((floor) => ({ ...floor, label: names(floor.label) })),
  };
}

const HIDDEN = "(hidden)";

function flaggedWithout(
  { before, neighbours: _, ...row }: FlaggedRow,
  numbered: (label: string | null) => string | null,
): FlaggedRow {
  const text = row.recordHash === undefined ? HIDDEN : `${HIDDEN} sha256 ${row.recordHash}`;
  return {
    ...row,
    text,
    label: numbered(row.label),
    ...(before === undefined ? {} : { before: { text: HIDDEN, label: numbered(before.label) } }),
  };
}

const earlierWithout =
  (names: (label: string) => string) =>
  (row: EarlierRow): EarlierRow => ({
    ...row,
    text: HIDDEN,
    label: row.label === null ? null : names(row.label),
  });

/** A finding by its signal and its counts alone. */
function withoutWords(
  { phrase: _phrase, label, evidence, earlier, ...finding }: Finding,
  names: (label: string) => string,
): Finding {
  const title = signals.find(({ id }) => id === finding.signal)?.title ?? finding.signal;
  const numbers = Object.fromEntries(
    Object.entries(evidence).filter(([, value]) => typeof value === "number"),
  );
  return {
    ...finding,
    title: `${title}: ${counted(finding.rows.length, "row")}`,
    message: "Words and labels are hidden (`output.rows`): open the rows by their places.",
    ...(label === undefined ? {} : { label: names(label) }),
    ...(earlier === undefined
      ? {}
      : { earlier: { ...earlier, rows: earlier.rows.map(earlierWithout(names)) } }),
    evidence: numbers,
  };
}

/** `label 1`, `label 2` …, most frequent first; what is no label of a file has no number. */
function labelNumbers({ files }: ReviewResult): (label: string) => string {
  const rows = new Map<string, number>();
  for (const { labels } of files)
    for (const [label, { base, head }] of labels) rows.set(label, (rows.get(label) ?? 0) + base + head);
  const order = [...rows].sort(([, a], [, b]) => b - a).map(([label]) => label);
  const numbers = new Map(order.map((label, i) => [label, `label ${i + 1}`]));
  return (label) => numbers.get(label) ?? "another label";
}
