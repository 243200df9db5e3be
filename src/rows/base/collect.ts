/** Parses chosen records of a file, which is read a second time for them unless their bytes were kept. */
import type { Fields, RecordVisitor } from "../formats/reader.ts";
import { emptyBatch, pushRecord } from "../formats/records.ts";
import type { OpenedVersion } from "../open/as-written.ts";
import type { RecordTable } from "./record-table.ts";

/**
 * Parses the chosen records of a table, in file order. Nothing is cut again. `visit` gets the record's index in the
 * table.
 */
export async function collectRecords(
  opened: OpenedVersion,
  table: RecordTable,
  legacy: boolean,
  chosen: (index: number) => boolean,
  visit: (index: number, fields: Fields | null, doubt: string | null, bytes: Buffer) => void,
): Promise<void> {
  const batch = emptyBatch();
  let count = 0;
  const all = new Int32Array(table.count);
  for (let index = 0; index < table.count; index++) if (chosen(index)) all[count++] = index;
  if (count === 0) return;
  const indices = all.subarray(0, count);
  let at = 0;
  const { kept } = table;
  if (kept !== null) for (const index of indices) parseOne(index, kept[index]!);
  else for await (const bytes of recordBytes(opened, table, indices)) parseOne(indices[at++]!, bytes);

  function parseOne(index: number, bytes: Buffer): void {
    batch.bytes = bytes;
    batch.count = 0;
    batch.contexts = table.contexts && [table.contexts[index]!];
    pushRecord(batch, 0, bytes.length, table.lines[index]!, table.endLines[index]!, table.flaws[index]);
    const visitor: RecordVisitor = (_, fields, doubt) => visit(index, fields, doubt, bytes);
    opened.reader.parse(batch, visitor, legacy);
  }
}

/** The bytes of these records, in their order. */
async function* recordBytes(
  opened: OpenedVersion,
  { offsets, lengths }: RecordTable,
  indices: Int32Array,
): AsyncGenerator<Buffer, void, undefined> {
  let next = 0;
  let position = 0;
  let parts: Buffer[] = [];
  for await (const block of opened.blocks()) {
    const end = position + block.length;
    for (; next < indices.length; next++) {
      const from = offsets[indices[next]!]!;
      if (from >= end) break;
      const to = from + lengths[indices[next]!]!;
      const slice = block.subarray(Math.max(0, from - position), Math.min(block.length, to - position));
      if (to > end) {
        parts.push(slice);
        break;
      }
      yield parts.length > 0 ? Buffer.concat([...parts, slice]) : slice;
      parts = [];
    }
    position = end;
    if (next === indices.length) return;
  }
}
