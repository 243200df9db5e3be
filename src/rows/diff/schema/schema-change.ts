/**
 * Recognises by the rows that a file was written in another schema: columns renamed, flat rows turned into conversations,
 * labels renamed one to one. Its rows are then compared under the base's names, so that what was planted beside shows.
 */
import { groupBy } from "../../../collections/group-by.ts";
import type { Columns, SchemaChange } from "../../../model/dataset.ts";
import type { Json } from "../../../model/json.ts";
import { side, turnsOf } from "../../columns/conversations.ts";
import { roleReader } from "../../columns/roles.ts";
import { KEY_COLUMN } from "../../formats/json.ts";
import type { Fields } from "../../formats/reader.ts";
import { type ColumnMove, columnMoves, type RowPair } from "./column-moves.ts";
import { type LabelFlags, labelFlags } from "./label-flags.ts";
import { type RenamedLabels, renamedLabels } from "./renamed-labels.ts";
import { type TurnsApart, turnsApart } from "./turns-apart.ts";

/** How records of the two versions are read as if they had one schema. */
export interface SchemaReading {
  readonly change: SchemaChange;
  /** Head column to base column, where the cell stayed as it was. */
  readonly renamed: ReadonlyMap<string, string>;
  /** A record of the head as the base would have written it. */
  readonly asBefore: (fields: Fields) => Fields;
  /** What records of both sides are compared by. */
  compared(fields: Fields): Fields;
}

/** What is known of the writing of the head before its rows are looked at. */
export interface OtherWriting {
  /** Head columns that stand in a header where the base has another name, for want of equal values. */
  readonly positional: ReadonlyMap<string, string>;
  /** Its records have another shape than the base's. */
  readonly isReshaped: boolean;
}

/**
 * Null where nothing but rows changed. Only what the base has and the head lacks can have another name now: else a
 * change could choose what its rows are compared with.
 * @param base rows of that version
 * @param columns the choice for both versions
 */
export function readSchemaChange(
  base: readonly Fields[],
  head: readonly Fields[],
  columns: Columns,
  { positional, isReshaped }: OtherWriting,
): SchemaReading | null {
  const [before, after] = [namesOf(base), namesOf(head)];
  const gone = [...before].filter((name) => !after.has(name));
  const fresh = [...after].filter((name) => !before.has(name));
  const apart = turnsApart(base, head, columns, fresh);
  if (apart) return apartReading(apart, isReshaped);
  const { label } = columns;
  const flagsIn = (rows: readonly Fields[], isFree: boolean): LabelFlags | null =>
    label !== null && gone.includes(label) && isFree
      ? labelFlags(rowPairs(base, rows, columns), label, fresh)
      : null;
  const early = flagsIn(head, true);
  const left = early ? gone.filter((name) => name !== label) : gone;
  const free = early ? fresh.filter((name) => !early.columns.includes(name)) : fresh;
  const found =
    left.length > 0 && free.length > 0 ? columnMoves(base, head, columns, left, free, rowPairs) : [];
  const flags = early ?? flagsIn(head.map(mover(found)), !found.some(({ to }) => to === label));
  const isNamed = found.length > 0 || flags !== null;
  const moves = isNamed ? found : Array.from(positional, ([from, to]): ColumnMove => ({ from, to }));
  const move = mover(moves);
  const labels = renamedLabels(rowPairs(base, head.map(move), columns), label);
  const isKey = (name: string): boolean => name === KEY_COLUMN;
  const wrapper = constantColumns(head, fresh.filter(isKey));
  const unwrapped = constantColumns(base, gone.filter(isKey));
  const isWritten = found.length > 0 || isReshaped;
  const keys = [...wrapper.keys(), ...unwrapped.keys()];
  if (!isWritten && moves.length === 0 && labels === null && flags === null && keys.length === 0) return null;

  const unused = (names: readonly string[], side: "from" | "to"): string[] =>
    !isWritten ? [] : names.filter((name) => !moves.some((move) => move[side] === name));
  const roles = new Set([...columns.text, columns.label, columns.response]);
  const dropped = new Set(
    unused(gone, "to")
      .filter((name) => !roles.has(name))
      .concat(...unwrapped.keys()),
  );
  const constant = !isWritten ? wrapper : constantColumns(head, unused(fresh, "from"));
  const unflagged = (fields: Fields): Fields => flags?.asBefore(fields) ?? fields;
  const toFlags = (flags?.columns ?? []).map((from): ColumnMove => ({ from, to: label! }));
  return {
    change: { ...describe([...moves, ...toFlags], [...constant.keys()], labels), isReshaped },
    renamed: new Map(moves.flatMap(({ from, to, read }) => (read ? [] : [[from, to] as const]))),
    asBefore: (fields) => relabelled(without(unflagged(move(fields)), constant), label, labels),
    compared: (fields) =>
      Object.fromEntries(
        Object.entries(fields)
          .filter(([name]) => !dropped.has(name))
          .map(([name, value]) => [name, asTurns(value)]),
      ),
  };
}

