/** Names changed rows as findings do. */
import type { RowChange } from "../../model/dataset.ts";
import type { ObservedRow } from "../../model/finding.ts";

/** A changed row as a finding names it: by its place in the head, or in the base where it was removed. */
export function observedRow(change: RowChange, score: number): ObservedRow {
  const row = change.after ?? change.before;
  if (row === null) throw new TypeError("a change has a row on at least one side");
  return {
    change: change.index,
    path: row.path,
    line: row.line,
    side: row.side,
    score,
    ...(row.isCounted ? { isCounted: true } : {}),
  };
}

export { bringsContent, bringsText } from "../../model/brings.ts";
