import { z } from "zod";
import type { FileComparison, RowChange } from "../model/dataset.ts";
import type { Observation } from "../model/finding.ts";
import { columnObservations } from "./shared/column-drift.ts";
import { groupBy } from "./shared/group.ts";
import { labelObservations } from "./shared/label-drift.ts";
import { bringsText, observedRow } from "./shared/rows.ts";
import { count, number } from "./shared/words.ts";
import type { Signal } from "./signal.ts";

const options = z.object({
  emptyTexts: z
    .number()
    .int()
    .min(1)
    .default(5)
    .describe(
      "Rows with an empty text in one file from which they are a warning, where the file had none before.",
    ),
});

/** Columns, types and labels that appear, vanish or change, and texts that are empty. */
export const schemaDrift: Signal<z.output<typeof options>> = {
  id: "schema-drift",
  title: "Changed structure",
  description: "Columns, value types and labels that appear, vanish or change, and rows with an empty text.",
  options,
  measure({ comparison, changes }, { emptyTexts }) {
    const byFile = groupBy(changes, (change) => change.after?.path ?? "");
    const observations = comparison.files.flatMap((file) => {
      const own = byFile.get(file.path) ?? [];
      return [
        ...columnObservations(file),
        ...labelObservations(file, own),
        ...emptyTextObservations(file, own, emptyTexts),
      ];
    });
    return { measured: true, observations };
  },
};

function emptyTextObservations(
  file: FileComparison,
  changes: readonly RowChange[],
  warnFrom: number,
): Observation[] {
  if (file.columns.text.length === 0) return [];
  const emptied = changes.filter(
    (change) => bringsText(change) && change.after?.text.trim() === "" && change.before?.text.trim() !== "",
  );
  if (emptied.length === 0) return [];
  const before = emptyBefore(file);
  const suspicious = emptied.length >= warnFrom && before === 0 && file.rows.base > 0;
  return [
    {
      signal: "schema-drift",
      grade: suspicious ? "suspicious" : "informative",
      title: "Rows without text",
      message: `${count(emptied.length, "changed row")} of ${file.path} ${emptied.length === 1 ? "has" : "have"} no text; before, ${number(before)} of ${count(file.rows.base, "row")} had none.`,
      evidence: { path: file.path, rows: emptied.length, rowsBefore: before },
      rows: emptied.map((change) => observedRow(change, suspicious ? 0.5 : 0.1)),
    },
  ];
}

/** Base rows in which the emptiest text column holds nothing: at least as many as rows without any text. */
function emptyBefore(file: FileComparison): number {
  const text = new Set(file.columns.text);
  const empties = file.columnProfiles.base
    .filter((profile) => text.has(profile.name))
    .map(({ types }) => (types["empty"] ?? 0) + (types["missing"] ?? 0) + (types["null"] ?? 0));
  return Math.max(0, ...empties);
}
