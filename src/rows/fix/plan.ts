/** What would take the flagged rows out of a change: which records of which file go, and what takes their place. */
import { addTo } from "../../collections/group-by.ts";
import type { ReviewResult } from "../../model/result.ts";

/** One record that a fix touches. */
export interface RowFix {
  /** `remove`: an added row goes; `restore`: an edited one says again what it said; `put-back`: a removed one returns. */
  readonly action: "remove" | "restore" | "put-back";
  /** Line in the head; null for a row that is put back. */
  readonly line: number | null;
  /** Lines are the numbers of records, in a file where several share a line. */
  readonly isCounted: boolean;
  /** Where the row stood in the base; null for an added one. */
  readonly before: { readonly path: string; readonly line: number } | null;
  /** Ids of the chosen findings that name it. */
  readonly findings: readonly string[];
}

export interface FixPlan {
  /** By path in the head. */
  readonly files: ReadonlyMap<string, readonly RowFix[]>;
  /** Ids of the findings whose rows are taken out. */
  readonly findings: readonly string[];
}

/**
 * The rows of the findings that block, or where none does of those that warn, without the findings in `keep`. A finding
 * that names no rows cannot be mended by taking rows out and is not among them.
 *
 * @param keep ids of findings whose rows stay
 */
export function planFix(result: ReviewResult, keep: ReadonlySet<string>): FixPlan {
  const open = result.findings.filter(
    ({ id, severity, rows }) => severity !== "info" && rows.length > 0 && !keep.has(id),
  );
  const blocking = open.filter(({ severity }) => severity === "failure");
  const chosen = new Set((blocking.length > 0 ? blocking : open).map(({ id }) => id));
  const headPath = new Map(result.files.map(({ path, previousPath }) => [previousPath ?? path, path]));
  const files = new Map<string, RowFix[]>();
  for (const row of result.flaggedRows) {
    const findings = row.findings.filter((id) => chosen.has(id));
    if (findings.length === 0) continue;
    const path = row.side === "head" ? row.path : (headPath.get(row.path) ?? row.path);
    addTo(files, path, fixOf(row, findings));
  }
  return { files, findings: [...chosen] };
}

function fixOf(row: ReviewResult["flaggedRows"][number], findings: readonly string[]): RowFix {
  const { path, line, side, baseRow } = row;
  const all = { isCounted: row.isCounted === true, findings };
  if (side === "base") return { ...all, action: "put-back", line: null, before: { path, line } };
  if (baseRow === undefined) return { ...all, action: "remove", line, before: null };
  return { ...all, action: "restore", line, before: baseRow };
}
