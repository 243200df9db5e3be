/** The output `sarif`: flagged rows in the format that code scanning tools read. */
import { createHash } from "node:crypto";
import type { Finding } from "../model/finding.ts";
import type { FlaggedRow, ReviewResult } from "../model/result.ts";
import { withoutLines } from "./check/annotations.ts";
import { counted } from "./clip.ts";
import { findingIndex } from "./highlight.ts";
import { line, sarifText } from "./hostile.ts";
import { encodePath } from "./links.ts";
import { coverageText, leftOut, leftSentence } from "./words/coverage-words.ts";
import { signalUrl } from "./words/signal-words.ts";
import { findingHeadline, headline, inQuotes } from "./words.ts";

/** Code scanning keeps this many results of a run, so the ranked list ends here and says so. */
const MOST_RESULTS = 5_000;
const LEVELS = { failure: "error", warning: "warning", info: "note" } as const;

/** What the rules are called: the signals' ids and titles. */
export interface SarifOptions {
  readonly version?: string;
  readonly docsUrl?: string | null;
  readonly signals?: readonly { readonly id: string; readonly title: string; readonly description: string }[];
}

/** The text of `--format sarif`: SARIF 2.1.0, one result for each flagged row, most suspicious first. */
export function renderSarif(result: ReviewResult, options: SarifOptions = {}): string {
  return `${JSON.stringify(toSarif(result, options), null, 2)}\n`;
}

export function toSarif(result: ReviewResult, options: SarifOptions = {}): Record<string, unknown> {
  const rules = [...new Set(result.findings.map(({ signal }) => signal))].sort();
  const all = [...rowResults(result, rules), ...findingsWithoutRows(result, rules)];
  const left = all.length - MOST_RESULTS;
  const notes = [
    ...leftOut(result.coverage).map((entry) =>
      notification(entry.grade === "suspicious" ? "warning" : "note", `Not tested: ${leftSentence(entry)}`),
    ),
    ...result.notAnalysed.map(({ path, reason }) =>
      notification("error", `${line(path, 200)}: ${line(reason, 400)}`),
    ),
    ...(left > 0
      ? [notification("warning", `${counted(left, "more result")} cut: code scanning keeps 5,000`)]
      : []),
  ];
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "dataset-review",
            ...(options.version === undefined ? {} : { semanticVersion: options.version }),
            rules: rules.map((id) => rule(id, options)),
          },
        },
        columnKind: "unicodeCodePoints",
        invocations: [
          { executionSuccessful: result.notAnalysed.length === 0, toolExecutionNotifications: notes },
        ],
        properties: {
          conclusion: result.conclusion,
          risk: { score: result.risk.score, level: result.risk.level },
          headline: headline(result),
          tested: coverageText(result.coverage),
        },
        results: all.slice(0, MOST_RESULTS),
      },
    ],
  };
}

function rule(id: string, { signals = [], docsUrl }: SarifOptions): Record<string, unknown> {
  const known = signals.find((signal) => signal.id === id);
  const page = known === undefined ? null : signalUrl(docsUrl, id);
  return {
    id: line(id),
    shortDescription: { text: sarifText(known?.title ?? id) },
    ...(known === undefined ? {} : { fullDescription: { text: sarifText(known.description) } }),
    help: { text: sarifText(`What it measures and how to read it: docs/signals/${id}.md`) },
    ...(page === null ? {} : { helpUri: page }),
  };
}

function notification(level: "error" | "warning" | "note", text: string): Record<string, unknown> {
  return { level, message: { text: sarifText(inQuotes(text)) } };
}

function rowResults(result: ReviewResult, rules: readonly string[]): Record<string, unknown>[] {
  const index = findingIndex(result);
  const lineless = withoutLines(result);
  return result.flaggedRows.flatMap((row) => {
    const [strongest, ...others] = index.of(row.findings);
    if (strongest === undefined) return [];
    return [
      {
        ...about(strongest, rules, LEVELS[row.severity]),
        locations: [location(row, lineless.has(row.path) || row.isCounted === true)],
        partialFingerprints: { "datasetReview/v1": fingerprint(strongest, row) },
        properties: {
          finding: line(strongest.id),
          score: row.score,
          side: row.side,
          ...(row.label === null ? {} : { label: line(row.label, 200) }),
          ...(others.length === 0 ? {} : { alsoNamedBy: others.map(({ id }) => line(id)) }),
        },
      },
    ];
  });
}

/** Findings that name no row (a vanished column, a shifted balance) stand on the file as a whole. */
function findingsWithoutRows(result: ReviewResult, rules: readonly string[]): Record<string, unknown>[] {
  const first = result.files.find(({ status }) => status !== "removed");
  const locations = first === undefined ? {} : { locations: [artifact(first.path)] };
  return result.findings
    .filter(({ rows }) => rows.length === 0)
    .map((finding) => ({
      ...about(finding, rules, LEVELS[finding.severity]),
      ...locations,
      partialFingerprints: { "datasetReview/v1": finding.id },
    }));
}

function about(finding: Finding, rules: readonly string[], level: string): Record<string, unknown> {
  return {
    ruleId: line(finding.signal),
    ruleIndex: rules.indexOf(finding.signal),
    level,
    message: { text: sarifText(`${findingHeadline(finding)}. ${inQuotes(line(finding.message, 600))}`) },
  };
}

/** A row of the base has no line in the head, which is what code scanning shows: its file alone is named. */
function location(row: FlaggedRow, noLines: boolean): Record<string, unknown> {
  if (row.side === "base" || noLines) return artifact(row.path);
  return artifact(row.path, { startLine: row.line, endLine: row.endLine });
}

function artifact(path: string, region?: Record<string, number>): Record<string, unknown> {
  const artifactLocation = { uri: encodePath(path), uriBaseId: "%SRCROOT%" };
  return { physicalLocation: region === undefined ? { artifactLocation } : { artifactLocation, region } };
}

/** Stays the same while the row and its finding do, wherever the row moves in its file. */
function fingerprint(finding: Finding, row: FlaggedRow): string {
  return createHash("sha256")
    .update(JSON.stringify([finding.id, row.path, row.text, row.label]))
    .digest("hex")
    .slice(0, 32);
}
