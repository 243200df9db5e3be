/** Remembers where each row of a file begins and ends, in few bytes. */
import type { RecordTable } from "./record-table.ts";
import { emptyTable } from "./record-table.ts";

/**
 * Where the rows of a file stand in its decoded bytes: two numbers of variable length a row, three bytes for most, so
 * that chosen rows can be read again without cutting and parsing the others.
 */
export interface RowIndex {
  /** Rows are added in file order. */
  add(offset: number, length: number): void;
  readonly rows: number;
  /** Goes through the rows in order. */
  walk(): RowPlace;
  /** The places of the rows for which `take` says yes; it is asked once for each, in order. */
  places(take: () => boolean): RecordTable;
}

/** The place of a row, the one before the first at the beginning. */
export interface RowPlace {
  readonly offset: number;
  readonly length: number;
  /** Goes on to the next row; false behind the last one. */
  next(): boolean;
}

/** An empty index. */
// eslint-disable-next-line max-lines-per-function -- its steps share one growing table
export function rowIndex(): RowIndex {
  let bytes = new Uint8Array(1 << 12);
  let used = 0;
  let rows = 0;
  let end = 0;

  function push(value: number): void {
    let rest = value;
    while (rest > 127) {
      bytes[used++] = (rest & 127) | 128;
      rest = Math.floor(rest / 128);
    }
    bytes[used++] = rest;
  }

  function walk(): RowPlace {
    let at = 0;
    const read = (): number => {
      let value = 0;
      let scale = 1;
      for (;;) {
        const byte = bytes[at++]!;
        value += (byte & 127) * scale;
        if (byte < 128) return value;
        scale *= 128;
      }
    };
    const place = {
      offset: 0,
      length: 0,
      next() {
        if (at >= used) return false;
        place.offset += place.length + read();
        place.length = read();
        return true;
      },
    };
    return place;
  }

  return {
    get rows() {
      return rows;
    },
    add(offset, length) {
      if (used + 20 > bytes.length) {
        const larger = new Uint8Array(bytes.length * 2 + 20);
        larger.set(bytes);
        bytes = larger;
      }
      push(offset - end);
      push(length);
      end = offset + length;
      rows++;
    },
    walk,
    places(take) {
      const table = emptyTable();
      const chosen: { offset: number; length: number }[] = [];
      for (const place = walk(); place.next(); ) {
        if (take()) chosen.push({ offset: place.offset, length: place.length });
      }
      return {
        ...table,
        kept: null,
        count: chosen.length,
        offsets: Float64Array.from(chosen, (place) => place.offset),
        lengths: Int32Array.from(chosen, (place) => place.length),
        lines: new Int32Array(chosen.length),
        endLines: new Int32Array(chosen.length),
        flaws: new Uint8Array(chosen.length),
      };
    },
  };
}
