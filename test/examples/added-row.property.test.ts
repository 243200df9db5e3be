import { describe, expect, jest, test } from "@jest/globals";
import fc from "fast-check";
import { makeStory } from "../../examples/feedback/dataset.ts";
import { defaultConfig } from "../../src/config/schema.ts";
import type { ReviewResult } from "../../src/model/result.ts";
import { review } from "../../src/review.ts";
import { jsonl, pair } from "../rows/support.ts";

// A pull request never chooses how it is reviewed: what it adds to a blocked change does not make that pass.
jest.setTimeout(900_000);

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
  "no text": (row) => ({ ...row, review: "" }),
  "a long text": (row) => ({ ...row, review: `${row.review} `.repeat(300) }),
  "a row in a row": (row) => ({ data: row }),
  "another order": ({ review, sentiment }) => ({ sentiment, review }),
};

async function reviewWith(strange: readonly unknown[], at: number): Promise<ReviewResult> {
  const base = made.base.map(plain);
  const added = made.head.slice(made.base.length).map(plain);
  const place = Math.round(at * added.length);
  const head = [...base, ...added.slice(0, place), ...strange, ...added.slice(place)];
  const pairs = [pair("data/train.jsonl", jsonl(base), jsonl(head))];
  return review({
    dataset: { pairs, context: [], notAnalysed: [] },
    contributor: null,
    config: defaultConfig,
  });
}

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
});
