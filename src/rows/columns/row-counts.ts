/** Counts labels and types of columns over rows, which may join and leave. */
import type { ColumnProfile } from "../../model/dataset.ts";
import type { Json } from "../../model/json.ts";
import type { Fields } from "../formats/reader.ts";

/** Counts of labels and of column types over a set of rows, which rows may join and leave. */
export interface Profile {
  rows: number;
  readonly labels: Map<string, number>;
  /** Column name → type name → rows; `missing` is worked out from the number of rows. */
  readonly columns: Map<string, Map<string, number>>;
}

/** Hostile files name millions of columns or labels: more are not counted one by one. */
const MAX_NAMES = 100_000;
const MAX_COLUMNS = 1000;

export function emptyProfile(): Profile {
  return { rows: 0, labels: new Map(), columns: new Map() };
}

export function copyProfile(profile: Profile): Profile {
  return {
    rows: profile.rows,
    labels: new Map(profile.labels),
    columns: new Map([...profile.columns].map(([name, types]) => [name, new Map(types)])),
  };
}

/** The profile without the labels, columns and types that no row has any more. */
export function withoutZeros({ rows, labels, columns }: Profile): Profile {
  const present = <Value>(counts: ReadonlyMap<string, Value>, isThere: (value: Value) => boolean) =>
    new Map([...counts].filter(([, value]) => isThere(value)));
  const isSome = (count: number): boolean => count !== 0;
  const types = [...columns].map(([name, counts]) => [name, present(counts, isSome)] as const);
  return {
    rows,
    labels: present(labels, isSome),
    columns: present(new Map(types), ({ size }) => size > 0),
  };
}

/** Adds a row (`by` = 1) or takes it away again (`by` = -1). */
export function countRow(profile: Profile, fields: Fields, labels: readonly string[], by: 1 | -1): void {
  profile.rows += by;
  for (const label of labels) increase(profile.labels, label, by, MAX_NAMES);
  for (const name in fields) {
    let types = profile.columns.get(name);
    if (!types) {
      if (profile.columns.size >= MAX_COLUMNS) continue;
      profile.columns.set(name, (types = new Map<string, number>()));
    }
    increase(types, typeName(fields[name]!), by, MAX_NAMES);
  }
}

function increase(counts: Map<string, number>, key: string, by: number, max: number): void {
  const before = counts.get(key);
  if (before !== undefined) counts.set(key, before + by);
  else if (counts.size < max) counts.set(key, by);
}

function typeName(value: Json): string {
  if (typeof value === "string") return value === "" ? "empty" : "string";
  if (value === null) return "null";
  if (!Array.isArray(value)) return typeof value;
  return value.length === 0 ? "empty" : "list";
}

/** The column types of a profile as the model wants them: columns and types in order of appearance, zeros left out. */
export function columnProfiles(profile: Profile): ColumnProfile[] {
  return [...profile.columns].flatMap(([name, counts]) => {
    const present = [...counts].filter(([, rows]) => rows !== 0);
    if (present.length === 0) return [];
    const filled = present.reduce((sum, [, rows]) => sum + rows, 0);
    const missing = profile.rows - filled;
    const types = Object.fromEntries(missing > 0 ? [...present, ["missing", missing] as const] : present);
    return [{ name, types }];
  });
}
