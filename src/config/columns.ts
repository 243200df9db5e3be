/** The entries of `columns`: how they are written, and what they mean for a path. */
import * as z from "zod";
import {
  type ColumnOptions,
  type LabelColumns,
  type MadeColumn,
  nameTogether,
  PATH_LABEL,
} from "../model/options.ts";
import { pathMatcher } from "./glob.ts";
import { pattern, patterns } from "./values.ts";

const columnName = z.string().min(1).max(256);
const columnNames = z.array(columnName).min(1).max(64);

/** One entry of `columns`. */
export const columnRule = z
  .strictObject({
    files: z
      .union([pattern, patterns.min(1)])
      .describe("Path pattern, or a list of them, that this choice holds for."),
    text: z
      .union([columnName, columnNames])
      .optional()
      .describe(
        "Column, or columns in order, that hold the text. A path leads into nested records: `data.text`, `annotations[].value.text[]`.",
      ),
    label: z
      .union([
        columnName,
        columnNames,
        z.strictObject({
          file: z.string().min(1).max(1024).describe("The file, from the folder of the texts."),
          id: columnName
            .optional()
            .describe(
              "The column of both files under which a text and its label belong together; without one they stand on the same line.",
            ),
          column: columnName
            .optional()
            .describe(
              "The column of that file that holds the label; without one each of its lines is a label.",
            ),
        }),
        z.strictObject({
          path: pattern.refine((value) => value.split("{label}").length === 2, {
            error: "does not say where the label stands; write {label} there once",
          }),
        }),
      ])
      .optional()
      .describe(
        'Column that holds the label, or a path into nested records; `none` where rows carry no label; a list where they carry several, each of which is tested; `{path: "data/{label}/*.jsonl"}` where the path of the file says it; `{file: labels.csv, id: id, column: label}` where another file has it under the id of the text, and `{file: labels.txt}` where it has it on the same line.',
      ),
    labels: z
      .strictObject({
        columns: columnNames.describe("The columns, each the name of a label, or of one who judged."),
        hold: z
          .enum(["flags", "votes", "judges"])
          .default("flags")
          .describe(
            "What their cells hold: `flags`, `votes` (the label is the column with the greatest number) or `judges` (it is what most of the columns say).",
          ),
      })
      .optional()
      .describe(
        "Columns that say the label together. Of flags (1, true, yes, a share of at least 0.5) it is the names of those that are set.",
      ),
    response: columnName.optional().describe("Column that holds the answer, in instruction data."),
    id: columnName.optional().describe("Column that identifies a row across versions."),
  })
  .refine(({ label, labels }) => label === undefined || labels === undefined, {
    error: "has both `label` and `labels`; keep one of them",
  });

export type ColumnRule = z.output<typeof columnRule>;

/** Answers the configured columns of a path; no entry, or a role left out, means: find out. */
export function columnChooser({
  columns,
}: {
  readonly columns: readonly ColumnRule[];
}): (path: string) => ColumnOptions {
  const rules = columns.map((rule) => ({
    matches: pathMatcher(rule.files),
    columns: columnOptions(rule),
  }));
  return (path) => rules.find((rule) => rule.matches(path))?.columns ?? {};
}

function columnOptions({ text, label, labels, response, id }: ColumnRule): ColumnOptions {
  const texts = typeof text === "string" ? [text] : text;
  const made = labels ? madeColumn(labels.columns, labels.hold) : madeLabel(label);
  const names = [...(texts ?? []), label, response, id].filter((name) => typeof name === "string");
  const paths = names.filter(isPath).map((name) => ({ name, from: "fields", columns: [name] }) as const);
  const all = made === null ? paths : [...paths, made];
  return {
    text: texts,
    label: made?.name ?? (typeof label === "string" ? label : undefined),
    response,
    id,
    ...(all.length > 0 && { made: all }),
  };
}

function madeLabel(label: ColumnRule["label"]): MadeColumn | null {
  if (label === undefined || typeof label === "string") return null;
  if (Array.isArray(label)) return madeColumn(label, "labels");
  if ("path" in label) return { name: PATH_LABEL, from: "path", pattern: label.path };
  const { file, id = null, column = null } = label;
  return { name: column === null ? file : `${column} (${file})`, from: "file", file, id, column };
}

function madeColumn(columns: readonly string[], from: "labels" | LabelColumns["from"]): MadeColumn {
  return { name: nameTogether(columns), from, columns };
}

/** `data.text` and `spans[].label` lead into a record. A column that is called so itself is found as well. */
function isPath(name: string): boolean {
  return /[.[]/.test(name);
}
