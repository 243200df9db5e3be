import { hashOfToken } from "../text/token-hashes.ts";
import { type TokenTable, UNKNOWN } from "../text/token-table.ts";
import type { RecordedRows } from "./recorded-rows.ts";
import { MAX_SET, NEAR_DUPLICATE } from "./similarity-index.ts";

/** Which recorded rows may be near-duplicates of changed ones. */
export interface NearRows {
  /** All tokens of the added and edited rows. */
  readonly tokens: TokenTable;
  /** Whether a row with these token hashes is near to one of them. */
  isNear(hashes: Uint32Array, count: number): boolean;
}

/** Called for each recorded row: its token ids (the first `count`) and its labels, a shared array. */
export type ReplayVisitor = (ids: Int32Array, count: number, labels: readonly string[]) => void;

/**
 * Goes through recorded rows as if the file were read. Returns the rows, by their number from 0, that have to be looked
 * at in the file itself, since they are or may be near-duplicates of changed ones.
 */
export function replayRows(
  recorded: RecordedRows,
  tokens: TokenTable,
  near: NearRows,
  visit: ReplayVisitor,
): ReadonlySet<number> {
  const { data, names, labelLists } = recorded;
  const ids = Int32Array.from(names, (name) => tokens.idOf(name));
  const shared = Uint8Array.from(names, (name) => (near.tokens.idOf(name) === UNKNOWN ? 0 : 1));
  const hashOf = wordHashes(recorded);
  const hashes = new Uint32Array(MAX_SET);
  const found = new Set<number>();
  let mapped = new Int32Array(1024);
  let own = new Int32Array(1024);
  let at = 0;

  function next(): number {
    const byte = data[at++]!;
    return byte < 128 ? byte : rest(byte & 127);
  }

  /** The other bytes of a number whose first one is known. */
  function rest(first: number): number {
    let value = first;
    for (let shift = 7; ; shift += 7) {
      const byte = data[at++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  }

  for (let row = 0; row < recorded.rows; row++) {
    const labels = labelLists[next()]!;
    const size = next();
    const count = next();
    if (count > own.length) {
      mapped = new Int32Array(count * 2);
      own = new Int32Array(count * 2);
    }
    let common = 0;
    for (let i = 0; i < count; i++) {
      const id = next();
      own[i] = id;
      mapped[i] = ids[id]!;
      common += shared[id]!;
    }
    visit(mapped, count, labels);
    if (isFar(size, common, count)) continue;
    // The last bit: its hashes are not those of its words, so that only its text tells.
    if ((size & 1) === 1 || near.isNear(hashes, fill(own, count))) found.add(row);
  }
  return found;

  function fill(row: Int32Array, count: number): number {
    let used = 0;
    for (let i = 0; i < count && used < MAX_SET; i++) {
      const hash = hashOf(row[i]!);
      if (hash !== 0) hashes[used++] = hash;
    }
    return used;
  }
}

/**
 * Whether a row shares too few tokens with all the changed rows together to be near to one of them. A token hash is that
 * of a token or starts with one, so that it shares no more hashes than tokens, repeats counted.
 */
function isFar(size: number, common: number, count: number): boolean {
  const distinct = size >>> 1;
  return distinct === 0 || (count > 0 && common < NEAR_DUPLICATE * distinct - 1e-9);
}

/** The hash of a token by its number where it is a word, else 0. Made when first asked for. */
function wordHashes({ names, isWord }: RecordedRows): (id: number) => number {
  const known = new Uint32Array(names.length);
  return (id) => {
    if (isWord[id] === 0) return 0;
    return (known[id] ||= hashOfToken(names[id]!));
  };
}
