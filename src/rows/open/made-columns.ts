/** Columns that the maintainers described: a path into nested records, several labels, flags, a label in the file's path. */
import { tally } from "../../collections/tally.ts";
import type { FileVersion } from "../../model/dataset.ts";
import { get, isEmpty, isScalar, type Json } from "../../model/json.ts";
import { equalLabel, valuesOf } from "../../model/labels/equal-labels.ts";
import { NO_FLAG } from "../../model/labels/label-names.ts";
import type { MadeColumn } from "../../model/options.ts";
import { labelsJoined } from "../formats/joined-labels.ts";
import type { FileShape } from "../shapes/index.ts";
import { records } from "../shapes/records.ts";
import type { FlatRow, Nested } from "../shapes/shape.ts";

/**
 * The same shape with the described columns in each of its rows.
 * @param shape null where records are flat
 * @param version the file's, whose path may say its label
 */
export function withMadeColumns(
  shape: FileShape | null,
  made: readonly MadeColumn[],
  version: Pick<FileVersion, "path" | "labels">,
): FileShape {
  const inner = shape ?? {
    ...records,
    id: "flat",
    opening: null,
    isWhole: false,
    isGeneral: true,
    isWrapper: false,
    isComplete: true,
  };
  const makers = made.map((column) => ({ name: column.name, make: maker(column, version) }));
  const constants = made.filter(({ from }) => from === "path").map((column) => maker(column, version)([], 0));
  const add = ({ fields, at }: FlatRow, nested: Nested, line: number): FlatRow => {
    const all: [string, Json][] = Object.entries(fields);
    for (const { name, make } of makers) {
      const value = make([fields, nested.value], line);
      if (value !== undefined) all.push([name, value]);
    }
    return { fields: Object.fromEntries(all), ...(at && { at }) };
  };
  return {
    ...inner,
    id: JSON.stringify([inner.id, made, constants]),
    title: shape === null ? "the configuration says" : `${inner.title}, and as the configuration says`,
    rows: (nested, line) => inner.rows(nested, line)?.map((row) => add(row, nested, line)) ?? null,
  };
}

const HALF = 0.5;

/** A row as it was unfolded, then the record as it is written: the first that has something at a path. */
type Sources = readonly Json[];

function maker(
  column: MadeColumn,
  { path, labels }: Pick<FileVersion, "path" | "labels">,
): (sources: Sources, line: number) => Json | undefined {
  switch (column.from) {
    case "fields":
      return (sources) => valueAt(sources, column.columns[0]);
    case "labels":
      return (sources) => {
        const labels = column.columns.flatMap((name, i) => {
          const [values, sign] = [valuesOf(valueAt(sources, name)), column.signs?.[i] ?? null];
          const parts = sign === null ? values : values.flatMap((value) => labelsJoined(value, sign));
          const said = parts.length === 0 && column.hasNone ? [NO_FLAG] : parts;
          return said.map((value) => `${name}: ${value}`);
        });
        return labels.length === 0 ? undefined : labels;
      };
    case "flags":
    case "votes":
    case "judges":
      return (sources) => {
        const cells = column.columns.map((name) => ({ name, value: valueAt(sources, name) }));
        const filled = cells.filter(({ value }) => !isEmpty(value));
        return filled.length === 0 ? undefined : togetherAs[column.from](filled);
      };
    case "equal":
      return (sources) => equalLabel(column, (name) => valueAt(sources, name));
    case "file":
      return (sources, line) => {
        const id = column.id === null ? String(line) : idOf(valueAt(sources, column.id));
        labels?.asked.add(id);
        const found = labels?.labels.get(id)?.labels ?? [];
        // Of what several people said of one text, what most of them say.
        return found.length > 1 ? togetherAs.judges([{ name: column.name, value: [...found] }]) : found[0];
      };
    case "path": {
      const label = labelInPath(column.pattern, path);
      return () => label ?? undefined;
    }
  }
}

/** An id as both files write it: a number in the one may be a string in the other. */
export function idOf(value: Json | undefined): string {
  return isScalar(value) && value !== null ? String(value).trim() : "";
}

/** What a path leads to. A field that is itself called so comes last: a decoy beside the value that training reads. */
function valueAt(sources: Sources, path: string): Json | undefined {
  const steps = path.split(".").flatMap((step) => {
    const lists = step.match(/(\[\])+$/)?.[0].length ?? 0;
    return [step.slice(0, step.length - lists), ...Array<string>(lists / 2).fill("[]")];
  });
  for (const source of sources) {
    const found = walk(source, steps);
    if (found !== undefined) return found;
  }
  return sources.map((source) => get(source, path)).find((value) => value !== undefined);
}

function walk(from: Json, steps: readonly string[]): Json | undefined {
  let value: Json | undefined = from;
  for (const [i, step] of steps.entries()) {
    if (step === "[]") {
      if (!Array.isArray(value)) return undefined;
      const rest = steps.slice(i + 1);
      return value.flatMap((item) => walk(item, rest) ?? []);
    }
    value = get(value, step);
  }
  return value;
}

/** The values in a cell or in the lists in it, as strings; none for what is empty. */
export function scalarsIn(value: Json | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap(scalarsIn);
  return isScalar(value) && !isEmpty(value) ? [String(value).trim()] : [];
}

/** A column of those that say the label together, and what a row says in it. */
interface Said {
  readonly name: string;
  readonly value: Json | undefined;
}

const togetherAs = {
  flags: (cells: readonly Said[]): string[] => {
    const set = cells.filter(({ value }) => isSet(value)).map(({ name }) => name);
    return set.length === 0 ? [NO_FLAG] : set;
  },
  votes: (cells: readonly Said[]): string[] => {
    const counts = cells.map(({ value }) => (isScalar(value) ? Number(value) : NaN));
    const most = Math.max(0, ...counts.filter((count) => count > 0));
    return most === 0 ? [NO_FLAG] : cells.filter((_, i) => counts[i] === most).map(({ name }) => name);
  },
  judges: (cells: readonly Said[]): string[] => {
    const counts = tally(cells.flatMap(({ value }) => scalarsIn(value)));
    const most = Math.max(...counts.values());
    return [...counts].filter(([, count]) => count === most).map(([label]) => label);
  },
};

/** Yes, or said by at least half of those who were asked. */
function isSet(value: Json | undefined): boolean {
  if (typeof value === "boolean") return value;
  return typeof value === "number" ? value >= HALF : typeof value === "string" && saysYes(value);
}

function saysYes(value: string): boolean {
  return /^\s*(true|yes|y|x)\s*$/i.test(value) || Number(value) >= HALF;
}

/** What stands for `{label}` in a path of this pattern; null in any other path. */
export function labelInPath(pattern: string, path: string): string | null {
  const source = pattern.replace(/\{label\}|\*\*\/?|[\s\S]/g, (part) => {
    if (part === "{label}") return "(?<label>[^/]+?)";
    if (part === "**/") return "(?:.*/)?";
    if (part === "**") return ".*";
    if (part === "*") return "[^/]*";
    return part === "?" ? "[^/]" : part.replace(/[.+^$(){}|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${source}$`, "i").exec(path)?.groups?.["label"] ?? null;
}
