/** Matches the records that did not line up while both versions were read: by bytes, then by content. */
import { addTo } from "../../collections/group-by.ts";
import type { Side } from "../../model/dataset.ts";
import type { ReadLimits } from "../../model/options.ts";
import { collectRecords } from "../base/collect.ts";
import { problemList } from "../base/problems.ts";
import type { RecordTable } from "../base/record-table.ts";
import type { KeyedHash } from "../bytes/keyed-hash.ts";
import { copyProfile, countRow } from "../columns/row-counts.ts";
import { hasDuplicateKeys } from "../formats/json-value.ts";
import { flawWords, problemKind, problemWords } from "../formats/problem-words.ts";
import { flaws } from "../formats/records.ts";
import type { OpenedVersion } from "../open/as-written.ts";
import { isSetAside } from "../set-aside.ts";
import { canonicalContent } from "./content.ts";
import { longestIncreasing, matchHashes } from "./match.ts";
import type { PairReading } from "./pair.ts";
import { openRows, rowReader, type SettledPair, type SettledSide } from "./settled.ts";

/**
 * Matches what was set aside: by bytes within a file, then by content within it, then by content across files. More rows
 * than a pull request may change are not kept when they are parsed: most of them were only written differently.
 */
// eslint-disable-next-line max-lines-per-function -- its steps share how many rows may still be kept
export async function settlePairs(
  readings: readonly PairReading[],
  { maxRowBytes, maxChangedRows }: ReadLimits,
  hash: KeyedHash,
  onRow: () => void = () => undefined,
): Promise<SettledPair[]> {
  const pairs = readings.map(settleBytes);
  /** Rows of both sides that may still be kept. */
  let room = 2 * maxChangedRows;
  const brokenBefore = new Map<string, number>();
  for (const pair of pairs)
    await readSide(pair, pair.base, (index) => {
      const key = hashKey(pair.base.table, index);
      brokenBefore.set(key, (brokenBefore.get(key) ?? 0) + 1);
    });
  for (const pair of pairs) await readHead(pair);
  for (const pair of pairs) pair.reformatted = settleContent(pair.base, pair.head) + settleTorn(pair, hash);
  settleAcross(pairs);
  for (const pair of pairs) listDoubts(pair);
  return pairs;

  async function readHead(pair: SettledPair): Promise<void> {
    const list = problemList(pair.reading.path, "head", pair.reading.problems);
    await readSide(pair, pair.head, (index, message) => {
      const key = hashKey(pair.head.table, index);
      const before = brokenBefore.get(key) ?? 0;
      if (before > 0) brokenBefore.set(key, before - 1);
      else list.add(pair.head.table.lines[index]!, problemKind(message, false), message, true);
    });
  }

  /** Parses what is still open on one side: profile, content hash, or `broken` with the reason. */
  async function readSide(
    pair: SettledPair,
    side: SettledSide,
    broken: (index: number, message: string) => void,
  ): Promise<void> {
    const { table, open } = side;
    for (let i = 0; i < table.count; i++) {
      if (open[i] === 0 || table.flaws[i] === 0) continue;
      open[i] = 0;
      broken(i, flawWords(flaws[table.flaws[i]!]!, maxRowBytes));
    }
    if (!side.opened) return;
    room -= openRows(side);
    if (room < 0) side.parsed = null;
    const read = rowReader(pair, side, side.opened);
    const isJson = side.opened.reader.header === null;
    const { schema } = pair.reading;
    const asTable = !isJson || isTable(pair.base) || isTable(pair.head);
    await collectRecords(
      side.opened,
      table,
      pair.reading.facts.isLegacy,
      (i) => open[i] === 1,
      (index, fields, doubt, bytes) => {
        onRow();
        if (!fields) {
          open[index] = 0;
          broken(index, doubt ?? "");
          return;
        }
        const row = read(index, fields);
        side.parsed?.set(index, row);
        countRow(pair.headProfile, row.fields, row.labels, side.side === "head" ? 1 : -1);
        hash.text(canonicalContent(schema ? schema.compared(row.fields) : row.fields, asTable));
        side.lo[index] = hash.lo;
        side.hi[index] = hash.hi;
        if (doubt !== null) side.doubts.set(index, doubt);
        else if (isJson && side.side === "head" && hasDuplicateKeys(bytes.toString("utf8"), fields))
          side.doubts.set(index, problemWords.duplicateKeys);
      },
    );
  }
}

function hashKey(table: RecordTable, index: number): string {
  return `${table.lo[index]!},${table.hi[index]!}`;
}