/** Question and answer as the sides of a conversation: its turns are compared as what either side says. */
function apartReading(apart: TurnsApart, isReshaped: boolean): SchemaReading {
  const { turns, asked, answered } = apart;
  const columns = [asked, answered].map((after) => ({ before: turns, after, part: "whole" as const }));
  return {
    change: { columns, isReshaped, constant: [], labels: new Map() },
    renamed: new Map(),
    asBefore: (fields) => apart.asBefore(fields),
    compared: (fields) => {
      const said = turnsOf(fields[turns]) ?? [];
      return { [turns]: [side(said, false), side(said, true)] };
    },
  };
}

/** Rows that have to be found again. */
const LEAST_KEPT = 5;
const ENOUGH_KEPT = 20;

/** Whether half of the base's texts, or enough of them, stand in the head, and half of these under their label. */
export function keepsRows(base: readonly Fields[], head: readonly Fields[], columns: Columns): boolean {
  const pairs = rowPairs(base, head, columns);
  if (pairs.length < Math.max(LEAST_KEPT, Math.min(ENOUGH_KEPT, base.length / 2))) return false;
  const read = roleReader(columns, new Map());
  const labelled = pairs.filter(([before]) => read(before).labels.length > 0);
  const kept = labelled.filter(([before, after]) => {
    const labels = new Set(read(after).labels);
    return read(before).labels.some((label) => labels.has(label));
  });
  return kept.length >= labelled.length / 2;
}

function namesOf(rows: readonly Fields[]): Set<string> {
  return new Set(rows.flatMap((fields) => Object.keys(fields)));
}

/** Rows of the two versions that have one text; where several have it, none. */
function rowPairs(base: readonly Fields[], head: readonly Fields[], columns: Columns): RowPair[] {
  const read = roleReader(columns, new Map());
  const once = new Map<string, Fields | null>();
  for (const fields of base) {
    const { text } = read(fields);
    if (text !== "") once.set(text, once.has(text) ? null : fields);
  }
  return head.flatMap((fields): RowPair[] => {
    const { text } = read(fields);
    const before = once.get(text) ?? null;
    once.delete(text);
    return before === null ? [] : [[before, fields]];
  });
}

function mover(moves: readonly ColumnMove[]): (fields: Fields) => Fields {
  if (moves.length === 0) return (fields) => fields;
  const from = groupBy(moves, (move) => move.from);
  return (fields) =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([name, value]): [string, Json][] => {
        const here = from.get(name)?.map(({ to, read }): [string, Json] => [to, read ? read(value) : value]);
        // Half of a conversation moved: the whole stays, so that the other half is not lost.
        const isHalf = here?.length === 1 && from.get(name)![0]!.part !== undefined;
        return here === undefined ? [[name, value]] : isHalf ? [[name, value], ...here] : here;
      }),
    );
}

/** New columns that say the same in every row of the sample: they tell nothing of a row that has just that. */
function constantColumns(rows: readonly Fields[], names: readonly string[]): ReadonlyMap<string, string> {
  const first = rows[0] ?? {};
  const written = (fields: Fields, name: string): string => JSON.stringify(fields[name] ?? null);
  return new Map(
    names
      .filter((name) => rows.every((fields) => written(fields, name) === written(first, name)))
      .map((name) => [name, written(first, name)]),
  );
}

function without(fields: Fields, constant: ReadonlyMap<string, string>): Fields {
  if (constant.size === 0) return fields;
  const kept = Object.entries(fields).filter(([name, value]) => constant.get(name) !== JSON.stringify(value));
  return Object.fromEntries(kept);
}

function relabelled(fields: Fields, column: string | null, labels: RenamedLabels | null): Fields {
  if (labels === null || column === null || !Object.hasOwn(fields, column)) return fields;
  return { ...fields, [column]: labels.asBefore(fields[column]!) };
}

/** Conversations are compared by who says what, in whatever form they are written. */
function asTurns(value: Json): Json {
  if (typeof value !== "object") return value;
  return turnsOf(value)?.map(({ assistant, content }) => [assistant, content]) ?? value;
}

function describe(
  moves: readonly ColumnMove[],
  constant: readonly string[],
  labels: RenamedLabels | null,
): Omit<SchemaChange, "isReshaped"> {
  return {
    columns: moves.map(({ from, to, part }) => ({ before: to, after: from, part: part ?? "whole" })),
    constant,
    labels: labels?.names ?? new Map(),
  };
}
