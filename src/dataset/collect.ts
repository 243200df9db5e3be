import type { OpenedVersion } from "./read.ts";
import type { Fields, RecordVisitor } from "./reader.ts";
import { emptyBatch, pushRecord } from "./records.ts";
import type { RecordTable } from "./unmatched.ts";

/**
 * Reads the chosen records of a table again and parses them, in file order. Only their bytes are copied from the
 * stream; nothing is cut again. `visit` gets the record's index in the table.
 */
export async function collectRecords(
  opened: OpenedVersion,
  table: RecordTable,
  legacy: boolean,
  chosen: (index: number) => boolean,
  visit: (index: number, fields: Fields | null, doubt: string | null, bytes: Buffer) => void,
): Promise<void> {
  let index = nextChosen(0);
  if (index === table.count) return;
  const batch = emptyBatch();
  let position = 0;
  let parts: Buffer[] = [];
  for await (const block of opened.blocks()) {
    const end = position + block.length;
    while (index < table.count && table.offsets[index]! < end) {
      const from = table.offsets[index]!;
      const to = from + table.lengths[index]!;
      const slice = block.subarray(Math.max(0, from - position), Math.min(block.length, to - position));
      if (to > end) {
        parts.push(slice);
        break;
      }
      const bytes = parts.length > 0 ? Buffer.concat([...parts, slice]) : slice;
      parts = [];
      parseOne(bytes);
      index = nextChosen(index + 1);
    }
    position = end;
    if (index === table.count) return;
  }

  function nextChosen(from: number): number {
    let at = from;
    while (at < table.count && !chosen(at)) at++;
    return at;
  }

  function parseOne(bytes: Buffer): void {
    batch.bytes = bytes;
    batch.count = 0;
    batch.contexts = table.contexts && [table.contexts[index]!];
    pushRecord(batch, 0, bytes.length, table.lines[index]!, table.endLines[index]!, table.flaws[index]);
    const visitor: RecordVisitor = (_, fields, doubt) => {
      visit(index, fields, doubt, bytes);
    };
    opened.reader.parse(batch, visitor, legacy);
  }
}