function settleBytes(reading: PairReading): SettledPair {
  const { alignment } = reading;
  const base = settledSide("base", reading.base, alignment.base);
  const head = settledSide("head", reading.head, alignment.head);
  const comparable = reading.base?.reader.schema === reading.head?.reader.schema;
  let moved = 0;
  if (comparable) {
    const pairs = matchHashes(alignment.base, alignment.head);
    const sameGap: number[] = [];
    for (let j = 0; j < pairs.length; j++) {
      const i = pairs[j]!;
      if (i === -1) continue;
      base.open[i] = 0;
      head.open[j] = 0;
      if (alignment.base.gaps[i] === alignment.head.gaps[j]) sameGap.push(i);
      else moved++;
    }
    // Rows that kept their order among each other did not move, however many were put between them.
    moved += sameGap.length - longestIncreasing(sameGap);
  }
  const headProfile = copyProfile(reading.facts.profile);
  return { reading, headProfile, moved, movedFrom: new Map(), reformatted: 0, base, head };
}

function settledSide(side: Side, opened: OpenedVersion | null, table: RecordTable): SettledSide {
  return {
    side,
    opened,
    table,
    open: new Uint8Array(table.count).fill(1),
    lo: new Int32Array(table.count),
    hi: new Int32Array(table.count),
    doubts: new Map(),
    parsed: new Map(),
  };
}

function isTable({ opened }: SettledSide): boolean {
  return opened !== null && opened.reader.header !== null;
}

function settleContent(base: SettledSide, head: SettledSide): number {
  const pairs = matchHashes(
    { count: base.table.count, lo: base.lo, hi: base.hi },
    { count: head.table.count, lo: head.lo, hi: head.hi },
    (i) => base.open[i] === 0,
    (j) => head.open[j] === 0,
  );
  let matched = 0;
  for (let j = 0; j < pairs.length; j++) {
    if (pairs[j] === -1) continue;
    base.open[pairs[j]!] = 0;
    head.open[j] = 0;
    matched++;
  }
  return matched;
}

/** Rows of a table that an unquoted delimiter had torn apart and that are whole again: the same words under the same label. */
function settleTorn({ base, head, reading }: SettledPair, hash: KeyedHash): number {
  const names = head.opened?.reader.header ?? [];
  const delimiter = base.opened?.reader.writing?.dialect.delimiter;
  if (reading.schema || delimiter === undefined) return 0;
  const torn = [...(base.parsed ?? [])].filter(([, { fields }]) => Object.keys(fields).length > names.length);
  let matched = 0;
  for (const [at, name] of torn.length > 0 ? names.entries() : []) {
    if (!reading.columns.text.includes(name)) continue;
    for (const joint of [delimiter, " "]) {
      for (const [i, { fields }] of torn) {
        const cells = Object.values(fields).map(String);
        const count = cells.length - names.length + 1;
        cells.splice(at, count, cells.slice(at, at + count).join(joint));
        hash.text(canonicalContent(Object.fromEntries(names.map((key, n) => [key, cells[n]!])), true));
        base.lo[i] = hash.lo;
        base.hi[i] = hash.hi;
      }
      matched += settleContent(base, head);
    }
  }
  return matched;
}

/** Rows that left one file and came into another: a file split, merged or renamed beyond recognition. */
function settleAcross(pairs: readonly SettledPair[]): void {
  if (pairs.length < 2) return;
  const left = new Map<string, { side: SettledSide; index: number; path: string }[]>();
  for (const { base, reading } of pairs) {
    const meaning = meaningOf(reading, isSetAside(reading.path));
    for (let i = 0; i < base.table.count; i++) {
      if (base.open[i] === 0) continue;
      const key = `${base.lo[i]!},${base.hi[i]!},${meaning}`;
      addTo(left, key, { side: base, index: i, path: reading.previousPath ?? reading.path });
    }
  }
  for (const list of left.values()) list.reverse();
  for (const pair of pairs) {
    const { head, reading } = pair;
    // What was set aside becomes new by becoming data, whatever its bytes.
    const origins = isSetAside(reading.path) ? [false, true] : [false];
    const meanings = origins.map((aside) => meaningOf(reading, aside));
    for (let j = 0; j < head.table.count; j++) {
      if (head.open[j] === 0) continue;
      const hash = `${head.lo[j]!},${head.hi[j]!}`;
      const list = meanings.map((meaning) => left.get(`${hash},${meaning}`)).find((found) => found?.length);
      const origin = list?.pop();
      if (!origin) continue;
      origin.side.open[origin.index] = 0;
      head.open[j] = 0;
      pair.moved++;
      if (origin.side !== pair.base)
        pair.movedFrom.set(origin.path, (pair.movedFrom.get(origin.path) ?? 0) + 1);
    }
  }
}

/** Equal for files whose columns have the same roles: the same bytes mean the same there. */
function meaningOf({ columns: { text, label, response } }: PairReading, aside: boolean): string {
  return JSON.stringify([text, label, response, aside]);
}

/** Doubts about head rows are the pull request's only where the row is. */
function listDoubts(pair: SettledPair): void {
  const list = problemList(pair.reading.path, "head", pair.reading.problems);
  for (const [index, doubt] of pair.head.doubts) {
    if (pair.head.open[index] === 0) continue;
    list.add(pair.head.table.lines[index]!, problemKind(doubt, true), doubt, true);
  }
}
