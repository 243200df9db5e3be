/** Goes through every row of a version, as bytes where the text stands in them as it is. */
import { isUtf8 } from "node:buffer";
import type { RawText, RawVisitor, RowPiece, RowReading, RowTaker } from "../../model/dataset.ts";
import { type RoleReader, roleReader } from "../columns/roles.ts";
import { fieldFinder } from "../fields/field-places.ts";
import {
  EMPTY,
  ESCAPED,
  type FieldFinder,
  FOREIGN,
  NULL,
  recordAlone,
  STRING,
} from "../fields/find-fields.ts";
import { openFinder } from "../fields/open-finder.ts";
import type { RecordVisitor } from "../formats/reader.ts";
import { emptyBatch, pushRecord, type RecordBatch, recordSpan } from "../formats/records.ts";
import type { OpenedVersion } from "../open/as-written.ts";
import { type LabelReader, labelReader } from "./label-reader.ts";
import type { VersionFacts } from "./profile-version.ts";

/** Longest text that is put together from escaped or several values. */
const LONGEST = 1 << 16;
const NONE = Buffer.alloc(0);
const LF = 10;

/**
 * Reads every row of a version; a text that stands in the bytes as it is, is handed on as bytes. Of a sound version a taker
 * may have some.
 */
export async function visitRawRows(
  opened: OpenedVersion,
  roles: RoleReader,
  visitor: RawVisitor,
  { isSound }: Pick<VersionFacts, "isSound">,
  taker?: RowTaker,
): Promise<void> {
  const { reader } = opened;
  const alone = emptyBatch();
  const parsed = { bytes: NONE, start: 0, end: 0, text: "" };
  let row = 0;
  const visitParsed: RecordVisitor = (_, fields) => {
    if (!fields) return;
    const { text, labels, response } = roles(fields);
    parsed.text = text;
    visitor(parsed, labels, response, row++);
  };
  const finder = roles.isAliased ? null : openFinder(reader.plain);
  const plain = finder && plainReader(finder, roles);
  for await (const batch of opened.batches()) {
    if (isSound && taker?.take({ ...batch, first: row }) === true) row += batch.count;
    else readBatch(batch);
    parseGivenBack();
  }
  await taker?.drained();
  parseGivenBack();

  function readBatch(batch: RecordBatch): void {
    if (plain === null || batch.contexts !== null || !isUtf8(recordSpan(batch))) {
      reader.parse(batch, visitParsed, true);
      return;
    }
    for (let i = 0; i < batch.count; i++) {
      if (batch.flaws[i] !== 0) continue;
      if (plain.read(batch, i))
        visitor(plain.text, plain.labels.read(batch.bytes), plain.response(batch.bytes), row++);
      else reader.parse(recordAlone(batch, i, alone), visitParsed, true);
    }
  }

  function parseGivenBack(): void {
    const next = row;
    for (const { row: number, bytes } of taker?.givenBack() ?? []) {
      const batch = emptyBatch();
      batch.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      pushRecord(batch, 0, bytes.length, 0, 0);
      row = number;
      reader.parse(batch, visitParsed, true);
    }
    row = next;
  }
}

/**
 * Reads pieces of rows in another thread. `visit` gets each plain row, `giveBack` the others, which a parser has to
 * read.
 */
export function pieceReader(
  { columns, csv }: RowReading,
  visit: RawVisitor,
  giveBack: (row: number, bytes: Uint8Array) => void,
): (piece: RowPiece) => void {
  const batch = emptyBatch();
  const finder = openFinder(csv);
  const plain = finder && plainReader(finder, roleReader(columns, new Map()));
  return ({ bytes, starts, ends, count, first }) => {
    batch.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    batch.starts = starts;
    batch.ends = ends;
    batch.count = count;
    const sound = plain !== null && isUtf8(recordSpan(batch));
    for (let i = 0; i < count; i++) {
      if (sound && plain.read(batch, i))
        visit(plain.text, plain.labels.read(batch.bytes), plain.response(batch.bytes), first + i);
      else giveBack(first + i, bytes.slice(starts[i], ends[i]));
    }
  };
}

interface PlainReader {
  /** False where the record has to be parsed. Otherwise `text` is the record's. */
  read(batch: RecordBatch, index: number): boolean;
  readonly text: RawText;
  readonly labels: LabelReader;
  response(bytes: Buffer): string | null;
}

// eslint-disable-next-line max-lines-per-function -- its steps share the text of one row, which is made anew for each
function plainReader(finder: FieldFinder, roles: RoleReader): PlainReader {
  const { columns } = roles;
  const scratch = Buffer.allocUnsafe(LONGEST);
  const text = { bytes: NONE as Buffer, start: 0, end: 0, text: null as string | null };
  const fieldOf = fieldFinder(finder);
  const [only] = columns.text;

  return {
    text,
    labels: labelReader(finder, roles),
    read: (batch, index) =>
      finder.find(batch.bytes, batch.starts[index]!, batch.ends[index]!) &&
      (columns.text.length === 1 ? single(batch.bytes) : several(batch.bytes)),
    response(bytes) {
      if (columns.response === null) return null;
      const field = fieldOf(columns.response);
      if (field < 0 || finder.kinds[field] === NULL) return null;
      if (finder.kinds[field]! <= EMPTY) return finder.text(bytes, field);
      return String(JSON.parse(bytes.toString("latin1", finder.starts[field], finder.ends[field])));
    },
  };

  function single(bytes: Buffer): boolean {
    const field = fieldOf(only!);
    text.text = null;
    if (field < 0 || finder.kinds[field] === NULL) {
      text.text = "";
      return true;
    }
    if (finder.kinds[field]! > EMPTY) return false;
    const flags = finder.flags[field]!;
    if (flags === 0) {
      text.bytes = bytes;
      text.start = finder.starts[field]!;
      text.end = finder.ends[field]!;
      return true;
    }
    const length = (flags & FOREIGN) === 0 ? unescaped(bytes, field, scratch) : -1;
    if (length < 0) text.text = finder.text(bytes, field);
    else inScratch(length);
    return true;
  }

  /** Several columns: their values that are not empty, a line each. */
  function several(bytes: Buffer): boolean {
    text.text = null;
    let to = 0;
    for (const name of columns.text) {
      const field = fieldOf(name);
      if (field < 0 || finder.kinds[field] === NULL || finder.kinds[field] === EMPTY) continue;
      if (finder.kinds[field] !== STRING || (finder.flags[field]! & FOREIGN) !== 0) return false;
      if (to > 0) scratch[to++] = LF;
      const length = unescaped(bytes, field, scratch.subarray(to));
      if (length < 0) return false;
      to += length;
    }
    inScratch(to);
    return true;
  }

  /** Writes a value's text to `out`; −1 where it is not ASCII or does not fit. */
  function unescaped(bytes: Buffer, field: number, out: Buffer): number {
    const start = finder.starts[field]!;
    const end = finder.ends[field]!;
    // One byte more, for the line end before the next value.
    if (end - start >= out.length) return -1;
    return (finder.flags[field]! & ESCAPED) === 0
      ? bytes.copy(out, 0, start, end)
      : finder.unescape(bytes, field, out);
  }

  function inScratch(length: number): void {
    text.bytes = scratch;
    text.start = 0;
    text.end = length;
  }
}
