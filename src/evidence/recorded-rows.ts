import type { ReferenceDuplicates, TextStatistics } from "../model/evidence.ts";
import type { ReferenceSample } from "./reference-sample.ts";

/** The rows of a reference file as numbers, to be gone through without reading the file. */
export interface RecordedRows {
  readonly rows: number;
  /** Different label lists; rows name theirs by its place. */
  readonly labelLists: readonly (readonly string[])[];
  /** Tokens by their number in this file: from 0, the most frequent first. */
  readonly names: readonly string[];
  /** The hash of each token that is a word (`hashOfToken`), 0 of the others. */
  readonly wordHashes: Uint32Array;
  /** How many rows of each label list hold each of the most frequent tokens: token · label lists + label list. */
  readonly counted: Uint32Array;
  readonly text: TextStatistics;
  /** The rows that `drawSample` draws of the file alone; null where they are too large to be kept. */
  readonly sample: ReferenceSample["rows"] | null;
  /** How often rows of the file's own sample have near-duplicates in it. */
  readonly duplicates: ReferenceDuplicates;
  /**
   * For each row, as `NumberWriter` writes them: its label list, twice the number of its distinct token hashes plus 1
   * where they are not just those of its words, the units that its tokens take, the tokens.
   */
  readonly data: Uint16Array;
}

interface Head {
  readonly rows: number;
  readonly labelLists: readonly (readonly string[])[];
  readonly names: readonly string[];
  /** Numbers in `counted`. */
  readonly counted: number;
  readonly text: {
    readonly rows: number;
    readonly characterClassRows: readonly (readonly [string, number])[];
    readonly lengthBuckets: readonly number[];
    readonly scriptRows: readonly (readonly [string, number])[];
  };
  readonly sample: ReferenceSample["rows"] | null;
  readonly duplicates: ReferenceDuplicates;
}

/** What is written: `data` may come in pieces. */
export interface RowsToWrite extends Omit<RecordedRows, "data"> {
  readonly data: readonly Uint16Array[];
}

/** The length of the head, the head as JSON, then the arrays. All stand at multiples of four bytes. */
export function writeRecorded(recorded: RowsToWrite): Uint8Array[] {
  const { rows, labelLists, names, sample, duplicates, text, wordHashes, data, counted } = recorded;
  // Each in its place: equal rows are equal bytes, however they came to be recorded.
  const head: Head = {
    rows,
    labelLists,
    names,
    sample,
    duplicates,
    counted: counted.length,
    text: {
      ...text,
      characterClassRows: [...text.characterClassRows],
      scriptRows: [...text.scriptRows],
    },
  };
  const json = Buffer.from(JSON.stringify(head));
  const padding = Buffer.alloc(-json.length & 3, " ");
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length + padding.length);
  return [length, json, padding, ...[wordHashes, counted, ...data].map(bytesOf)];
}

/** Opens what `writeRecorded` wrote. */
export function openRecorded(bytes: Uint8Array): RecordedRows {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headEnd = 4 + whole.readUInt32LE(0);
  const { counted, text, ...rest } = JSON.parse(whole.toString("utf8", 4, headEnd)) as Head;
  const hashesEnd = headEnd + rest.names.length * 4;
  const countedEnd = hashesEnd + counted * 4;
  return {
    ...rest,
    wordHashes: new Uint32Array(...inPlace(whole.subarray(headEnd, hashesEnd), 4)),
    counted: new Uint32Array(...inPlace(whole.subarray(hashesEnd, countedEnd), 4)),
    text: {
      ...text,
      characterClassRows: new Map(text.characterClassRows),
      scriptRows: new Map(text.scriptRows),
    },
    data: new Uint16Array(...inPlace(whole.subarray(countedEnd), 2)),
  };
}

function bytesOf(array: Uint16Array | Uint32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Where an array of wider numbers begins; a copy of bytes that do not stand where such an array may. */
function inPlace(bytes: Uint8Array, width: number): [buffer: ArrayBufferLike, from: number, length: number] {
  const { buffer, byteOffset } = bytes.byteOffset % width === 0 ? bytes : Uint8Array.from(bytes);
  return [buffer, byteOffset, Math.floor(bytes.length / width)];
}
