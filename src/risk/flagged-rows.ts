/** Gathers the rows that findings name into one list, each once, with what helps to judge it. */
import { createHash } from "node:crypto";
import type { Row, RowChange } from "../model/dataset.ts";
import type { Neighbours } from "../model/evidence.ts";
import type { Finding, ObservedRow } from "../model/finding.ts";
import type { FlaggedRow } from "../model/result.ts";

/** Reference rows shown beside a flagged one. */
const NEIGHBOURS_SHOWN = 3;

/** A row that findings name, and how strongly. */
interface Named {
  readonly findings: Finding[];
  score: number;
  readonly place: ObservedRow;
}

/** All rows that findings of severity warning or failure name, most suspicious first. */
export function flaggedRows(
  findings: readonly Finding[],
  changes: readonly RowChange[],
  neighbours: Neighbours,
): FlaggedRow[] {
  const named = new Map<number | ObservedRow, Named>();
  for (const finding of findings) {
    if (finding.severity === "info") continue;
    for (const row of finding.rows) {
      const key = row.change ?? row;
      const entry = named.get(key);
      if (entry === undefined) named.set(key, { findings: [finding], score: row.score, place: row });
      else {
        entry.findings.push(finding);
        entry.score = Math.max(entry.score, row.score);
      }
    }
  }
  return [...named.values()]
    .map(({ findings: naming, score, place }): FlaggedRow => {
      const change = place.change === undefined ? undefined : changes[place.change];
      const row = place.side === "head" ? change?.after : change?.before;
      return {
        ...(place.change === undefined ? {} : { change: place.change }),
        path: place.path,
        line: place.line,
        ...(row?.isCounted ? { isCounted: true } : {}),
        endLine: row?.endLine ?? place.line,
        side: place.side,
        score,
        severity: naming.some(({ severity }) => severity === "failure") ? "failure" : "warning",
        findings: [...new Set(naming.map(({ id }) => id))],
        text: row?.text ?? "",
        label: labelText(row ?? null),
        ...beforeOf(change, place.side),
        ...nearest(place.change, neighbours),
        ...recordHash(change),
      };
    })
    .sort(bySuspicion);
}

function bySuspicion(a: FlaggedRow, b: FlaggedRow): number {
  if (a.severity !== b.severity) return a.severity === "failure" ? -1 : 1;
  return b.score - a.score || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line);
}

function beforeOf(change: RowChange | undefined, side: string): Pick<FlaggedRow, "before" | "baseRow"> {
  if (side !== "head" || change?.kind !== "edited" || change.before === null) return {};
  const { text, path, line } = change.before;
  return { before: { text, label: labelText(change.before) }, baseRow: { path, line } };
}

/** By this a person's decision on a row finds it again, wherever it has moved to. */
function recordHash(change: RowChange | undefined): Pick<FlaggedRow, "recordHash"> {
  if (change === undefined) return {};
  const records = JSON.stringify([change.before?.fields ?? null, change.after?.fields ?? null]);
  return { recordHash: createHash("sha256").update(records).digest("hex") };
}

function nearest(index: number | undefined, neighbours: Neighbours): Pick<FlaggedRow, "neighbours"> {
  const found =
    index === undefined ? [] : (neighbours.get(index) ?? []).filter(({ change }) => change === null);
  if (found.length === 0) return {};
  return {
    neighbours: found.slice(0, NEIGHBOURS_SHOWN).map(({ text, labels, similarity }) => ({
      text,
      label: labels.length === 0 ? null : labels.join(", "),
      similarity,
    })),
  };
}

/** A row's labels as one text; the answer stands in for them in instruction data. */
export function labelText(row: Row | null): string | null {
  if (row === null) return null;
  return row.labels.length > 0 ? row.labels.join(", ") : row.response;
}
