/** What earlier changes have to do with a finding, in words: how many rows, in which pull requests, by how many people. */
import type { Finding } from "../../model/finding.ts";
import type { Earlier, Memory } from "../../model/memory.ts";
import type { ReviewResult } from "../../model/result.ts";
import { count, counted, head } from "../clip.ts";
import { line } from "../hostile.ts";
import { mainPoint } from "../words.ts";
import { growthLine } from "./contributor.ts";

/** Changes that a title names, and that a message names. */
const NAMED = 2;
const LISTED = 12;

/** The result with titles and messages that tell the rows of this change from those of earlier ones. */
export function sayEarlier(result: ReviewResult): ReviewResult {
  const { memory } = result;
  if (memory === undefined) return result;
  const findings = result.findings.map((finding): Finding => {
    if (finding.earlier === undefined) return finding;
    const here = counted(finding.rows.length, "row");
    const list = `${counted(finding.earlier.rows.length, "row")} of earlier ones: ${listOf(finding.earlier, memory)}.`;
    if (!finding.earlier.decides) return { ...finding, message: `${finding.message} With it belong ${list}` };
    const title = `${finding.title}: ${here} here, ${inShort(finding.earlier, memory)}`;
    return { ...finding, title, message: `${here} of this change and ${list} ${finding.message}` };
  });
  return { ...result, findings };
}

/**
 * How far earlier changes were looked at, where it matters: where they could not be, and where a finding stands on them;
 * and where small changes of the same people came before a very large one. Empty otherwise.
 */
export function memoryLine(result: ReviewResult): string {
  return [lookedLine(result), growthLine(result)].filter((text) => text !== "").join(". ");
}

function lookedLine(result: ReviewResult): string {
  const { memory, findings } = result;
  if (memory === undefined) return "";
  const { notLooked, trusted, changes } = memory;
  if (notLooked !== null && mainPoint(result).includes(line(notLooked, 400))) return "";
  if (notLooked !== null)
    return `Not looked at together with earlier changes: ${line(notLooked, 400)} This change by itself was reviewed.`;
  if (trusted === null || findings.every(({ earlier }) => earlier === undefined)) return "";
  return `Looked at together with ${counted(changes.length, "earlier change")} since ${day(changes[0]!.date)}; what commit ${trusted.slice(0, 7)} held before is trusted`;
}

/** A change with the number of its rows in a finding. */
interface Part {
  readonly rows: number;
  readonly change: Memory["changes"][number];
}

/** Most rows first, and of as many the older one. */
function partsOf(
  { rows }: Earlier,
  { changes }: Memory,
): { readonly parts: readonly Part[]; readonly lost: number } {
  const counts = new Map<number, number>();
  for (const { change } of rows) if (change !== null) counts.set(change, (counts.get(change) ?? 0) + 1);
  const parts = [...counts]
    .sort(([a, m], [b, n]) => n - m || a - b)
    .map(([at, count]) => ({ rows: count, change: changes[at]! }));
  return { parts, lost: rows.filter(({ change }) => change === null).length };
}

const nameOf = ({ pull, commit }: Part["change"]): string =>
  pull === null ? commit.slice(0, 7) : `#${pull}`;

/** As their commits call them: nobody proves it. */
function namesOf({ authors }: Part["change"]): string {
  const shown = authors.slice(0, NAMED).map((name) => head(name, 40).text);
  return [...shown, ...(authors.length > NAMED ? [counted(authors.length - NAMED, "other")] : [])].join(
    " and ",
  );
}

const day = (date: string): string => date.slice(0, 10);

/** `21 rows in #12, #15 and 7 others since 2026-09-03, by 2 authors`. */
function inShort(earlier: Earlier, memory: Memory): string {
  const { parts } = partsOf(earlier, memory);
  const rows = counted(earlier.rows.length, "row");
  if (parts.length === 0) return `${rows} of earlier changes`;
  const rest = parts.length - NAMED;
  const named = parts.slice(0, NAMED).map(({ change }) => nameOf(change));
  const names = rest > 0 ? `${named.join(", ")} and ${counted(rest, "other")}` : named.join(" and ");
  const since = parts.map(({ change }) => day(change.date)).sort()[0]!;
  const authors = new Set(parts.flatMap(({ change }) => change.authors)).size;
  return `${rows} in ${names} since ${since}, by ${counted(authors, "author")}`;
}

/** `3 in #12 (Kim, 2026-09-03), 2 in #15 (Kim and Lee, 2026-09-10)`, oldest first. */
function listOf(earlier: Earlier, memory: Memory): string {
  const { parts, lost } = partsOf(earlier, memory);
  const shown = parts
    .slice(0, LISTED)
    .sort((a, b) => memory.changes.indexOf(a.change) - memory.changes.indexOf(b.change))
    .map(
      ({ rows, change }) => `${count(rows)} in ${nameOf(change)} (${namesOf(change)}, ${day(change.date)})`,
    );
  const rest = parts.slice(LISTED);
  const more = rest.reduce((sum, { rows }) => sum + rows, 0);
  return [
    ...shown,
    ...(rest.length > 0 ? [`${count(more)} in ${counted(rest.length, "other")}`] : []),
    ...(lost > 0 ? [`${count(lost)} of which it is not known who brought them`] : []),
  ].join(", ");
}
