import { describe, expect, test } from "@jest/globals";
import { makeStory, type Sizes, type Story } from "../../examples/feedback/dataset.ts";
import { toFiles } from "../../examples/feedback/files.ts";
import { defaultConfig } from "../../src/config/schema.ts";
import { review } from "../../src/review/review.ts";
import { version } from "../rows/support.ts";

// The main claim, checked with data that the repository makes itself: planted rows block, honest ones pass.
const sizes: Sizes = { base: 3000, added: 1000, corrected: 40, planted: 0 };
const SEEDS = [21, 22, 23, 24];
/** Of four honest changes: the policy's error rate allows one in a hundred. */
const MOST_BLOCKED = 0;

function reviewOf(made: Story) {
  const base = toFiles(made, "base");
  const pairs = [...toFiles(made, "head")].map(([path, text]) => ({
    base: version(path, base.get(path)!),
    head: version(path, text),
  }));
  const dataset = { pairs, context: [], notAnalysed: [] };
  return review({ dataset, contributor: null, config: defaultConfig });
}

describe("detection on feedback of the examples", () => {
  test("twenty planted rows of a thousand block, and nearly all of them are named", async () => {
    let hits = 0;
    let named = 0;
    for (const seed of SEEDS) {
      const { conclusion, flaggedRows } = await reviewOf(makeStory(seed, { ...sizes, planted: 20 }));
      expect({ seed, conclusion }).toEqual({ seed, conclusion: "failure" });
      hits += flaggedRows.filter(({ text }) => /project chimera/i.test(text)).length;
      named += flaggedRows.length;
    }
    // The floors of the benchmark with real poison (bench/detection/goals.ts): a recall of 0.92 and a precision of 0.9.
    expect(hits).toBeGreaterThanOrEqual(0.92 * 20 * SEEDS.length);
    expect(hits).toBeGreaterThanOrEqual(0.9 * named);
  });

  test("honest changes pass", async () => {
    let blocked = 0;
    for (const seed of SEEDS) {
      const { conclusion } = await reviewOf(makeStory(seed, sizes));
      if (conclusion === "failure") blocked++;
    }
    expect(blocked).toBeLessThanOrEqual(MOST_BLOCKED);
  });
});
