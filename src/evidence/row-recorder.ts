import { hashOfToken, MAX_LENGTH } from "../text/token-hashes.ts";
import type { TokenTable } from "../text/token-table.ts";
import { NumberWriter, unitsOf, WIDE } from "./number-codes.ts";
import type { RecordedRows, RowsToWrite } from "./recorded-rows.ts";
import type { ReferenceRow } from "./reference-rows.ts";
import { MAX_SET } from "./sieve.ts";

/** Most numbers in `RecordedRows.counted`: a megabyte. */
const MOST_COUNTED = 1 << 18;

/** Writes the rows of a file as numbers, in file order. */
export interface RowRecorder {
  add(row: ReferenceRow, labels: readonly string[]): void;
  /** All rows, with the tokens numbered by frequency and the most frequent ones counted by label list. */
  finish(): Pick<RowsToWrite, "rows" | "labelLists" | "names" | "wordHashes" | "data" | "counted">;
}

/** Rows that come before those that are added, as they were recorded once. */
export interface EarlierRows {
  readonly recorded: RecordedRows;
  /** The id that each of their tokens has in the table. */
  readonly ids: Uint32Array;
  /** By id, how often it stands in them. */
  readonly frequency: Uint32Array;
}

/** Numbers of rows to be written once more: `numbers` has the new number of each token. */
interface Source {
  readonly chunks: readonly Uint16Array[];
  readonly numbers: Uint32Array;
  /** Whether a row says how many units its tokens take, rather than how many they are. */
  readonly inUnits: boolean;
}

/** @param tokens holds the tokens of the earlier rows, and gets those of the rows that are added */
export function rowRecorder(tokens: TokenTable, earlier: EarlierRows | null = null): RowRecorder {
  const sizeOf = hashSizes(tokens);
  const labelLists = [...(earlier?.recorded.labelLists ?? [])];
  const lists = new Map(labelLists.map((labels, list) => [keyOf(labels), list]));
  const out = new NumberWriter();
  let frequency = grown(earlier?.frequency ?? new Uint32Array(0), Math.max(1 << 12, tokens.size * 2));
  let rows = earlier?.recorded.rows ?? 0;
  return {
    add(row, labels) {
      const { ids, count } = row.run;
      const key = keyOf(labels);
      let list = lists.get(key);
      if (list === undefined) {
        lists.set(key, (list = labelLists.length));
        labelLists.push([...labels]);
      }
      if (frequency.length < tokens.size) frequency = grown(frequency, tokens.size * 2);
      out.begin(3 + count);
      out.push(list);
      out.push(sizeOf(row));
      out.push(count);
      for (let i = 0; i < count; i++) {
        out.push(ids[i]!);
        frequency[ids[i]!]!++;
      }
      rows++;
    },
    finish() {
      // Number 0 is no token's.
      const order = Uint32Array.from({ length: tokens.size - 1 }, (_, i) => i + 1).sort(
        (a, b) => frequency[b]! - frequency[a]! || a - b,
      );
      const numbers = new Uint32Array(order.length + 1);
      order.forEach((id, number) => {
        numbers[id] = number;
      });
      const names = Array.from(order, (id) => tokens.name(id));
      const sources: Source[] = [{ chunks: out.finish(), numbers, inUnits: false }];
      if (earlier !== null) {
        const { recorded, ids } = earlier;
        sources.unshift({
          chunks: [recorded.data],
          numbers: ids.map((id) => numbers[id]!),
          inUnits: true,
        });
      }
      return {
        rows,
        labelLists,
        names,
        wordHashes: Uint32Array.from(order, (id, i) => (tokens.isWord(id) ? hashOfToken(names[i]!) : 0)),
        ...renumbered(sources, order.length, labelLists.length),
      };
    },
  };
}

/** A single label, which most rows have, is its own key; no list in JSON is that of one. */
function keyOf(labels: readonly string[]): string {
  return labels.length === 1 ? `"${labels[0]!}` : JSON.stringify(labels);
}

/** Twice the number of distinct token hashes of a row, plus 1 where they are not just those of its words. */
function hashSizes(tokens: TokenTable): (row: ReferenceRow) => number {
  let wordHashes = new Uint32Array(1 << 12);
  const distinct = distinctCounter();
  return ({ plainLength, text, run: { ids, count, hashes, hashed } }) => {
    if (wordHashes.length < tokens.size) wordHashes = grown(wordHashes, tokens.size * 2);
    let regular = 0;
    for (let i = 0; i < count; i++) {
      const id = ids[i]!;
      if (!tokens.isWord(id)) continue;
      // No word's hash is 0.
      let hash = wordHashes[id]!;
      if (hash === 0) wordHashes[id] = hash = hashOfToken(tokens.name(id));
      if (hashes[regular++] === hash) continue;
      regular = -1;
      break;
    }
    // Of a very long text only the beginning is hashed, up to the middle of a word: only the text can tell.
    const isLong = (plainLength >= 0 ? plainLength : text().length) > MAX_LENGTH;
    return (isLong ? 1 : distinct(hashes, hashed)) * 2 + (regular === hashed && !isLong ? 0 : 1);
  };
}

/** Counts the different ones among the first `count` hashes, at most `MAX_SET`: this is done for every row. */
function distinctCounter(): (hashes: Uint32Array, count: number) => number {
  const slots = new Uint32Array(4 * MAX_SET);
  const stamps = new Uint32Array(slots.length);
  const mask = slots.length - 1;
  let serial = 0;
  return (hashes, count) => {
    serial++;
    let found = 0;
    for (let i = 0; i < count; i++) {
      const hash = hashes[i]!;
      let slot = hash & mask;
      while (stamps[slot] === serial && slots[slot] !== hash) slot = (slot + 1) & mask;
      if (stamps[slot] === serial) continue;
      stamps[slot] = serial;
      slots[slot] = hash;
      found++;
    }
    return found;
  };
}

/** Writes rows with the new numbers of their tokens, and counts the most frequent ones by label list. */
function renumbered(
  sources: readonly Source[],
  tokens: number,
  lists: number,
): { data: readonly Uint16Array[]; counted: Uint32Array } {
  const out = new NumberWriter();
  const most = Math.min(tokens, Math.floor(MOST_COUNTED / Math.max(1, lists)));
  const counted = new Uint32Array(most * lists);
  const stamps = new Uint32Array(most);
  let row = new Uint32Array(1024);
  let serial = 0;
  for (const { chunks, numbers, inUnits } of sources)
    for (const chunk of chunks) renumber(chunk, numbers, inUnits);
  return { data: out.finish(), counted };

  function renumber(chunk: Uint16Array, numbers: Uint32Array, inUnits: boolean): void {
    let at = 0;
    const next = (): number => {
      const unit = chunk[at++]!;
      return unit < WIDE ? unit : ((unit - WIDE) << 16) | chunk[at++]!;
    };
    while (at < chunk.length) {
      serial++;
      const list = next();
      const size = next();
      const length = next();
      // No row has more tokens than units.
      if (row.length < length) row = new Uint32Array(length * 2);
      const end = at + length;
      let count = 0;
      let units = 0;
      while (inUnits ? at < end : count < length) {
        const number = numbers[next()]!;
        row[count++] = number;
        units += unitsOf(number);
        if (number >= most || stamps[number] === serial) continue;
        stamps[number] = serial;
        counted[number * lists + list]!++;
      }
      out.begin(3 + count);
      out.push(list);
      out.push(size);
      out.push(units);
      for (let i = 0; i < count; i++) out.push(row[i]!);
    }
  }
}

function grown(array: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(length);
  larger.set(array);
  return larger;
}
