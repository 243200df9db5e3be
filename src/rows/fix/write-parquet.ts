/** Writes a Parquet file anew without some of its rows: there, a row is no stretch of bytes that could be cut out. */
import { isDeepStrictEqual } from "node:util";
import { gzipSync } from "node:zlib";
import type { FileMetaData, SchemaElement } from "hyparquet";
import { CannotFix } from "./cannot-fix.ts";
import type { Edits } from "./cut.ts";
import { zstdCompress } from "./zstd.ts";

type Row = Readonly<Record<string, unknown>>;

/**
 * Records are the numbers of rows; those that are put in are rows of `base`.
 *
 * Values are taken over as they are stored, whatever they mean (a time, a decimal, a text), and the columns are said to
 * mean what they did. What was written is read again: other rows than these are an error, and no file.
 */
export async function writeParquet(head: Buffer, base: Buffer | null, edits: Edits<number>): Promise<Buffer> {
  const { ByteWriter, ParquetWriter } = await import("hyparquet-writer");
  const { metadata, stored, rows: all } = await readStored(head);
  const before = base && (await readStored(base));
  if (before && !isDeepStrictEqual(before.metadata.schema, metadata.schema))
    throw new CannotFix("the change also writes its columns in another way");
  const rows = all.flatMap((row, i) => {
    const from = edits.replace.get(i + 1);
    if (from !== undefined) return [before!.rows[from - 1]!];
    return edits.remove.has(i + 1) ? [] : [row];
  });
  rows.push(...edits.append.map((line) => before!.rows[line - 1]!));
  try {
    const writer = new ByteWriter();
    // Smallest and largest values would be those of the stored form, which is ordered otherwise.
    const file = new ParquetWriter({
      writer,
      schema: stored,
      statistics: false,
      ...codecOf(metadata),
      ...(metadata.key_value_metadata && { kvMetadata: metadata.key_value_metadata }),
    });
    const columnData = columnNames(metadata.schema).map((name) => ({
      name,
      data: rows.map((row) => row[name]),
    }));
    const groups = metadata.row_groups.map(({ num_rows }) => Number(num_rows)).filter((size) => size > 0);
    await file.write({ columnData, rowGroupSize: groups.length > 0 ? groups : 1 });
    file.schema = metadata.schema;
    await file.finish();
    const written = Buffer.from(writer.getBytes());
    const again = await readStored(written);
    if (isDeepStrictEqual(again.rows, rows) && isDeepStrictEqual(again.metadata.schema, metadata.schema))
      return written;
  } catch {
    // Said below, as for values that come out otherwise.
  }
  throw new CannotFix("its Parquet has a type that is read, but not written");
}

/** The compression that the file has, where Node can write it. */
function codecOf({ row_groups }: FileMetaData) {
  const codec = row_groups[0]?.columns[0]?.meta_data?.codec;
  if (codec === "GZIP") return { codec, compressors: { GZIP: (bytes: Uint8Array) => gzipSync(bytes) } };
  if (codec === "ZSTD" && zstdCompress) return { codec, compressors: { ZSTD: zstdCompress } };
  return { codec: codec === "UNCOMPRESSED" ? codec : ("SNAPPY" as const) };
}

/** All rows, with values as they are stored: bytes and numbers without what the columns say that they mean. */
async function readStored(bytes: Buffer) {
  const [{ parquetMetadata, parquetReadObjects }, { compressors }] = await Promise.all([
    import("hyparquet"),
    import("hyparquet-compressors"),
  ]);
  const file = new Uint8Array(bytes).buffer;
  const metadata = parquetMetadata(file);
  const stored = metadata.schema.map(withoutMeaning);
  const rows: Row[] = await parquetReadObjects({
    file,
    metadata: { ...metadata, schema: stored },
    compressors,
    utf8: false,
  });
  return { metadata, stored, rows };
}

/** Lists and maps stay what they are: by them rows are put together. */
function withoutMeaning(element: SchemaElement): SchemaElement {
  const { converted_type, logical_type, ...stored } = element;
  const isContainer = element.type === undefined && ["LIST", "MAP"].includes(converted_type ?? "");
  return isContainer ? { ...stored, converted_type: converted_type! } : stored;
}

/** Of the first level below the root; the elements below theirs follow each directly. */
function columnNames(schema: readonly SchemaElement[]): string[] {
  const names: string[] = [];
  let deeper = 0;
  for (const { name, num_children = 0 } of schema.slice(1)) {
    if (deeper === 0) names.push(name);
    else deeper--;
    deeper += num_children;
  }
  return names;
}
