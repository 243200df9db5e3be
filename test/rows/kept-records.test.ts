import { describe, expect, test } from "@jest/globals";
import type { ByteSource } from "../../src/model/dataset.ts";
import { bytes, compare, jsonl, options } from "./support.ts";

const rows = (from: number, count: number, filler = "") =>
  Array.from({ length: count }, (_, i) => ({ text: `row ${from + i} ${filler}`, label: i % 2 ? "a" : "b" }));

/** The same source, which counts how often it is opened. */
function watched(content: string): { readonly source: ByteSource; readonly opened: () => number } {
  const source = bytes(content);
  let count = 0;
  const open = (): AsyncIterable<Uint8Array> => {
    count++;
    return source.open();
  };
  return { source: { ...source, open }, opened: () => count };
}

describe("records that were set aside", () => {
  const base = jsonl(rows(0, 200));

  test("are parsed without reading the file again where they are few", async () => {
    const head = watched(base + jsonl(rows(200, 3)));
    const path = "data.jsonl";
    const { files } = await compare([
      { base: { path, source: bytes(base) }, head: { path, source: head.source } },
    ]);
    expect(files[0]!.changes.map(({ after }) => after?.text)).toEqual(["row 200 ", "row 201 ", "row 202 "]);
    // Its beginning, to see how it is written, and all of it beside the base.
    expect(head.opened()).toBe(2);
  });

  test("are read again where they are many, and none is lost", async () => {
    const head = watched(base + jsonl(rows(200, 5, "x".repeat(1 << 20))));
    const path = "data.jsonl";
    const settings = options({}, { maxRowBytes: 1 << 22 });
    const pair = { base: { path, source: bytes(base) }, head: { path, source: head.source } };
    const { files } = await compare([pair], settings);
    expect(files[0]!.changes.map(({ after }) => after?.text.slice(0, 7))).toEqual(
      rows(200, 5).map(({ text }) => text.slice(0, 7)),
    );
    expect(head.opened()).toBeGreaterThan(2);
  });
});
