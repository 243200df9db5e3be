/** A flagged row prepared for the report page: visible text, links, and what a reader compares it with. */
import type { FlaggedRow, ReviewResult } from "../../model/result.ts";
import { excerpt, findingIndex } from "../highlight.ts";
import { line } from "../hostile.ts";
import { lineUrl, type Repository } from "../links.ts";

/** A flagged row as the page shows it: every text a visible line, cut where it is very long. */
export interface RowView {
  readonly path: string;
  /** Address of the file; where it ends in `#L` the line is still to be added. Null for a local scan. */
  readonly url: string | null;
  readonly line: number;
  readonly endLine: number;
  readonly side: "base" | "head";
  readonly score: number;
  readonly severity: FlaggedRow["severity"];
  /** Indexes into the result's findings. */
  readonly findings: readonly number[];
  readonly label: string | null;
  /** Stretches of the text in turn plain and marked, beginning with plain. */
  readonly parts: readonly string[];
  readonly cutBefore: number;
  readonly cutAfter: number;
  readonly before: { readonly text: string; readonly label: string | null } | null;
  readonly near: readonly {
    readonly text: string;
    readonly label: string | null;
    readonly similarity: number;
  }[];
  /** The text as it is, where the visible line differs from it; for the export. */
  readonly raw: string | null;
}

/** Code points of text that the whole page holds at most, and one row at most and at least. */
const PAGE_TEXT = 6_000_000;
const ROW_TEXT = { most: 2_000, least: 240 };
const NEAR_TEXT = 160;
/** Neighbours of each of the most suspicious rows, and of each row after those. */
const NEAR_ROWS = { first: 3, rows: 500, after: 2 };

/** The flagged rows, most suspicious first, as the page shows them. */
export function rowViews(result: ReviewResult, repository: Repository | null): RowView[] {
  const index = findingIndex(result);
  const position = new Map(result.findings.map(({ id }, i) => [id, i]));
  const fair = Math.floor(PAGE_TEXT / Math.max(1, result.flaggedRows.length));
  const max = Math.max(ROW_TEXT.least, Math.min(ROW_TEXT.most, fair));
  return result.flaggedRows.map((row, rank) => {
    const shown = excerpt(row.text, index.pattern(row.findings), max);
    const kept = shown.segments.map(({ text }) => text).join("");
    const parts = alternating(shown.segments.map(({ text, marked }) => ({ text: line(text), marked })));
    return {
      path: line(row.path, 200),
      url: repository && lineUrl(repository, row.path, row.side, 0).replace(/#L0$/, "#L"),
      line: row.line,
      endLine: row.endLine,
      side: row.side,
      score: Math.round(row.score * 1000) / 1000,
      severity: row.severity,
      findings: row.findings.flatMap((id) => position.get(id) ?? []),
      label: row.label === null ? null : line(row.label, 80),
      parts,
      cutBefore: shown.cutBefore,
      cutAfter: shown.cutAfter,
      before:
        row.before === undefined
          ? null
          : {
              text: row.before.text === row.text ? "" : line(row.before.text, Math.min(max, 600)),
              label: row.before.label === null ? null : line(row.before.label, 80),
            },
      near: (row.neighbours ?? [])
        .slice(0, rank < NEAR_ROWS.rows ? NEAR_ROWS.first : NEAR_ROWS.after)
        .map(({ text, label, similarity }) => ({
          text: line(text, NEAR_TEXT),
          label: label === null ? null : line(label, 80),
          similarity,
        })),
      raw: parts.join("") === kept ? null : kept,
    };
  });
}

/** Two marked stretches may adjoin, so an empty plain one keeps the turn. */
function alternating(segments: readonly { readonly text: string; readonly marked: boolean }[]): string[] {
  const parts: string[] = [];
  for (const { text, marked } of segments) {
    if (marked !== (parts.length % 2 === 1)) parts.push("");
    parts.push(text);
  }
  return parts;
}

/** The address of a row, or null. */
export function rowUrl({ url, line: at }: Pick<RowView, "url" | "line">): string | null {
  return url?.endsWith("#L") ? `${url}${at}` : url;
}
