import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { FileComparison } from "../../src/model/dataset.ts";
import { compare, jsonl, pair } from "./support.ts";

interface Sample {
  text: string;
  label: string;
}

const row = fc.record({
  text: fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
  label: fc.constantFrom("a", "b", "c"),
});
const rowList = fc.array(row, { maxLength: 60 });

function key(sample: Sample): string {
  return JSON.stringify([sample.text, sample.label]);
}

/** What a multiset difference says: the definition that the fast way must agree with. */
function difference(from: readonly Sample[], without: readonly Sample[]): string[] {
  const counts = new Map<string, number>();
  for (const sample of without) counts.set(key(sample), (counts.get(key(sample)) ?? 0) + 1);
  return from
    .filter((sample) => {
      const count = counts.get(key(sample)) ?? 0;
      if (count > 0) counts.set(key(sample), count - 1);
      return count === 0;
    })
    .map(key)
    .sort();
}

function changedKeys(file: FileComparison, side: "before" | "after"): string[] {
  return file.changes
    .flatMap((change) => change[side] ?? [])
    .map((changed) => JSON.stringify([changed.fields["text"], changed.fields["label"]]))
    .sort();
}

function csv(rows: readonly Sample[]): string {
  const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  return `text,label\n${rows.map((sample) => `${quote(sample.text)},${sample.label}\n`).join("")}`;
}

async function onlyFile(path: string, base: string, head: string): Promise<FileComparison> {
  const { files } = await compare([pair(path, base, head)]);
  return files[0]!;
}

describe("the row diff is the multiset difference", () => {
  for (const [path, write] of [
    ["data.jsonl", jsonl],
    ["data.csv", csv],
  ] as const) {
    test(`${path}: any base against any head`, async () => {
      await fc.assert(
        fc.asyncProperty(rowList, rowList, rowList, async (shared, gone, come) => {
          const base = [...shared, ...gone];
          const head = [...come, ...shared];
          const file = await onlyFile(path, write(base), write(head));
          expect(changedKeys(file, "before")).toEqual(difference(base, head));
          expect(changedKeys(file, "after")).toEqual(difference(head, base));
          expect(file.rows.base).toBe(base.length);
          expect(file.rows.head).toBe(head.length);
          for (const [label, counts] of file.labels) {
            expect(counts.base).toBe(base.filter((sample) => sample.label === label).length);
            expect(counts.head).toBe(head.filter((sample) => sample.label === label).length);
          }
        }),
      );
    });

    test(`${path}: a shuffle changes nothing`, async () => {
      await fc.assert(
        fc.asyncProperty(
          rowList.chain((rows) =>
            fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
          ),
          async ([rows, shuffled]) => {
            const file = await onlyFile(path, write(rows), write(shuffled));
            expect(file.changes).toEqual([]);
          },
        ),
      );
    });
  }

  test("line numbers point at the row in its own file", async () => {
    await fc.assert(
      fc.asyncProperty(rowList, rowList, async (base, head) => {
        const lines = { base: jsonl(base).split("\n"), head: jsonl(head).split("\n") };
        const file = await onlyFile("data.jsonl", jsonl(base), jsonl(head));
        for (const change of file.changes) {
          for (const changed of [change.before, change.after]) {
            if (changed) expect(JSON.parse(lines[changed.side][changed.line - 1]!)).toEqual(changed.fields);
          }
        }
      }),
    );
  });
});
