import type { RowChange } from "../../model/dataset.ts";
import type { ObservedRow } from "../../model/finding.ts";

/** A changed row as a finding names it: by its place in the head, or in the base where it was removed. */
export function observedRow(change: RowChange, score: number): ObservedRow {
  const row = change.after ?? change.before;
  if (row === null) throw new TypeError("a change has a row on at least one side");
  return { path: row.path, line: row.line, side: row.side, score };
}

/** Whether the text that stands in the head is one that the base did not have in this row. */
export function bringsText(change: RowChange): boolean {
  return change.kind === "added" || (change.kind === "edited" && change.edits.text);
}

/** Whether a row's text or label is new: what a reader must judge. */
export function bringsContent(change: RowChange): boolean {
  return bringsText(change) || (change.kind === "edited" && change.edits.label);
}
