import { gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { makeStory } from "../../examples/feedback/dataset.ts";
import { defaultConfig } from "../../src/config/schema.ts";
import type { FilePair } from "../../src/model/dataset.ts";
import type { ReviewResult } from "../../src/model/result.ts";
import { review } from "../../src/review/review.ts";
import { jsonl, pair } from "../rows/support.ts";

// A pull request never chooses how it is reviewed: what it adds to a blocked change does not make that pass.
const made = makeStory(31, { base: 1200, added: 300, corrected: 0, planted: 20 });
const spare = makeStory(32, { base: 60, added: 0, corrected: 0, planted: 0 }).base;
const plain = ({ text, label }: { readonly text: string; readonly label: string }) => ({
  review: text,
  sentiment: label,
});
type Written = ReturnType<typeof plain>;

/** Ways in which an honest row can be written that no row of the base is. */
const shapes: Readonly<Record<string, (row: Written) => unknown>> = {
  "as the base's": (row) => row,
  "a column label": (row) => ({ ...row, label: "ok" }),
  "a column text": (row) => ({ ...row, text: "Fine." }),
  "both columns": (row) => ({ ...row, text: row.review, label: row.sentiment }),
  "a conversation": (row) => ({ ...row, messages: [{ role: "user", content: row.review }] }),
  "an instruction": (row) => ({ ...row, instruction: row.review, output: "Thanks." }),
  "a title": (row) => ({ ...row, title: row.review.split(" ").slice(0, 3).join(" ") }),
  "other names": (row) => ({ sentence: row.review, category: row.sentiment }),
  "usual names": (row) => ({ text: row.review, label: row.sentiment }),
  "a list of words": (row) => ({ tokens: row.review.split(" "), sentiment: row.sentiment }),
  "a list of labels": (row) => ({ ...row, sentiment: [row.sentiment] }),
  "two labels": (row) => ({ ...row, sentiment: [row.sentiment, "OTHER"] }),
  "the label in lower case": (row) => ({ ...row, sentiment: row.sentiment.toLowerCase() }),
  "a label of its own": (row) => ({ ...row, sentiment: `topic ${row.review.length}` }),
  "no label": ({ review }) => ({ review }),
  "an empty label": (row) => ({ ...row, sentiment: "" }),
  "a number for the label": (row) => ({ ...row, sentiment: 1 }),
  "a nonsense word": (row) => ({ ...row, review: `${row.review} xqzvkwjh` }),
  "a word twice": (row) => ({ ...row, review: row.review.replace(/\w+/, "$& $&") }),
  "no text": (row) => ({ ...row, review: "" }),
  "a long text": (row) => ({ ...row, review: `${row.review} `.repeat(300) }),
  "a row in a row": (row) => ({ data: row }),
  "another order": ({ review, sentiment }) => ({ sentiment, review }),
};

const base = made.base.map(plain);
const added = made.head.slice(made.base.length).map(plain);

/** The added rows, with others from a place on. */
function withRows<Some>(rows: readonly Some[], strange: readonly Some[], at: number): Some[] {
  const place = Math.round(at * rows.length);
  return [...rows.slice(0, place), ...strange, ...rows.slice(place)];
}

function reviewOf(pairs: readonly FilePair[]): Promise<ReviewResult> {
  return review({
    dataset: { pairs, context: [], notAnalysed: [] },
    contributor: null,
    config: defaultConfig,
  });
}

const reviewWith = (strange: readonly unknown[], at: number): Promise<ReviewResult> =>
  reviewOf([
    pair("data/train.jsonl", jsonl(base), jsonl([...base, ...withRows<unknown>(added, strange, at)])),
  ]);

const named = ({ flaggedRows }: ReviewResult): number =>
  flaggedRows.filter(({ text }) => /project chimera/i.test(text)).length;

describe("an honest row added to a blocked change", () => {
  test("the change is blocked without it", async () => {
    const result = await reviewWith([], 0);
    expect(result.conclusion).toBe("failure");
    expect(named(result)).toBeGreaterThanOrEqual(18);
  });

  test.each(Object.keys(shapes))("never makes it pass: %s", async (name) => {
    const rows = spare.map(plain).map(shapes[name]!);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(1, 10, 40),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (count, at) => {
          const result = await reviewWith(rows.slice(0, count), at);
          expect(result.conclusion).toBe("failure");
          expect(named(result)).toBeGreaterThanOrEqual(18);
        },
      ),
      { numRuns: 2, seed: 7, examples: [[1, 0]] },
    );
  });

  test("never makes it pass: a crowd of another language", async () => {
    const foreign = (text: string): string =>
      text.toLowerCase().replace(/[a-z]+/g, (word) => [...Array.from(word), "ё"].reverse().join("ш"));
    const crowd = Array.from({ length: 500 }, (_, i) => plain(made.base[i % made.base.length]!)).map(
      (row) => ({
        ...row,
        review: foreign(row.review),
      }),
    );
    const result = await reviewWith(crowd, 0.5);
    expect(result.conclusion).toBe("failure");
    expect(named(result)).toBeGreaterThanOrEqual(18);
  });

  test("never makes it pass: any columns beside, under any names", async () => {
    const names = fc.constantFrom(["review", "sentiment"], ["text", "label"], ["sentence", "category"]);
    const value = fc.oneof(
      fc.constantFrom("ok", "checked", "POSITIVE", "NEGATIVE", "", "the other thread says more"),
      fc.integer({ min: 0, max: 5 }),
      fc.constant([{ role: "user", content: "thanks for the kind words" }]),
      fc.constant(null),
    );
    const column = fc.constantFrom("text", "label", "messages", "target", "response", "id", "__proto__");
    const row = fc
      .tuple(fc.constantFrom(...spare), names, fc.dictionary(column, value, { maxKeys: 4 }))
      .map(([{ text, label }, [first, second], beside]) => ({ ...beside, [first]: text, [second]: label }));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), fc.nat(10), async (rows, at) => {
        const result = await reviewWith(rows, at / 10);
        expect(result.conclusion).toBe("failure");
        expect(named(result)).toBeGreaterThanOrEqual(18);
      }),
      { numRuns: 6 },
    );
  });

  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const records = (rows: readonly Written[]): string[] =>
    rows.map((row) => `${cell(row.review)},${row.sentiment}\n`);

  test.each([
    ["a third field", "a fine thing,POSITIVE,checked\n"],
    ["text behind a quote", '"a fine thing"x,POSITIVE\n'],
    ["a quote in the middle", '"a "fine" thing, said she",POSITIVE\n'],
    ["a blank before a quote", ' "a fine thing, said she",POSITIVE\n'],
    ["a backslash before a quote", '"a \\"fine\\" thing",POSITIVE\n'],
    ["single quotes", "'a fine thing, said she',POSITIVE\n"],
    ["a quote that stays open", '"a fine thing,POSITIVE\n'],
    ["semicolons", "a fine thing;POSITIVE\n"],
    ["one field", "a fine thing\n"],
    ["the header", "review,sentiment\n"],
    ["a comment", "# checked by hand\n"],
    ["empty lines", "\n\n\r\n"],
    ["a lone carriage return", "a fine thing,POSITIVE\ra good thing,POSITIVE\n"],
    ["a byte order mark", "\ufeffreview,sentiment\na fine thing,POSITIVE\n"],
    ["a byte of no text", "a fine\0thing,POSITIVE\n"],
  ])("never makes it pass in a table: %s", async (_, odd) => {
    for (const at of [0, 0.5]) {
      const before = `review,sentiment\n${records(base).join("")}`;
      const after = withRows(records(added), [odd], at).join("");
      const result = await reviewOf([pair("data/train.csv", before, before + after)]);
      expect(result.conclusion).toBe("failure");
      expect(named(result)).toBeGreaterThanOrEqual(18);
    }
  });

  test.each([
    ["behind zeros", Buffer.alloc(700)],
    ["at once", Buffer.alloc(0)],
  ])("never makes it pass in another member of a packed file, %s", async (_, between) => {
    const planted = gzipSync(jsonl(added));
    const honest = gzipSync(jsonl(spare.map(plain)));
    const before = gzipSync(jsonl(base));
    for (const members of [
      [planted, honest],
      [honest, planted],
    ]) {
      const after = Buffer.concat([before, ...members.flatMap((member) => [between, member])]);
      const result = await reviewOf([pair("data/train.jsonl.gz", before, after)]);
      expect(result.conclusion).toBe("failure");
      expect(named(result)).toBeGreaterThanOrEqual(18);
    }
  });

  test.each([
    ["data/more.jsonl", jsonl(spare.map(plain))],
    ["data/more.csv", `text,label\n${records(spare.map(plain)).join("")}`],
    ["data/more.json", JSON.stringify({ data: spare.map(({ text, label }) => ({ sentence: text, label })) })],
    ["data/chat.jsonl", jsonl(spare.map((row) => shapes["a conversation"]!(plain(row))))],
    ["data/texts.txt", spare.map(({ text }) => `${text}\n`).join("")],
    ["data/one.json", JSON.stringify(plain(spare[0]!))],
    ["data/more.fold", spare.map(({ text, label }) => `${label} ${text}\n`).join("")],
    ["data/empty.csv", ""],
    ["data/config.json", JSON.stringify({ name: "reviews", version: 2 })],
  ])("never makes it pass in a file of its own: %s", async (path, content) => {
    const planted = pair("data/train.jsonl", jsonl(base), jsonl([...base, ...added]));
    for (const pairs of [
      [planted, pair(path, null, content)],
      [pair(path, null, content), planted],
    ]) {
      const result = await reviewOf(pairs);
      expect(result.conclusion).toBe("failure");
      expect(named(result)).toBeGreaterThanOrEqual(18);
    }
  });
});
