/** Says in one sentence that a file was written in another schema, and under which names its rows were compared. */
import type { FileComparison, SchemaChange } from "../../model/dataset.ts";
import type { Observation } from "../../model/finding.ts";
import { listed, quoted } from "./words.ts";

/** Names that a sentence holds. */
const NAMED = 10;

export function schemaChangeObservations({ path, schemaChange }: FileComparison): Observation[] {
  if (schemaChange === null) return [];
  const { columns, constant } = schemaChange;
  const labels = [...schemaChange.labels];
  const parts = [
    some(columns.map(columnWords)),
    some(labels.map(([after, before]) => `${quoted(before)} is ${quoted(after)}`)),
    constant.length === 0 ? "" : `every row has the same ${listed(constant)}`,
  ].filter((part) => part !== "");
  const place = schemaChange.isReshaped ? "are written in another shape now" : "stand under a key now";
  const how = parts.length > 0 ? ` (${parts.join("; ")})` : "";
  const what = [columns.length > 0 && "columns", labels.length > 0 && "labels"].filter(Boolean).join(" and ");
  return [
    {
      signal: "schema-drift",
      grade: "informative",
      title:
        what !== ""
          ? `Renamed ${what}`
          : schemaChange.isReshaped
            ? "Rows in another shape"
            : "Rows in another place",
      message:
        what === ""
          ? `The rows of ${path} ${place}${how} and are compared as before.`
          : `${path} has other names for its ${what} now, and its rows are compared under the old ones: ${parts.join("; ")}.`,
      ...(labels.length === 1 && { label: labels[0]![0] }),
      evidence: { path, columns: columns.slice(0, 50), labels: labels.slice(0, 50) },
      rows: [],
    },
  ];
}

function columnWords({ before, after, part }: SchemaChange["columns"][number]): string {
  const where = { whole: "", asked: "what is asked in ", answered: "what is answered in " };
  return `${quoted(before)} is ${where[part]}${quoted(after)}`;
}

function some(words: readonly string[]): string {
  const more = words.length > NAMED ? ` and ${words.length - NAMED} more` : "";
  return words.slice(0, NAMED).join(", ") + more;
}
