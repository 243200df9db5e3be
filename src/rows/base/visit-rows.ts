/** Goes through every row of a version, here or in another thread. */
import type { RowPiece, RowReading, RowTaker, RowVisitor } from "../../model/dataset.ts";
import { type RoleReader, roleReader } from "../columns/roles.ts";
import { parseCsvBatch } from "../formats/csv/csv.ts";
import { parseJsonBatch } from "../formats/jsonl.ts";
import type { RecordReader, RecordVisitor } from "../formats/reader.ts";
import { emptyBatch } from "../formats/records.ts";
import type { OpenedVersion } from "../open/as-written.ts";
import { parseFlatBatch } from "../open/flat-reader.ts";
import type { VersionFacts } from "./profile-version.ts";

/** Reads every row of a version. Of a sound one a taker may have some. */
export async function visitRows(
  opened: OpenedVersion,
  roles: RoleReader,
  visitor: RowVisitor,
  { isSound }: Pick<VersionFacts, "isSound">,
  taker?: RowTaker,
): Promise<void> {
  let row = 0;
  const visit = recordVisitor(roles, (text, labels, response) => visitor(text, labels, response, row++));
  for await (const batch of opened.batches()) {
    if (isSound && taker?.take({ ...batch, first: row }) === true) row += batch.count;
    else opened.reader.parse(batch, visit, true);
  }
}

/** Reads pieces of rows in another thread. */
export function pieceReader(
  { columns, records }: RowReading,
  visitor: RowVisitor,
): (piece: RowPiece) => void {
  const batch = emptyBatch();
  const parse = parserOf(records);
  let row = 0;
  const visit = recordVisitor(roleReader(columns, new Map()), (text, labels, response) =>
    visitor(text, labels, response, row++),
  );
  return ({ bytes, starts, ends, count, first }) => {
    batch.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    batch.starts = starts;
    batch.ends = ends;
    batch.count = count;
    // Pieces are of sound versions: no record has a flaw.
    if (batch.flaws.length < count) batch.flaws = new Uint8Array(count);
    row = first;
    parse(batch, visit, true);
  };
}

function recordVisitor(
  roles: RoleReader,
  visit: (text: string, labels: readonly string[], response: string | null) => void,
): RecordVisitor {
  return (_, fields) => {
    if (fields === null) return;
    const { text, labels, response } = roles(fields);
    visit(text, labels, response);
  };
}

/** `RecordReader.parse` of the reader that says this of its records. */
function parserOf(records: RowReading["records"]): RecordReader["parse"] {
  if (records === "json lines") return parseJsonBatch;
  if (records === "flat") return parseFlatBatch;
  return (batch, visit, legacy = false) =>
    parseCsvBatch(batch, records.dialect, records.names, visit, legacy);
}
