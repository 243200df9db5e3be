/** Remembers records by the place and the hash of their bytes, and the bytes of few. */
import { grown } from "../../collections/grown.ts";
import type { KeyedHash } from "../bytes/keyed-hash.ts";
import type { RecordBatch } from "../formats/records.ts";

/**
 * Records of one side that have no equal at the same place on the other: where they stand in the file's decoded
 * bytes, and the hash of those. Typed arrays, since after a shuffle these are all records of the file.
 */
export interface RecordTable {
  count: number;
  lo: Int32Array;
  hi: Int32Array;
  offsets: Float64Array;
  lengths: Int32Array;
  lines: Int32Array;
  endLines: Int32Array;
  /** How many records of the file were found in step before this one: equal numbers mean the same gap. */
  gaps: Int32Array;
  flaws: Uint8Array;
  contexts: string[] | null;
  /** The bytes of each, so that a file need not be read again for a few; null where they are too many. */
  kept: Buffer[] | null;
  keptBytes: number;
}

const MOST_KEPT = 4 * 1024 ** 2;

export function emptyTable(): RecordTable {
  const capacity = 256;
  return {
    count: 0,
    lo: new Int32Array(capacity),
    hi: new Int32Array(capacity),
    offsets: new Float64Array(capacity),
    lengths: new Int32Array(capacity),
    lines: new Int32Array(capacity),
    endLines: new Int32Array(capacity),
    gaps: new Int32Array(capacity),
    flaws: new Uint8Array(capacity),
    contexts: null,
    kept: [],
    keptBytes: 0,
  };
}

/** Copies record `index` of a batch into the table. */
export function keepRecord(
  table: RecordTable,
  batch: RecordBatch,
  index: number,
  gap: number,
  hash: KeyedHash,
): void {
  const at = table.count;
  if (at === table.lo.length) grow(table);
  const start = batch.starts[index]!;
  const end = batch.ends[index]!;
  hash.bytes(batch.bytes, start, end);
  table.lo[at] = hash.lo;
  table.hi[at] = hash.hi;
  if (batch.contexts) keepContext(table, batch.contexts[index]!, at, hash);
  table.keptBytes += end - start;
  if (table.keptBytes > MOST_KEPT) table.kept = null;
  table.kept?.push(Buffer.from(batch.bytes.subarray(start, end)));
  table.offsets[at] = batch.offset + start;
  table.lengths[at] = end - start;
  table.lines[at] = batch.lines[index]!;
  table.endLines[at] = batch.endLines[index]!;
  table.gaps[at] = gap;
  table.flaws[at] = batch.flaws[index]!;
  table.count = at + 1;
}

/** The same bytes under another key are another record. */
function keepContext(table: RecordTable, context: string, at: number, hash: KeyedHash): void {
  table.contexts ??= [];
  table.contexts.push(context);
  hash.text(context);
  table.lo[at] = (Math.imul(table.lo[at]!, 31) + hash.lo) | 0;
  table.hi[at] = (Math.imul(table.hi[at]!, 31) + hash.hi) | 0;
}

function grow(table: RecordTable): void {
  table.lo = grown(table.lo);
  table.hi = grown(table.hi);
  table.lengths = grown(table.lengths);
  table.lines = grown(table.lines);
  table.endLines = grown(table.endLines);
  table.gaps = grown(table.gaps);
  table.offsets = grown(table.offsets);
  table.flaws = grown(table.flaws);
}
