/** Names changed rows as findings do. */
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { RowChange } from "../../model/dataset.ts";
import type { ObservedRow } from "../../model/finding.ts";
import type { GroupScan } from "../../trigger/phrases/scan-group.ts";
import { changeAt } from "../../trigger/scanned.ts";

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

/** Rows that say otherwise than their label, each scored by the odds against it. */
export function contradictingRows(
  evidence: ReviewEvidence,
  { scanned }: GroupScan,
  rows: readonly { readonly at: number; readonly against: number }[],
): ObservedRow[] {
  return rows.map(({ at, against }) =>
    observedRow(changeAt(evidence, scanned, at), Number((1 / (1 + Math.exp(-against))).toFixed(4))),
  );
}

export { bringsContent, bringsText } from "../../model/brings.ts";
