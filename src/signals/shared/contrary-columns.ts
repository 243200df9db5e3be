/** Puts in words that label columns which say the same in the base contradict each other in changed rows. */
import type { FileComparison, Row, RowChange } from "../../model/dataset.ts";
import type { Observation } from "../../model/finding.ts";
import type { EqualLabels } from "../../model/labels/equal-labels.ts";
import { observedRow } from "./rows.ts";
import { count, quoted } from "./words.ts";

/**
 * Rows whose label columns say two things, though one says in other values what the other says in the base. Whoever
 * trains on either column reads another label there. Not such as did so before they were edited.
 */
export function contraryColumns(file: FileComparison, changes: readonly RowChange[]): Observation[] {
  return (file.columns.equalLabels ?? []).flatMap((equal) => {
    const rows = changes.filter(
      ({ before, after }) => isContrary(after, file.path, equal) && !isContrary(before, null, equal),
    );
    if (rows.length === 0) return [];
    const [first, ...others] = equal.columns;
    const { line, fields } = rows[0]!.after!;
    const said = (fields[first!] as string[]).map(quoted).join(" and ");
    return [
      {
        signal: "conflicting-label",
        grade: "suspicious",
        title: `Label columns contradict each other in ${count(rows.length, "row")}`,
        message:
          `${quoted(first!)} and ${others.map(quoted).join(", ")} say the same of every row of the base that was looked at; ` +
          `in ${count(rows.length, "changed row")} they do not. Line ${line} of ${file.path} says ${said} at once.`,
        evidence: { rows: rows.length, columns: [...equal.columns] },
        rows: rows.map((change) => observedRow(change, 0.6)),
      },
    ];
  });
}

function isContrary(row: Row | null, path: string | null, { name }: EqualLabels): boolean {
  const cell = row !== null && (path === null || row.path === path) ? row.fields[name] : undefined;
  return Array.isArray(cell) && cell.length > 1;
}
