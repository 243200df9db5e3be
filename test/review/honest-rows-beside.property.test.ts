import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { makeStory } from "../../examples/feedback/dataset.ts";
import { defaultConfig } from "../../src/config/schema.ts";
import { review } from "../../src/review.ts";
import { jsonl, pair } from "../rows/support.ts";

const made = makeStory(1, { base: 900, added: 300, corrected: 0, planted: 24 });
const asReview = ({ text, label }: { text: string; label: string }) => ({ review: text, sentiment: label });
const base = made.base.map(asReview);
const added = made.head.slice(base.length).map(asReview);
const { base: others } = makeStory(5, { base: 400, added: 0, corrected: 0, planted: 0 });

async function conclusionWith(rows: readonly { at: number; row: object }[]): Promise<string> {
  const all: object[] = [...added];
  for (const { at, row } of rows) all.splice(at % (all.length + 1), 0, row);
  const pairs = [pair("data/train.jsonl", jsonl(base), jsonl([...base, ...all]))];
  const result = await review({
    dataset: { pairs, context: [], notAnalysed: [] },
    contributor: null,
    config: defaultConfig,
  });
  return result.conclusion;
}

/** An honest row: under the names of the base or others, with columns of its own beside. */
const honestRow = fc
  .record({
    number: fc.nat(others.length - 1),
    names: fc.constantFrom(["review", "sentiment"], ["text", "label"], ["sentence", "category"]),
    beside: fc.dictionary(
      fc.constantFrom(
        "text",
        "label",
        "messages",
        "content",
        "target",
        "response",
        "id",
        "note",
        "__proto__",
      ),
      fc.oneof(
        fc.constantFrom("ok", "checked", "POSITIVE", "NEGATIVE", "", "the other thread says more"),
        fc.integer({ min: 0, max: 5 }),
        fc.constant([{ role: "user", content: "thanks for the kind words" }]),
        fc.constant(null),
      ),
      { maxKeys: 4 },
    ),
  })
  .map(({ number, names, beside }) => {
    const { text, label } = others[number]!;
    return { ...beside, [names[0]]: text, [names[1]]: label };
  });

test("no honest row beside planted ones makes a blocked pull request pass", async () => {
  expect(await conclusionWith([])).toBe("failure");
  const rows = fc.array(fc.record({ at: fc.nat(), row: honestRow }), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(rows, async (beside) => {
      expect(await conclusionWith(beside)).toBe("failure");
    }),
    { numRuns: 12 },
  );
});
