import type { ReferenceFile } from "../model/dataset.ts";
import { hashOfToken, MAX_LENGTH } from "../text/token-hashes.ts";
import { TokenTable } from "../text/token-table.ts";
import { NumberWriter, unitsOf, WIDE } from "./number-codes.ts";
import { writeRecorded } from "./recorded-rows.ts";
import { type ReferenceRow, rowReader } from "./reference-rows.ts";
import { drawSample, type ReferenceSample } from "./reference-sample.ts";
import { textStatistics } from "./text-statistics.ts";
import { yardstickSearch } from "./yardstick-search.ts";

const ROWS_BETWEEN = 1 << 15;
/** Most numbers in `RecordedRows.counted`: a megabyte. */
const MOST_COUNTED = 1 << 18;
/** Most characters of a sample that is kept. */
const MOST_SAMPLED = 1 << 24;

/** Records a reference file, in pieces that belong together: reads it twice. */
export async function recordRows(
  file: ReferenceFile,
  onRows: (done: number, total: number) => void = () => undefined,
): Promise<Uint8Array[]> {
  const sample = await drawSample([file]);
  const yardstick = yardstickSearch(sample.yardstick);
  const tokens = new TokenTable();
  const readRow = rowReader(tokens, true);
  const sizeOf = hashSizes(tokens);
  const text = textStatistics();
  const lists = new Map<string, number>();
  const labelLists: (readonly string[])[] = [];
  const out = new NumberWriter();
  let frequency = new Uint32Array(1 << 12);
  let rows = 0;
  await file.visitRaw((raw, labels) => {
    const row = readRow(raw);
    const { ids, count, hashes, hashed } = row.run;
    if (row.plainLength >= 0) text.addPlain(row.plainLength, row.run.hasLetter);
    else text.add(row.text());
    yardstick.visitHashes(hashes, hashed, row.text, labels);
    const key = JSON.stringify(labels);
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
    if (rows++ % ROWS_BETWEEN === 0) onRows(rows, file.rows);
  });
  // Number 0 is no token's.
  const order = Uint32Array.from({ length: tokens.size - 1 }, (_, i) => i + 1).sort(
    (a, b) => frequency[b]! - frequency[a]! || a - b,
  );
  const names = Array.from(order, (id) => tokens.name(id));
  return writeRecorded({
    rows,
    labelLists,
    names,
    wordHashes: Uint32Array.from(order, (id, i) => (tokens.isWord(id) ? hashOfToken(names[i]!) : 0)),
    text: text.result(),
    sample: isSmall(sample) ? sample.rows : null,
    duplicates: yardstick.result(),
    ...renumbered(out.finish(), order, labelLists.length),
  });
}

function isSmall({ rows }: ReferenceSample): boolean {
  return (
    rows.reduce((sum, { text, response }) => sum + text.length + (response?.length ?? 0), 0) <= MOST_SAMPLED
  );
}

/** Twice the number of distinct token hashes of a row, plus 1 where they are not just those of its words. */
function hashSizes(tokens: TokenTable): (row: ReferenceRow) => number {
  const wordHashes: number[] = [];
  return ({ plainLength, text, run: { ids, count, hashes, hashed } }) => {
    let regular = 0;
    for (let i = 0; i < count; i++) {
      const id = ids[i]!;
      if (!tokens.isWord(id)) continue;
      const hash = (wordHashes[id] ??= hashOfToken(tokens.name(id)));
      if (regular < 0 || hashes[regular++] !== hash) regular = -1;
    }
    // Of a very long text only the beginning is hashed, up to the middle of a word: only the text can tell.
    const isLong = (plainLength >= 0 ? plainLength : text().length) > MAX_LENGTH;
    const distinct = isLong ? 1 : new Set(hashes.subarray(0, hashed)).size;
    return distinct * 2 + (regular === hashed && !isLong ? 0 : 1);
  };
}

/** Gives the tokens of rows their numbers by frequency, and counts the most frequent ones by label list. */
function renumbered(
  chunks: readonly Uint16Array[],
  order: Uint32Array,
  lists: number,
): { data: readonly Uint16Array[]; counted: Uint32Array } {
  const numbers = new Uint32Array(order.length + 1);
  order.forEach((id, number) => {
    numbers[id] = number;
  });
  const out = new NumberWriter();
  const most = Math.min(order.length, Math.floor(MOST_COUNTED / Math.max(1, lists)));
  const counted = new Uint32Array(most * lists);
  const stamps = new Uint32Array(most);
  let row = new Uint32Array(1024);
  let serial = 0;
  for (const chunk of chunks) {
    let at = 0;
    const next = (): number => {
      const unit = chunk[at++]!;
      return unit < WIDE ? unit : ((unit - WIDE) << 16) | chunk[at++]!;
    };
    while (at < chunk.length) {
      serial++;
      const list = next();
      const size = next();
      const count = next();
      if (row.length < count) row = new Uint32Array(count * 2);
      let units = 0;
      for (let i = 0; i < count; i++) {
        const number = numbers[next()]!;
        row[i] = number;
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
  return { data: out.finish(), counted };
}

function grown(array: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(length);
  larger.set(array);
  return larger;
}
