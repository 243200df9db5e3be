import type { ReferenceFile } from "../model/dataset.ts";
import type { ReferenceDuplicates, TextStatistics } from "../model/evidence.ts";
import { hashOfToken, MAX_LENGTH } from "../text/token-hashes.ts";
import { TokenTable } from "../text/token-table.ts";
import { ByteWriter } from "./byte-writer.ts";
import { rowReader } from "./reference-rows.ts";
import { drawSample } from "./reference-sample.ts";
import { textStatistics } from "./text-statistics.ts";
import { yardstickSearch } from "./yardstick-search.ts";

/** The rows of a reference file as numbers, to be gone through without reading the file. */
export interface RecordedRows {
  readonly rows: number;
  /** Different label lists; rows name theirs by its place. */
  readonly labelLists: readonly (readonly string[])[];
  /** Tokens by their number in this file, from 1. */
  readonly names: readonly string[];
  readonly isWord: Uint8Array;
  readonly text: TextStatistics;
  /** How often rows of the file's own sample have near-duplicates in it. */
  readonly duplicates: ReferenceDuplicates;
  /**
   * For each row, in numbers of variable length: its label list, twice the number of its distinct token hashes plus 1
   * where they are not just those of its words, the number of tokens, the tokens.
   */
  readonly data: Uint8Array;
}

interface Head {
  readonly rows: number;
  readonly labelLists: readonly (readonly string[])[];
  readonly names: readonly string[];
  readonly words: readonly number[];
  readonly text: {
    readonly rows: number;
    readonly characterClassRows: readonly (readonly [string, number])[];
    readonly lengthBuckets: readonly number[];
    readonly scriptRows: readonly (readonly [string, number])[];
  };
  readonly duplicates: ReferenceDuplicates;
}

const ROWS_BETWEEN = 1 << 15;

/** Records a reference file: reads it twice. */
export async function recordRows(
  file: ReferenceFile,
  onRows: (done: number, total: number) => void = () => undefined,
): Promise<Uint8Array> {
  const sample = await drawSample([file]);
  const yardstick = yardstickSearch(sample.yardstick);
  const tokens = new TokenTable();
  const readRow = rowReader(tokens, true);
  const text = textStatistics();
  const lists = new Map<string, number>();
  const labelLists: (readonly string[])[] = [];
  const out = new ByteWriter();
  const wordHashes: number[] = [];
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
    let regular = 0;
    for (let i = 0; i < count; i++) {
      const id = ids[i]!;
      if (!tokens.isWord(id)) continue;
      const hash = (wordHashes[id] ??= hashOfToken(tokens.name(id)));
      if (regular < 0 || hashes[regular++] !== hash) regular = -1;
    }
    // Of a very long text only the beginning is hashed, up to the middle of a word: only the text can tell.
    const isLong = (row.plainLength >= 0 ? row.plainLength : row.text().length) > MAX_LENGTH;
    const distinct = isLong ? 1 : new Set(hashes.subarray(0, hashed)).size;
    out.push(list);
    out.push(distinct * 2 + (regular === hashed && !isLong ? 0 : 1));
    out.push(count);
    for (let i = 0; i < count; i++) out.push(ids[i]!);
    if (rows++ % ROWS_BETWEEN === 0) onRows(rows, file.rows);
  });
  const names = Array.from({ length: tokens.size }, (_, id) => tokens.name(id));
  const found = text.result();
  const head: Head = {
    rows,
    labelLists,
    names,
    words: names.flatMap((_, id) => (tokens.isWord(id) ? [id] : [])),
    text: {
      rows: found.rows,
      characterClassRows: [...found.characterClassRows],
      lengthBuckets: found.lengthBuckets,
      scriptRows: [...found.scriptRows],
    },
    duplicates: yardstick.result(),
  };
  const json = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json, out.bytes()]);
}

/** Opens what `recordRows` wrote. */
export function openRecorded(bytes: Uint8Array): RecordedRows {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = 4 + whole.readUInt32LE(0);
  const head = JSON.parse(whole.toString("utf8", 4, end)) as Head;
  const isWord = new Uint8Array(head.names.length);
  for (const id of head.words) isWord[id] = 1;
  return {
    rows: head.rows,
    labelLists: head.labelLists,
    names: head.names,
    isWord,
    text: {
      rows: head.text.rows,
      characterClassRows: new Map(head.text.characterClassRows),
      lengthBuckets: head.text.lengthBuckets,
      scriptRows: new Map(head.text.scriptRows),
    },
    duplicates: head.duplicates,
    data: whole.subarray(end),
  };
}
