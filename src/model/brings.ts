/** Whether a changed row brings a new text or a new label, which is what a reader must judge. */
import type { RowChange } from "./dataset.ts";

/** Whether the text that stands in the head is one that the base did not have in this row. */
export function bringsText(change: RowChange): boolean {
  return change.kind === "added" || (change.kind === "edited" && change.edits.text);
}

/** Whether a row's text or label is new: what a reader must judge. */
export function bringsContent(change: RowChange): boolean {
  return bringsText(change) || (change.kind === "edited" && change.edits.label);
}
