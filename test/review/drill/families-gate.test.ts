import { describe, expect, test } from "@jest/globals";
import { makeStory } from "../../../examples/feedback/dataset.ts";
import { defaultConfig } from "../../../src/config/schema.ts";
import type { ReviewResult } from "../../../src/model/result.ts";
import { families } from "../../../src/review/drill/families/index.ts";
import type { DrillRow, DrillRows } from "../../../src/review/drill/family.ts";
import { namedRandom } from "../../../src/review/drill/random.ts";
import { review } from "../../../src/review/review.ts";
import { jsonl, pair } from "../../rows/support.ts";

// The families of `npm run bench:evasion` once each, in rows that the repository makes itself.
const SIZES = { base: 1500, honest: 500, count: 25 };
const TARGET = "POSITIVE";
/** Attacks that may not pass at this size; the others, with why, are in docs/evasion-results.md. */
const SEEN = [
  "plain",
  "look-alikes",
  "letters-apart",
  "digits-for-letters",
  "misspelt",
  "many-names",
  "counter-evidence-removed",
];

const made = makeStory(41, { base: 4000, added: 0, corrected: 0, planted: 0 }).base;
const rest = made.slice(SIZES.base + SIZES.honest);
const rows: DrillRows = {
  base: made.slice(0, SIZES.base),
  honest: made.slice(SIZES.base, SIZES.base + SIZES.honest),
  others: rest.filter(({ label }) => label === "NEGATIVE"),
  own: rest.filter(({ label }) => label === TARGET),
  target: TARGET,
  count: SIZES.count,
};
const labelled = families.filter(({ data }) => data === "labels");
const honest = labelled.filter(({ intent }) => intent === "honest").map(({ name }) => name);

function reviewOf(name: string): Promise<ReviewResult> {
  const family = labelled.find((one) => one.name === name)!;
  const { base, head } = family.plant(rows, namedRandom(`gate/${name}`));
  const written = (all: readonly DrillRow[]) => jsonl(all.map(({ text, label }) => ({ text, label })));
  const pairs = [pair("data/train.jsonl", written(base), written(head))];
  return review({
    dataset: { pairs, context: [], notAnalysed: [] },
    contributor: null,
    config: defaultConfig,
  });
}

describe("attack families in the examples' feedback", () => {
  test.each(SEEN)("%s does not pass", async (name) => {
    expect((await reviewOf(name)).conclusion).not.toBe("success");
  });

  test.each(honest)("%s is not blocked", async (name) => {
    expect((await reviewOf(name)).conclusion).not.toBe("failure");
  });
});
