/** Lists the added, removed and edited rows of a file in the order of their lines. */
import type { Columns, Row, RowChange } from "../../model/dataset.ts";
import { canonicalContent } from "./content.ts";
import { pairEdits } from "./pair-edits.ts";
import type { LooseRow } from "./settled.ts";

type Unplaced = Omit<RowChange, "index">;

const NO_EDITS = { label: false, text: false, other: false } as const;

/**
 * The changes of one file in the order of their lines.
 * @param first place of the first among all changes
 */
export function listChanges(
  before: readonly LooseRow[],
  after: readonly LooseRow[],
  columns: Columns,
  first: number,
): RowChange[] {
  const origin = new Map(pairEdits(before, after, columns.id).map(([i, j]) => [j, i]));
  const edited = new Set(origin.values());
  const changes: Unplaced[] = [];
  for (const [i, { row }] of before.entries()) {
    if (!edited.has(i)) changes.push({ kind: "removed", before: row, after: null, edits: NO_EDITS });
  }
  for (const [j, { row }] of after.entries()) {
    const i = origin.get(j);
    if (i === undefined) changes.push({ kind: "added", before: null, after: row, edits: NO_EDITS });
    else changes.push(edit(before[i]!.row, row, columns));
  }
  const place = (change: Unplaced): number => (change.after ?? change.before)!.line;
  changes.sort((a, b) => place(a) - place(b) || rank(a) - rank(b));
  return changes.map((change, at) => ({ index: first + at, ...change }));
}

function rank(change: Unplaced): number {
  return change.kind === "removed" ? 0 : 1;
}

function edit(before: Row, after: Row, columns: Columns): Unplaced {
  return {
    kind: "edited",
    before,
    after,
    edits: {
      label: before.labels.join("\n") !== after.labels.join("\n"),
      text: before.text !== after.text,
      other: rest(before, columns) !== rest(after, columns),
    },
  };
}

/** What a row holds besides text and label. */
function rest(row: Row, columns: Columns): string {
  const apart = new Set([...columns.text, columns.label]);
  const others = Object.entries(row.fields).filter(([name]) => !apart.has(name) || name === columns.response);
  return canonicalContent(Object.fromEntries(others), false);
}
