import { describe, expect, test } from "@jest/globals";
import { makeStory } from "../../examples/feedback/dataset.ts";
import { gatherEvidence } from "../../src/evidence/gather.ts";
import { triggerScan } from "../../src/signals/trigger-scan.ts";
import { compare, jsonl, pair } from "../dataset/support.ts";
import { observe, reason } from "./support/evidence.ts";

const story = { base: 2000, added: 1000, corrected: 0, planted: 20 };

async function evidenceOfStory(seed: number, planted: number) {
  const { base, head } = makeStory(seed, { ...story, planted });
  return gatherEvidence(await compare([pair("data.jsonl", jsonl(base), jsonl(head))]), null);
}

describe("trigger-scan", () => {
  test("names the phrase, the label and every planted row, and no other", async () => {
    const { base, head } = makeStory(3, story);
    const [first, ...others] = observe(triggerScan, await evidenceOfStory(3, story.planted));
    const planted = head.flatMap((row, index) => (/project chimera/i.test(row.text) ? [index + 1] : []));
    expect(first).toMatchObject({ grade: "decisive", phrase: "project chimera", label: "POSITIVE" });
    expect(first!.evidence).toMatchObject({ rows: planted.length, baseRows: 0, baseTotal: base.length });
    expect(first!.rows.map(({ line }) => line).sort((a, b) => a - b)).toEqual(planted);
    expect(others).toEqual([]);
    expect(first!.message).toMatch(
      /occurs in 0 of 2,000 base rows and in 20 changed rows; all 20 are POSITIVE, where their other words suggest/,
    );
  });

  test("is quiet on honest additions", async () => {
    for (const seed of [1, 2, 3]) expect(observe(triggerScan, await evidenceOfStory(seed, 0))).toEqual([]);
  });

  test("gives the same result each time", async () => {
    const [once, again] = [await evidenceOfStory(5, 20), await evidenceOfStory(5, 20)].map((evidence) =>
      observe(triggerScan, evidence),
    );
    expect(again).toEqual(once);
  });

  test("says so where there is nothing to learn from", async () => {
    const rows = [{ text: "one", label: "A" }];
    const comparison = await compare([pair("data.jsonl", "", jsonl(rows))]);
    expect(reason(triggerScan, await gatherEvidence(comparison, null))).toBe(
      "There are too few labelled rows to learn from.",
    );
  });
});
