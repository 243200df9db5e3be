/** The annotations of a check run: which suspicious rows are marked in the diff, and with what words. */
import { addTo } from "../../collections/group-by.ts";
import type { Annotation } from "../../model/check-output.ts";
import type { Finding } from "../../model/finding.ts";
import type { FlaggedRow, ReviewResult } from "../../model/result.ts";
import { count, counted } from "../clip.ts";
import { type FindingIndex, findingIndex } from "../highlight.ts";
import { line } from "../hostile.ts";
import { countsText, findingHeadline, findingSubject, inQuotes } from "../words.ts";

export interface Annotations {
  readonly annotations: readonly Annotation[];
  /** Flagged rows that an annotation stands on, and those that stand on none (over budget, base side, no lines). */
  readonly rowsCovered: number;
  readonly rowsLeft: number;
}

/** Line numbers that a message lists. */
const LINES_LISTED = 12;

interface Family {
  readonly rows: FlaggedRow[];
  /** The family's rows as stretches of adjoining lines, most suspicious first. */
  readonly stretches: FlaggedRow[][];
}

/**
 * Annotations on the most suspicious rows, at most `budget`. Rows that share their strongest finding and their
 * file are a family: adjoining lines share one annotation, families take turns until the budget is used up, the first
 * of each says why and where the others are, and those say it in a line. Only rows of the head file are annotated: the base has no line to stand on.
 */
export function annotate(result: ReviewResult, budget: number): Annotations {
  const index = findingIndex(result);
  const families = familiesOf(result);
  const chosen: { readonly family: Family; readonly stretch: FlaggedRow[] }[] = [];
  const turns = Math.max(0, ...families.map(({ stretches }) => stretches.length));
  for (let turn = 0; turn < turns && chosen.length < budget; turn++) {
    for (const family of families) {
      const stretch = family.stretches[turn];
      if (stretch !== undefined && chosen.length < budget) chosen.push({ family, stretch });
    }
  }
  const rank = new Map(result.flaggedRows.map((row, i) => [row, i]));
  chosen.sort((a, b) => rank.get(a.stretch[0]!)! - rank.get(b.stretch[0]!)!);
  const rowsCovered = chosen.reduce((sum, { stretch }) => sum + stretch.length, 0);
  return {
    annotations: chosen.map(({ family, stretch }) => annotation(family, stretch, index)),
    rowsCovered,
    rowsLeft: result.flaggedRows.length - rowsCovered,
  };
}

/** Files whose rows stand on no line. */
export function withoutLines({ files }: ReviewResult): ReadonlySet<string> {
  return new Set(files.filter(({ format }) => format === "parquet").map(({ path }) => path));
}

function familiesOf(result: ReviewResult): Family[] {
  const lineless = withoutLines(result);
  const groups = new Map<string, FlaggedRow[]>();
  for (const row of result.flaggedRows) {
    if (row.side !== "head" || lineless.has(row.path)) continue;
    const key = JSON.stringify([row.findings[0] ?? "", row.path, row.severity]);
    addTo(groups, key, row);
  }
  return [...groups.values()].map((rows) => ({ rows, stretches: stretchesOf(rows) }));
}

/** Rows on adjoining lines together, each stretch in line order, in the order of its most suspicious row. */
function stretchesOf(ranked: readonly FlaggedRow[]): FlaggedRow[][] {
  const byLine = [...ranked].sort((a, b) => a.line - b.line);
  const stretches: FlaggedRow[][] = [];
  for (const row of byLine) {
    const last = stretches.at(-1);
    if (last !== undefined && (row.isCounted || row.line <= last.at(-1)!.endLine + 1)) last.push(row);
    else stretches.push([row]);
  }
  const rank = new Map(ranked.map((row, i) => [row, i]));
  const best = (stretch: FlaggedRow[]): number => Math.min(...stretch.map((row) => rank.get(row)!));
  return stretches
    .map((stretch) => ({ stretch, best: best(stretch) }))
    .sort((a, b) => a.best - b.best)
    .map(({ stretch }) => stretch);
}

function annotation(family: Family, stretch: readonly FlaggedRow[], index: FindingIndex): Annotation {
  const first = stretch[0]!;
  const findings = index.of(first.findings);
  const strongest = findings[0];
  return {
    path: first.path,
    // Rows that share a line are annotated once, at the beginning of their file, and listed there.
    start_line: first.isCounted ? 1 : first.line,
    end_line: first.isCounted ? 1 : Math.max(...stretch.map(({ endLine }) => endLine)),
    annotation_level:
      first.severity === "failure" ? "failure" : first.severity === "warning" ? "warning" : "notice",
    title: strongest === undefined ? "Flagged row" : findingHeadline(strongest),
    message:
      stretch === family.stretches[0] ? message(family, stretch, findings) : shortMessage(family, findings),
  };
}

/** Three lines at most: what with its counts (where the next does not say it); why; where the rest of the family is. */
function message(family: Family, stretch: readonly FlaggedRow[], findings: readonly Finding[]): string {
  const strongest = findings[0];
  if (strongest === undefined) return "Flagged row";
  const others = findings.length - 1;
  return [
    countsLine(strongest, stretch[0]!),
    inQuotes(line(strongest.message, 400)),
    [familyLine(family, stretch), others > 0 ? `Also named by ${counted(others, "more finding")}.` : ""]
      .join(" ")
      .trim(),
  ]
    .filter((text) => text !== "")
    .join("\n");
}

/** The first annotation of the family has the reasons. */
function shortMessage({ stretches }: Family, findings: readonly Finding[]): string {
  const others = findings.length - 1;
  const first = stretches[0]![0]!.line;
  return `As on line ${first}.${others > 0 ? ` Also named by ${counted(others, "more finding")}.` : ""}`;
}

function countsLine(finding: Finding, row: FlaggedRow): string {
  const told = (part: string | undefined): boolean => part === undefined || finding.message.includes(part);
  if (told(finding.phrase) && told(finding.label) && /\d/.test(finding.message)) return "";
  const subject = findingSubject(finding) || (row.label === null ? "no label" : line(row.label, 80));
  return `${subject}: ${countsText(finding)}`;
}

function familyLine(family: Family, stretch: readonly FlaggedRow[]): string {
  if (stretch[0]?.isCounted)
    return `It names ${list(
      "row",
      stretch.map((row) => row.line),
    )}.`;
  const here = new Set(stretch);
  const others = family.rows.filter((row) => !here.has(row)).map((row) => row.line);
  if (others.length === 0) return stretch.length > 1 ? `${count(stretch.length)} rows on these lines.` : "";
  return `${counted(others.length, "more row")} like it in this file: ${list("line", others)}.`;
}

function list(name: string, numbers: readonly number[]): string {
  const listed = numbers.slice(0, LINES_LISTED).sort((a, b) => a - b);
  const more = numbers.length - listed.length;
  return `${name}${numbers.length > 1 ? "s" : ""} ${listed.join(", ")}${more > 0 ? ` and ${count(more)} more` : ""}`;
}
