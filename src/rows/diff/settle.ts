import type { Row, Side } from "../../model/dataset.ts";
import { collectRecords } from "../base/collect.ts";
import { problemList } from "../base/problems.ts";
import type { RecordTable } from "../base/record-table.ts";
import type { KeyedHash } from "../bytes/keyed-hash.ts";
import { copyProfile, countRow, type Profile } from "../columns/row-counts.ts";
import { hasDuplicateKeys } from "../formats/jsonl.ts";
import type { OpenedVersion } from "../formats/open-version.ts";
import { doubtKind, flawWords, problemWords } from "../formats/problem-words.ts";
import { flaws } from "../formats/records.ts";
import { canonicalContent } from "./content.ts";
import { longestIncreasing, matchHashes } from "./match.ts";
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
  reformatted: number;
  readonly base: SettledSide;
  readonly head: SettledSide;
}

interface SettledSide {
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
  rows: LooseRow[];
}

/** Matches what was set aside: by bytes within a file, then by content within it, then by content across files. */
export async function settlePairs(
  readings: readonly PairReading[],
  maxRowBytes: number,
  hash: KeyedHash,
  onRow: () => void = () => undefined,
): Promise<SettledPair[]> {
  const pairs = readings.map(settleBytes);
  const brokenBefore = new Map<string, number>();
  for (const pair of pairs) {
    await readSide(pair, pair.base, (index) => {
      const key = hashKey(pair.base.table, index);
      brokenBefore.set(key, (brokenBefore.get(key) ?? 0) + 1);
    });
  }
  for (const pair of pairs) await readHead(pair);
  for (const pair of pairs) pair.reformatted = settleContent(pair.base, pair.head);
  settleAcross(pairs);
  for (const pair of pairs) listDoubts(pair);
  return pairs;

  async function readHead(pair: SettledPair): Promise<void> {
    const list = problemList(pair.reading.path, "head", pair.reading.problems);
    await readSide(pair, pair.head, (index, message) => {
      const key = hashKey(pair.head.table, index);
      const before = brokenBefore.get(key) ?? 0;
      if (before > 0) brokenBefore.set(key, before - 1);
      else list.add(pair.head.table.lines[index]!, "malformed", message, true);
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
    const roles = side.side === "head" ? pair.reading.headRoles : pair.reading.roles;
    const rename = side.side === "head" ? pair.reading.renamed : null;
    const isJson = side.opened.reader.header === null;
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
        countRow(pair.headProfile, fields, roles(fields).labels, side.side === "head" ? 1 : -1);
        hash.text(canonicalContent(fields, rename, !isJson));
        side.lo[index] = hash.lo;
        side.hi[index] = hash.hi;
        if (doubt !== null) side.doubts.set(index, doubt);
        else if (isJson && side.side === "head" && hasDuplicateKeys(bytes.toString("utf8"), fields)) {
          side.doubts.set(index, problemWords.duplicateKeys);
        }
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
  return { reading, headProfile: copyProfile(reading.facts.profile), moved, reformatted: 0, base, head };
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
    rows: [],
  };
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

/** Rows that left one file and came into another: a file split, merged or renamed beyond recognition. */
function settleAcross(pairs: readonly SettledPair[]): void {
  if (pairs.length < 2) return;
  const left = new Map<string, { side: SettledSide; index: number }[]>();
  for (const { base } of pairs) {
    for (let i = 0; i < base.table.count; i++) {
      if (base.open[i] === 0) continue;
      const key = `${base.lo[i]!},${base.hi[i]!}`;
      const entry = left.get(key);
      if (entry) entry.push({ side: base, index: i });
      else left.set(key, [{ side: base, index: i }]);
    }
  }
  for (const list of left.values()) list.reverse();
  for (const pair of pairs) {
    for (let j = 0; j < pair.head.table.count; j++) {
      if (pair.head.open[j] === 0) continue;
      const origin = left.get(`${pair.head.lo[j]!},${pair.head.hi[j]!}`)?.pop();
      if (!origin) continue;
      origin.side.open[origin.index] = 0;
      pair.head.open[j] = 0;
      pair.moved++;
    }
  }
}

/** Doubts about head rows are the pull request's only where the row is. */
function listDoubts(pair: SettledPair): void {
  const list = problemList(pair.reading.path, "head", pair.reading.problems);
  for (const [index, doubt] of pair.head.doubts) {
    if (pair.head.open[index] === 1) list.add(pair.head.table.lines[index]!, doubtKind(doubt), doubt, true);
  }
}

/** Number of rows without any equal. */
export function openRows(side: { readonly open: Uint8Array }): number {
  let count = 0;
  for (const flag of side.open) count += flag;
  return count;
}

/** Reads the rows without any equal as whole rows. */
export async function materialise(pair: SettledPair): Promise<void> {
  for (const side of [pair.base, pair.head]) {
    const { opened, table, open } = side;
    if (!opened) continue;
    const roles = side.side === "head" ? pair.reading.headRoles : pair.reading.roles;
    await collectRecords(
      opened,
      table,
      pair.reading.facts.isLegacy,
      (i) => open[i] === 1,
      (i, fields) => {
        if (!fields) return;
        const row: Row = {
          path: opened.path,
          side: side.side,
          line: table.lines[i]!,
          endLine: table.endLines[i]!,
          ...roles(fields),
          fields,
        };
        side.rows.push({ row, gap: table.gaps[i]! });
      },
    );
  }
}
