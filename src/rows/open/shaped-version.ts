/** A file version whose records are nested, read as one whose records are flat. */
import type { Watch } from "../bytes/plain-chunks.ts";
import { jsonReader } from "../formats/json.ts";
import { hasDuplicateKeys } from "../formats/json-value.ts";
import { problemWords } from "../formats/problem-words.ts";
import { isTableFormat, type RecordReader } from "../formats/reader.ts";
import { emptyBatch, pushRecord, type RecordBatch } from "../formats/records.ts";
import { splitRecords } from "../formats/split.ts";
import { wholeBytes } from "../gather-bytes.ts";
import type { FileShape } from "../shapes/index.ts";
import type { FlatRow, Nested } from "../shapes/shape.ts";
import { formatBytes } from "../unreadable.ts";
import type { OpenedVersion } from "./as-written.ts";
import { flatReader, writeFlat, writeRefused } from "./flat-reader.ts";
import { linesAt } from "./lines-at.ts";

/** A document whose rows are spread over it is held whole. */
const LARGEST_DOCUMENT = 64 << 20;
/** A record may grow by so much when it is unfolded, and by so many bytes in any case. */
const MOST_GROWTH = 32;
const FREE_GROWTH = 1 << 20;
const LF = 10;

/** The same version under a shape. What is behind it sees JSON Lines, whatever the format is. */
export function shapedVersion(opened: OpenedVersion, shape: FileShape, maxRowBytes: number): OpenedVersion {
  const inner =
    opened.reader.format === "json" ? jsonReader(maxRowBytes, shape.opening?.opens) : opened.reader;
  const batches = (watch?: Watch): AsyncGenerator<RecordBatch, void, undefined> =>
    shape.isWhole && opened.reader.format === "json"
      ? flatBatches(wholeDocument(opened.blocks(watch)), inner, shape)
      : flatBatches(splitRecords(opened.blocks(watch), inner.splitter()), inner, shape);
  return {
    ...opened,
    reader: { ...flatReader(opened.reader.format, shape.id, maxRowBytes), roles: shape.roles },
    notes: [...opened.notes, `read as ${shape.title}`],
    batches,
    async *blocks(watch) {
      for await (const batch of batches(watch)) yield batch.bytes;
    },
  };
}

/** The document as one record. */
async function* wholeDocument(blocks: AsyncIterable<Buffer>): AsyncGenerator<RecordBatch, void, undefined> {
  const tooLarge = `A table on its side is held whole, and this one is larger than ${formatBytes(LARGEST_DOCUMENT)}. Write one record a line.`;
  const batch = emptyBatch();
  batch.bytes = await wholeBytes(blocks, LARGEST_DOCUMENT, tooLarge);
  batch.contexts = ["[]"];
  pushRecord(batch, 0, batch.bytes.length, 1, 1);
  if (batch.bytes.length > 0) yield batch;
}

/** The flat records of nested ones, with the lines on which they stand. The batch that is yielded is reused. */
async function* flatBatches(
  batches: AsyncIterable<RecordBatch>,
  reader: RecordReader,
  shape: FileShape,
): AsyncGenerator<RecordBatch, void, undefined> {
  const flat = emptyBatch();
  let room: Buffer = Buffer.allocUnsafe(1 << 16);
  let used = 0;
  for await (const batch of batches) {
    used = 0;
    flat.count = 0;
    let next = 0;
    reader.nested(batch, (index, nested, doubt, text) => {
      for (; next < index; next++) passFlawed(batch, next);
      next = index + 1;
      if (nested === null) push(writeRefused(doubt ?? "", text), batch, index, 0);
      else unfold(batch, index, nested, doubt, text);
    });
    for (; next < batch.count; next++) passFlawed(batch, next);
    flat.bytes = room.subarray(0, used);
    if (flat.count > 0) yield flat;
    flat.offset += used;
  }

  /** What could not be cut out is no value, but it is compared. */
  function passFlawed(batch: RecordBatch, index: number): void {
    if (batch.flaws[index] !== 0) push(textOf(batch, index), batch, index, 0, batch.flaws[index]);
  }

  function unfold(
    batch: RecordBatch,
    index: number,
    nested: Nested,
    doubt: string | null,
    text: string,
  ): void {
    const rows = shape.rows(nested, batch.lines[index]!);
    if (rows === null) {
      push(writeRefused(problemWords.otherShape(shape.title), text), batch, index, 0);
      return;
    }
    const isJson = !isTableFormat(reader.format);
    const twice = doubt ?? (isJson && namesTwice(text, nested) ? problemWords.duplicateKeys : null);
    const lines = linesOf(rows, nested, text);
    const written = rows.map(({ fields }) => writeFlat(fields, twice));
    const size = written.reduce((sum, line) => sum + line.length, 0);
    if (size > text.length * MOST_GROWTH + FREE_GROWTH)
      push(writeRefused(problemWords.unfoldsTooFar, text), batch, index, 0);
    else for (const [i, line] of written.entries()) push(line, batch, index, lines[i] ?? 0);
  }

  function push(text: string, batch: RecordBatch, index: number, down: number, flaw = 0): void {
    if (room.length - used < text.length * 3 + 1) {
      const larger = Buffer.allocUnsafe((room.length + text.length * 3) * 2);
      room.copy(larger, 0, 0, used);
      room = larger;
    }
    const start = used;
    used += room.write(text, used, "utf8");
    const line = batch.lines[index]! + down;
    pushRecord(flat, start, used, line, down > 0 ? line : batch.endLines[index]!, flaw);
    room[used++] = LF;
  }
}

function namesTwice(text: string, { value, isEntry }: Nested): boolean {
  return hasDuplicateKeys(text, isEntry ? { value } : [value]);
}

function textOf(batch: RecordBatch, index: number): string {
  return batch.bytes.toString("utf8", batch.starts[index], batch.ends[index]);
}

/** For each row the lines between the beginning of its record and itself. */
function linesOf(rows: readonly FlatRow[], { keys, isEntry }: Nested, text: string): readonly number[] {
  if (!rows.some(({ at }) => at !== undefined) || !text.includes("\n")) return [];
  const above = isEntry ? keys.slice(-1) : [];
  return linesAt(
    isEntry ? `{${text}}` : text,
    rows.map(({ at }) => [...above, ...(at ?? [])]),
  );
}
