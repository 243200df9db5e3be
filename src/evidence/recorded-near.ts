import { type TokenTable, UNKNOWN } from "../text/token-table.ts";
import type { RecordedRows } from "./recorded-rows.ts";
import { MAX_SET } from "./sieve.ts";
import { NEAR_DUPLICATE } from "./similarity-index.ts";

/** Which recorded rows may be near-duplicates of changed ones. */
export interface NearRows {
  /** All tokens of the added and edited rows, and all their token hashes. */
  readonly tokens: TokenTable;
  readonly hashes: ReadonlySet<number>;
  /** Whether a row with these token hashes is near to one of them. */
  isNear(hashes: Uint32Array, count: number): boolean;
}

export interface NearSearch {
  /** Whether changed rows hold the token as a word. */
  isShared(token: number): boolean;
  /**
   * Whether a row has to be looked at in the file, since it is or may be near.
   * @param size as it is recorded
   * @param common how many of its tokens changed rows hold as words, repeats counted
   * @param row its tokens stand in places 1 to `end` − 1
   */
  mayBeNear(size: number, common: number, row: Int32Array, end: number): boolean;
}

export function nearSearch({ names, wordHashes }: RecordedRows, near: NearRows): NearSearch {
  const shared = Uint8Array.from(wordHashes, (hash) => (hash !== 0 && near.hashes.has(hash) ? 1 : 0));
  const stamps = new Uint32Array(names.length);
  const hashes = new Uint32Array(MAX_SET);
  let serial = 0;
  let anyShared: Uint8Array | null = null;

  /** A row whose hashes are those of its words. */
  function isNear(least: number, row: Int32Array, end: number): boolean {
    serial++;
    let common = 0;
    let used = 0;
    for (let i = 1; i < end && used < MAX_SET; i++) {
      const token = row[i]!;
      if (wordHashes[token] === 0) continue;
      hashes[used++] = wordHashes[token]!;
      if (shared[token] === 0 || stamps[token] === serial) continue;
      stamps[token] = serial;
      common++;
    }
    return common >= least && near.isNear(hashes, used);
  }

  /**
   * Another row: a token hash is that of a token or starts with one, so that rows share no more hashes than tokens,
   * repeats counted.
   */
  function mayBeNear(least: number, row: Int32Array, end: number): boolean {
    anyShared ??= Uint8Array.from(names, (name) => (near.tokens.idOf(name) === UNKNOWN ? 0 : 1));
    let common = 0;
    for (let i = 1; i < end; i++) common += anyShared[row[i]!]!;
    return end === 1 || common >= least;
  }

  return {
    isShared: (token) => shared[token] === 1,
    mayBeNear(size, common, row, end) {
      const distinct = size >>> 1;
      if (distinct === 0) return false;
      const least = NEAR_DUPLICATE * distinct - 1e-9;
      // The last bit: only its text tells its hashes.
      if ((size & 1) === 1) return mayBeNear(least, row, end);
      return common >= least && isNear(least, row, end);
    },
  };
}
