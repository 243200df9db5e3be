/** Finds the parser of records again from how they are written: another thread knows no more of a file. */
import type { RowReading } from "../../model/dataset.ts";
import { parseCsvBatch } from "../formats/csv.ts";
import { parseJsonBatch } from "../formats/jsonl.ts";
import type { RecordReader } from "../formats/reader.ts";
import { parseFlatBatch } from "./flat-reader.ts";

/** `RecordReader.parse` of the reader that says this of its records. */
export function parserOf(records: RowReading["records"]): RecordReader["parse"] {
  if (records === "json lines") return parseJsonBatch;
  if (records === "flat") return parseFlatBatch;
  return (batch, visit, legacy = false) =>
    parseCsvBatch(batch, records.dialect, records.names, visit, legacy);
}
