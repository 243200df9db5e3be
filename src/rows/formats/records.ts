/** A batch of records as places in a block of bytes: what splitters make and readers take. */
import { grown } from "../../collections/grown.ts";

/** Why a splitter could not cut out a record. The order is the code kept in typed arrays; 0 is a sound record. */
export const flaws = ["none", "oversized", "unclosed-quote", "broken-structure", "conflict-marker"] as const;
export type Flaw = (typeof flaws)[number];

/**
 * Records cut out of a block of bytes but not parsed: where each starts and ends in `bytes`, and its lines in
 * the file. `bytes` and the arrays are reused for the next batch.
 */
export interface RecordBatch {
  bytes: Buffer;
  /** Position of `bytes[0]` in the decoded stream of the file. */
  offset: number;
  count: number;
  starts: Int32Array;
  ends: Int32Array;
  lines: Int32Array;
  endLines: Int32Array;
  /** Index into `flaws`. */
  flaws: Uint8Array;
  /** For each record what it depends on besides its own bytes (the keys that lead to it); null where nothing. */
  contexts: string[] | null;
}

export function emptyBatch(): RecordBatch {
  const capacity = 1024;
  return {
    bytes: Buffer.alloc(0),
    offset: 0,
    count: 0,
    starts: new Int32Array(capacity),
    ends: new Int32Array(capacity),
    lines: new Int32Array(capacity),
    endLines: new Int32Array(capacity),
    flaws: new Uint8Array(capacity),
    contexts: null,
  };
}

/** Appends a record to a batch, growing it where needed. */
export function pushRecord(
  batch: RecordBatch,
  start: number,
  end: number,
  line: number,
  endLine: number,
  flaw = 0,
): void {
  const at = batch.count;
  if (at === batch.starts.length) grow(batch);
  batch.starts[at] = start;
  batch.ends[at] = end;
  batch.lines[at] = line;
  batch.endLines[at] = endLine;
  batch.flaws[at] = flaw;
  batch.count = at + 1;
}

function grow(batch: RecordBatch): void {
  batch.starts = grown(batch.starts);
  batch.ends = grown(batch.ends);
  batch.lines = grown(batch.lines);
  batch.endLines = grown(batch.endLines);
  batch.flaws = grown(batch.flaws);
}

/** A batch of one record of another, to be parsed by itself. */
export function recordAlone(batch: RecordBatch, index: number, alone: RecordBatch): RecordBatch {
  const start = batch.starts[index]!;
  alone.bytes = batch.bytes.subarray(start, batch.ends[index]);
  alone.offset = batch.offset + start;
  alone.count = 1;
  alone.starts[0] = 0;
  alone.ends[0] = alone.bytes.length;
  alone.lines[0] = batch.lines[index]!;
  alone.endLines[0] = batch.endLines[index]!;
  alone.flaws[0] = batch.flaws[index]!;
  alone.contexts = batch.contexts && [batch.contexts[index]!];
  return alone;
}
