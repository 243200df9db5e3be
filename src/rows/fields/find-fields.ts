/** What a finder of fields offers: the values of a record found in its bytes, without parsing it. */
import type { RecordBatch } from "../formats/records.ts";

/** What a value is; the codes index `valueKinds`, which are the names that a profile counts under. */
export const valueKinds = ["string", "empty", "number", "boolean", "null"] as const;
export const STRING = 0;
export const EMPTY = 1;
export const NUMBER = 2;
export const BOOLEAN = 3;
export const NULL = 4;

/** Bits of `FieldFinder.flags`: the bytes of the value are not yet its text; the value is not plain ASCII. */
export const ESCAPED = 1;
export const FOREIGN = 2;

/**
 * Finds the values of one record in its bytes, without making an object or a string. It knows the plain records only,
 * which are nearly all: those it is sure to read as the format's parser would (property tests hold it to that). Names
 * of fields are numbered from 0 in order of their first appearance.
 */
export interface FieldFinder {
  /** Looks at one record. False where it is not plain: the parser has to read it. The bytes must be valid UTF-8. */
  find(bytes: Buffer, start: number, end: number): boolean;
  /** Fields of the last record; the arrays hold that many. */
  readonly count: number;
  readonly names: Int32Array;
  readonly kinds: Uint8Array;
  readonly flags: Uint8Array;
  /** Where the value stands in the bytes; of a string, what is between its quotes. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  name(index: number): string;
  /** The text of a string value, unescaped. */
  text(bytes: Buffer, field: number): string;
  /** Writes an `ESCAPED`, but not `FOREIGN` value's text to `out` as ASCII; its length, or −1 where it is not ASCII. */
  unescape(bytes: Buffer, field: number, out: Buffer): number;
}

/** Most fields of a plain record. */
export const MOST_FIELDS = 64;

/** The arrays of a finder. */
export function fieldArrays() {
  return {
    names: new Int32Array(MOST_FIELDS),
    kinds: new Uint8Array(MOST_FIELDS),
    flags: new Uint8Array(MOST_FIELDS),
    starts: new Int32Array(MOST_FIELDS),
    ends: new Int32Array(MOST_FIELDS),
  };
}

/** Names that an object sorts or treats in its own way: records with one are left to the parser. */
export function isPeculiarName(name: string): boolean {
  return name === "__proto__" || /^\d+$/.test(name);
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
