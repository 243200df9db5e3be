import { gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { parquetWriteBuffer } from "hyparquet-writer";
import { writeParquet } from "../../../src/rows/fix/write-parquet.ts";

/** A time to the microsecond, which a Date cannot say; a decimal; a list that may be missing; bytes that are no text. */
const schema = [
  { name: "root", num_children: 7 },
  { name: "text", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED", field_id: 1 },
  { name: "label", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
  { name: "id", type: "INT64", converted_type: "UINT_64", repetition_type: "REQUIRED" },
  { name: "at", type: "INT64", converted_type: "TIMESTAMP_MICROS", repetition_type: "OPTIONAL" },
  { name: "price", type: "INT64", converted_type: "DECIMAL", scale: 2, precision: 18 },
  { name: "raw", type: "BYTE_ARRAY", repetition_type: "OPTIONAL" },
  { name: "tags", converted_type: "LIST", repetition_type: "OPTIONAL", num_children: 1 },
  { name: "list", repetition_type: "REPEATED", num_children: 1 },
  { name: "element", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
] as const;

const row = fc.record({
  text: fc.constantFrom("good", 'said "no"', "две строки", ""),
  label: fc.constantFrom("POSITIVE", "NEGATIVE", null),
  id: fc.bigInt(0n, (1n << 63n) - 1n),
  at: fc.option(fc.bigInt(0n, 1n << 52n)),
  price: fc.bigInt(-(10n ** 17n), 10n ** 17n),
  raw: fc.option(fc.uint8Array({ maxLength: 4 })),
  tags: fc.option(fc.array(fc.constantFrom("a", "b", null), { maxLength: 3 })),
});
type Row = ReturnType<(typeof row)["generate"]>["value"];

type Codec = NonNullable<Parameters<typeof parquetWriteBuffer>[0]["codec"]>;
const codec = fc.constantFrom<Codec>("UNCOMPRESSED", "SNAPPY", "GZIP");

function fileOf(rows: readonly Row[], how: Codec, elements: readonly object[] = schema): Buffer {
  const columns = ["text", "label", "id", "at", "price", "raw", "tags"] as const;
  return Buffer.from(
    parquetWriteBuffer({
      columnData: columns.map((name) => ({ name, data: rows.map((each) => each[name]) })),
      schema: elements as never,
      codec: how,
      compressors: { GZIP: (bytes: Uint8Array) => gzipSync(bytes) },
      rowGroupSize: 7,
      kvMetadata: [{ key: "huggingface", value: "{}" }],
    }),
  );
}

/** What the file says, read with none of the writer's code. */
async function read(bytes: Buffer) {
  const file = new Uint8Array(bytes).buffer;
  const { schema: elements, key_value_metadata } = parquetMetadata(file);
  const parsers = { timestampFromMicroseconds: (micros: bigint) => micros } as never;
  return {
    elements,
    key_value_metadata,
    rows: await parquetReadObjects({ file, parsers, compressors, utf8: false }),
  };
}

describe("a Parquet file written anew", () => {
  test("holds every other row as it was, and the columns mean what they meant", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(row, fc.constantFrom("stay", "go", "as before")), { minLength: 1, maxLength: 30 }),
        fc.array(row, { minLength: 1, maxLength: 5 }),
        codec,
        async (rows, before, how) => {
          const head = fileOf(
            rows.map(([each]) => each),
            how,
          );
          const base = fileOf(before, how);
          const chosen = (what: string) => rows.flatMap(([, fate], i) => (fate === what ? [i + 1] : []));
          const after = await writeParquet(head, base, {
            remove: new Set(chosen("go")),
            replace: new Map(chosen("as before").map((line) => [line, 1])),
            append: [before.length],
          });
          const [was, old, is] = await Promise.all([read(head), read(base), read(after)]);
          expect(is.rows).toEqual([
            ...rows.flatMap(([, fate], i) =>
              fate === "go" ? [] : [fate === "stay" ? was.rows[i] : old.rows[0]],
            ),
            old.rows.at(-1),
          ]);
          expect(is.elements).toEqual(was.elements);
          expect(is.key_value_metadata).toEqual(was.key_value_metadata);
        },
      ),
      { numRuns: 50 },
    );
  });

  test("is refused where a row of the base has other columns, or a type cannot be written", async () => {
    const [one] = fc.sample(row, { numRuns: 1, seed: 1 });
    const none = { remove: new Set([1]), replace: new Map<number, number>(), append: [] };
    const other = fileOf([one!], "SNAPPY", [
      ...schema.slice(0, 1),
      { ...schema[1], repetition_type: "OPTIONAL" },
      ...schema.slice(2),
    ]);
    await expect(writeParquet(fileOf([one!], "SNAPPY"), other, none)).rejects.toThrow("in another way");
    const map = parquetWriteBuffer({
      columnData: [{ name: "m", data: [{ a: 1 }, { b: 2 }] }],
      schema: [
        { name: "root", num_children: 1 },
        { name: "m", converted_type: "MAP", repetition_type: "OPTIONAL", num_children: 1 },
        { name: "key_value", repetition_type: "REPEATED", num_children: 2 },
        { name: "key", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
        { name: "value", type: "INT32", repetition_type: "OPTIONAL" },
      ],
    });
    await expect(writeParquet(Buffer.from(map), null, none)).rejects.toThrow("not written");
  });
});
