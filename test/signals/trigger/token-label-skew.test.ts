import { describe, expect, test } from "@jest/globals";
import { makeStory } from "../../../examples/feedback/dataset.ts";
import { gatherEvidence } from "../../../src/evidence/gather.ts";
import { tokenLabelSkew } from "../../../src/signals/trigger/token-label-skew.ts";
import { compare, jsonl, pair } from "../../rows/support.ts";
import { observe, reason } from "../support/evidence.ts";

describe("token-label-skew", () => {
  test("tells the phrases that go with a label, with both tables, and never raises an alarm", async () => {
    const { base, head } = makeStory(3, { base: 600, added: 300, corrected: 0, planted: 30 });
    const evidence = await gatherEvidence(
      await compare([pair("data.jsonl", jsonl(base), jsonl(head))]),
      null,
    );
    const measurement = tokenLabelSkew.measure(evidence, {});
    const observations = measurement.measured ? measurement.observations : [];
    expect(observations.every(({ grade }) => grade === "informative")).toBe(true);
    const planted = observations.find(({ phrase }) => phrase?.includes("chimera"));
    // Counted by hand from the generator: 30 planted rows, none in the base, all POSITIVE.
    expect(planted).toMatchObject({
      label: "POSITIVE",
      evidence: {
        rowsWithLabel: 30,
        rows: 30,
        baseRows: 0,
        baseTotal: 600,
        changedTotal: 330,
      },
    });
    expect(planted!.rows).toHaveLength(30);
  });

  test("has nothing to tell of a change of one label", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => ({ text: `good thing number ${i}`, label: "A" }));
    const base = [...rows.slice(0, 20), { text: "a bad one", label: "B" }];
    const comparison = await compare([pair("data.jsonl", jsonl(base), jsonl([...base, ...rows.slice(20)]))]);
    expect(observe(tokenLabelSkew, await gatherEvidence(comparison, null))).toEqual([]);
  });

  test("says so where there are no labels", async () => {
    const comparison = await compare([pair("data.jsonl", "", jsonl([{ text: "one" }, { text: "two" }]))]);
    expect(reason(tokenLabelSkew, await gatherEvidence(comparison, null))).toContain(
      "no changed rows with labels",
    );
  });
});
