/** Reads two versions of a file side by side and sets aside the records that do not stand in both at the same step. */
import { emptyTable, keepRecord, type RecordTable } from "../base/record-table.ts";
import type { KeyedHash } from "../bytes/keyed-hash.ts";
import type { RecordBatch } from "../formats/records.ts";

type Batches = AsyncIterator<RecordBatch, void, undefined>;

/** The outcome of reading two versions side by side. */
export interface Alignment {
  readonly base: RecordTable;
  readonly head: RecordTable;
}

/** How far ahead a lost step is looked for, in records of either side, before both are set aside. */
const NEAR = 8;
const FAR = 512;

interface Cursor {
  /** Null where the version is not there. */
  readonly batches: Batches | null;
  readonly table: RecordTable;
  batch: RecordBatch | null;
  at: number;
}

/**
 * Walks two streams of records in step and sets aside what has no equal at its place. After a difference the nearest
 * place where both agree again is looked for. What is set aside is hashed, to be matched by content afterwards: the result is exact whatever the
 * order, and only its cost depends on how well the two stay in step.
 * With `comparable` false (other columns, another delimiter) equal bytes mean nothing and all is set aside.
 */
export async function align(
  baseBatches: Batches | null,
  headBatches: Batches | null,
  comparable: boolean,
  hash: KeyedHash,
  observe?: (side: "base" | "head", batch: RecordBatch) => void,
): Promise<Alignment> {
  const base = cursor(baseBatches);
  const head = cursor(headBatches);
  let inStep = 0;
  try {
    await walk();
  } finally {
    // Closes the streams of both sides when one of them failed.
    await Promise.all([base.batches?.return?.(), head.batches?.return?.()]);
  }
  return { base: base.table, head: head.table };

  async function walk(): Promise<void> {
    for (;;) {
      const more = await Promise.all([fill(base, "base"), fill(head, "head")]);
      if (!more[0] || !more[1] || !comparable) break;
      inStep += runInStep(base, head, inStep, hash);
    }
    for (const side of [base, head]) {
      const name = side === base ? "base" : "head";
      while (await fill(side, name)) setAside(side, side.batch!.count - side.at, inStep, hash);
    }
  }

  /** Makes sure that the cursor stands on a record; false at the end. */
  async function fill(side: Cursor, name: "base" | "head"): Promise<boolean> {
    while (!side.batch || side.at >= side.batch.count) {
      const next = await side.batches?.next();
      if (next === undefined || next.done) return false;
      side.batch = next.value;
      side.at = 0;
      observe?.(name, side.batch);
    }
    return true;
  }
}

function cursor(batches: Batches | null): Cursor {
  return { batches, table: emptyTable(), batch: null, at: 0 };
}

/** Walks until one of the two batches is used up. Returns how many records were equal. */
function runInStep(base: Cursor, head: Cursor, before: number, hash: KeyedHash): number {
  const b = base.batch!;
  const h = head.batch!;
  let equal = 0;
  while (base.at < b.count && head.at < h.count) {
    const run = equalRun(base, head);
    base.at += run;
    head.at += run;
    equal += run;
    if (base.at === b.count || head.at === h.count) break;
    const [skipBase, skipHead] = nextStep(base, head, hash);
    setAside(base, skipBase, before + equal, hash);
    setAside(head, skipHead, before + equal, hash);
  }
  return equal;
}

function setAside(side: Cursor, count: number, gap: number, hash: KeyedHash): void {
  for (let i = 0; i < count; i++) keepRecord(side.table, side.batch!, side.at++, gap, hash);
}

/** How many records from here on are the same on both sides, within the two batches. */
function equalRun(base: Cursor, head: Cursor): number {
  const b = base.batch!;
  const h = head.batch!;
  const most = Math.min(b.count - base.at, h.count - head.at);
  let run = 0;
  while (run < most && sameRecord(b, base.at + run, h, head.at + run)) run++;
  return run;
}

function sameRecord(b: RecordBatch, i: number, h: RecordBatch, j: number): boolean {
  const length = b.ends[i]! - b.starts[i]!;
  if (length !== h.ends[j]! - h.starts[j]! || b.flaws[i] !== h.flaws[j]) return false;
  if (b.contexts?.[i] !== h.contexts?.[j]) return false;
  return b.bytes.compare(h.bytes, h.starts[j], h.ends[j], b.starts[i], b.ends[i]) === 0;
}

/**
 * How many records of each side to set aside so that both agree again. First the nearest places are compared, then
 * a longer stretch by hash; where that finds nothing either, the stretch is set aside as a whole.
 */
function nextStep(base: Cursor, head: Cursor, hash: KeyedHash): [number, number] {
  const b = base.batch!;
  const h = head.batch!;
  const baseLeft = b.count - base.at;
  const headLeft = h.count - head.at;
  for (let distance = 1; distance <= NEAR; distance++) {
    // From equal skips outwards: an edit in place is the commonest difference.
    for (let turn = 0; turn <= distance; turn++) {
      const skipBase = turn % 2 === 0 ? (distance >> 1) - (turn >> 1) : (distance >> 1) + ((turn + 1) >> 1);
      const skipHead = distance - skipBase;
      if (skipBase < 0 || skipHead < 0 || skipBase >= baseLeft || skipHead >= headLeft) continue;
      if (sameRecord(b, base.at + skipBase, h, head.at + skipHead)) return [skipBase, skipHead];
    }
  }
  return farStep(base, head, Math.min(FAR, baseLeft), Math.min(FAR, headLeft), hash);
}

function farStep(
  base: Cursor,
  head: Cursor,
  baseReach: number,
  headReach: number,
  hash: KeyedHash,
): [number, number] {
  const places = new Map<number, number>();
  for (let i = baseReach - 1; i >= 0; i--) places.set(placeHash(base, i, hash), i);
  let best: [number, number] | null = null;
  for (let j = 0; j < headReach && (!best || j < best[0] + best[1]); j++) {
    const i = places.get(placeHash(head, j, hash));
    if (i === undefined || (best && i + j >= best[0] + best[1])) continue;
    if (sameRecord(base.batch!, base.at + i, head.batch!, head.at + j)) best = [i, j];
  }
  return best ?? [baseReach, headReach];
}

function placeHash(side: Cursor, ahead: number, hash: KeyedHash): number {
  const batch = side.batch!;
  const at = side.at + ahead;
  hash.bytes(batch.bytes, batch.starts[at]!, batch.ends[at]!);
  // 53 bits: what a number holds exactly.
  return (hash.hi >>> 0) * 0x200000 + (hash.lo >>> 11);
}
