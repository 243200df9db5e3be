/** What is left of a file's rows once everything that has an equal somewhere is out of the way. */
import type { Row, Side } from "../../model/dataset.ts";
import { collectRecords } from "../base/collect.ts";
import type { RecordTable } from "../base/record-table.ts";
import type { Profile } from "../columns/row-counts.ts";
import type { Fields } from "../formats/reader.ts";
import type { OpenedVersion } from "../open/as-written.ts";
import { type KnownVersions, keyOf } from "./known-versions.ts";
import type { PairReading } from "./pair.ts";

/** A changed row before pairing: the row and the gap between unchanged records in which it stands. */
export interface LooseRow {
  readonly row: Row;
  readonly gap: number;
}

/** What is known of a file once everything that has an equal somewhere is out of the way. */
export interface SettledPair {
  readonly reading: PairReading;
  readonly headProfile: Profile;
  moved: number;
  /** Of those, how many came from each other file, by its path. */
  readonly movedFrom: Map<string, number>;
  reformatted: number;
  readonly base: SettledSide;
  readonly head: SettledSide;
}

export interface SettledSide {
  readonly side: Side;
  readonly opened: OpenedVersion | null;
  readonly table: RecordTable;
  /** Per record of the table: no equal found so far, and it is a sound row. */
  readonly open: Uint8Array;
  /** Hash of the content, where `open`. */
  readonly lo: Int32Array;
  readonly hi: Int32Array;
  /** Doubts about rows that were read, by index. */
  readonly doubts: Map<number, string>;
  /** The rows that were open when they were parsed; null where they are too many to be kept in memory. */
  parsed: Map<number, Row> | null;
}

/** Number of rows without any equal. */
export function openRows(side: { readonly open: Uint8Array }): number {
  let count = 0;
  for (const flag of side.open) count += flag;
  return count;
}

/** The number of a record in its file: those that were found in step before it, and those that were set aside. */
function counted(table: RecordTable, index: number): Pick<Row, "line" | "endLine" | "isCounted"> {
  const number = table.gaps[index]! + index + 1;
  return { line: number, endLine: number, isCounted: true };
}

/** The rows of one side without any equal. */
export async function looseRows(pair: SettledPair, side: SettledSide): Promise<LooseRow[]> {
  const { opened, table, open, parsed } = side;
  const rows: LooseRow[] = [];
  if (!opened) return rows;
  if (parsed !== null) {
    for (const [i, row] of parsed) if (open[i] === 1) rows.push({ row, gap: table.gaps[i]! });
    return rows;
  }
  const read = rowReader(pair, side, opened);
  await collectRecords(
    opened,
    table,
    pair.reading.facts.isLegacy,
    (i) => open[i] === 1,
    (i, fields) => {
      if (fields) rows.push({ row: read(i, fields), gap: table.gaps[i]! });
    },
  );
  return rows;
}

/** Makes rows of the parsed records of one side. */
export function rowReader(
  { reading }: SettledPair,
  { side, table }: SettledSide,
  { path }: OpenedVersion,
): (index: number, fields: Fields) => Row {
  const isHead = side === "head";
  const roles = isHead ? reading.headRoles : reading.roles;
  const { schema } = reading;
  return (index, written) => {
    const fields = isHead && schema ? schema.asBefore(written) : written;
    return {
      path,
      side,
      ...(reading.isCounted
        ? counted(table, index)
        : { line: table.lines[index]!, endLine: table.endLines[index]! }),
      ...roles(fields),
      fields,
    };
  };
}

/** Remembers both versions of files in which nothing is doubtful: each of their records is a row under the file's own columns. */
export function remember(pairs: readonly SettledPair[], known: KnownVersions): void {
  for (const { reading, headProfile, head: side } of pairs) {
    const { base, head, facts, roles, sha256, schema, problems } = reading;
    if (base === null || !facts.isSound || facts.isLegacy || roles.isAliased || schema !== null) continue;
    if (problems.length > 0) continue;
    known.set(keyOf(base, sha256.base, roles), facts.profile);
    const rows = side.parsed === null ? [] : [...side.parsed.values()];
    const isPlain = side.doubts.size === 0 && rows.every(({ ownColumns }) => ownColumns === undefined);
    if (head !== null && isPlain && rows.length >= openRows(side))
      known.set(keyOf(head, sha256.head, roles), headProfile);
  }
}
