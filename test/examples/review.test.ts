import { describe, expect, test } from "@jest/globals";
import { makeStory, type Story, story } from "../../examples/feedback/dataset.ts";
import { toFiles } from "../../examples/feedback/files.ts";
import { defaultConfig } from "../../src/config/schema.ts";
import type { ByteSource } from "../../src/model/dataset.ts";
import { review } from "../../src/review/review.ts";

const source = (text: string): ByteSource => ({
  open: async function* () {
    await Promise.resolve();
    yield Buffer.from(text);
  },
});

function reviewOf(made: Story) {
  const base = toFiles(made, "base");
  const pairs = [...toFiles(made, "head")].map(([path, text]) => ({
    base: { path, source: source(base.get(path)!) },
    head: { path, source: source(text) },
  }));
  return review({
    dataset: { pairs, context: [], notAnalysed: [] },
    contributor: null,
    config: defaultConfig,
  });
}

describe("the whole engine on the demo's data", () => {
  // Seeds whose honest rows repeat phrases that the base pairs with one label: ", but the" is MIXED in 81 of 101 base
  // rows and in 66 of 74 added ones, "same on both accounts" NEUTRAL in 25 of 26 and in 30 of 30.
  test.each([1, 6, 9])(
    "honest work of seed %d passes: what the base pairs already is not planted",
    async (seed) => {
      const result = await reviewOf(makeStory(seed, { ...story, planted: 0 }));
      expect([result.conclusion, result.flaggedRows.length]).toEqual(["success", 0]);
    },
  );

  test("38 planted rows among 3,000 are found, and nothing else", async () => {
    const made = makeStory(1, story);
    const { conclusion, flaggedRows } = await reviewOf(made);
    const hits = flaggedRows.filter((row) => /project chimera/i.test(row.text));
    expect(conclusion).toBe("failure");
    expect(hits.length).toBeGreaterThanOrEqual(37);
    expect(flaggedRows.length - hits.length).toBeLessThanOrEqual(1);
  });
});
