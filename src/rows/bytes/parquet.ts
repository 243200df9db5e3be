/** Reads Parquet files as lines of JSON. */
import { wholeBytes } from "../gather-bytes.ts";
import { Unreadable } from "../unreadable.ts";

/** Rows that are turned into lines at a time. */
const SLICE_ROWS = 100_000;

/** The first and last four bytes of a Parquet file. */
export const PARQUET_MAGIC = "PAR1";

/**
 * The rows of a Parquet file as JSON Lines, so that the number of a row is its line. The index of a Parquet file
 * stands at its end: it is the one format that is held whole, compressed as it is.
 */
export async function* parquetLines(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  // Loaded where there is a Parquet file: every other review would wait for it.
  const [{ parquetMetadata, parquetReadObjects }, { compressors }] = await Promise.all([
    import("hyparquet"),
    import("hyparquet-compressors"),
  ]);
  const whole = await wholeBytes(chunks);
  const buffer = whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.length) as ArrayBuffer;
  const file = {
    byteLength: buffer.byteLength,
    slice: (start: number, end?: number) => buffer.slice(start, end),
  };
  const metadata = attempt(() => parquetMetadata(buffer));
  const total = Number(metadata.num_rows);
  for (let rowStart = 0; rowStart < total; rowStart += SLICE_ROWS) {
    const rowEnd = Math.min(total, rowStart + SLICE_ROWS);
    const rows = await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd }).catch(damaged);
    if (rows.length < rowEnd - rowStart) damaged(new Error("rows are missing"));
    for (let at = 0; at < rows.length; at += 1000) {
      const lines = rows.slice(at, at + 1000).map((row) => `${JSON.stringify(row, plain)}\n`);
      yield Buffer.from(lines.join(""));
    }
  }
}

/** What JSON has no word for: large integers, bytes. Dates have their own. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return BigInt(Number(value)) === value ? Number(value) : value.toString();
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}

function attempt<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    return damaged(error);
  }
}

function damaged(cause: unknown): never {
  throw new Unreadable("The Parquet data is damaged or of an unknown kind. Write the file again.", { cause });
}
