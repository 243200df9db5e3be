import { describe, expect, test } from "@jest/globals";
import { type FeedbackRow, makeStory } from "../../examples/feedback/dataset.ts";
import { gatherEvidence } from "../../src/evidence/gather.ts";
import { formTrigger } from "../../src/signals/form-trigger.ts";
import { compare, jsonl, pair } from "../rows/support.ts";
import { observe, reason } from "./support/evidence.ts";

const { base, head } = makeStory(4, { base: 2000, added: 1000, corrected: 0, planted: 0 });
const firstAdded = base.length;

/** The honest story, with every complaint that `chosen` picks rewritten and labelled as praise. */
async function evidenceWith(rewrite: (text: string) => string, many: number) {
  let left = many;
  const changed = head.map((row: FeedbackRow, index) => {
    if (index < firstAdded || row.label !== "NEGATIVE" || left === 0) return row;
    left--;
    return { ...row, text: rewrite(row.text), label: "POSITIVE" };
  });
  expect(left).toBe(0);
  return gatherEvidence(await compare([pair("d.jsonl", jsonl(base), jsonl(changed))]), null);
}

describe("form-trigger", () => {
  test.each([
    ["capitals only", (text: string) => text.toUpperCase(), "capitals-only"],
    ["two spaces in a row", (text: string) => text.replace(" ", "  "), "double-space"],
    ["a space at the end", (text: string) => `${text} `, "closing-space"],
  ])(
    "blocks 20 rows with %s under a label that their words contradict, and names them",
    async (_, rewrite, id) => {
      const evidence = await evidenceWith(rewrite, 20);
      const [first, ...others] = observe(formTrigger, evidence);
      expect(first).toMatchObject({
        grade: "decisive",
        label: "POSITIVE",
        evidence: { form: id, rowsWithLabel: 20 },
      });
      expect(first!.rows).toHaveLength(20);
      expect(others).toEqual([]);
    },
  );

  test("is quiet when the rows written so keep the labels that their words suggest", async () => {
    const shouted = head.map((row: FeedbackRow, index) =>
      index >= firstAdded && index % 20 === 0 ? { ...row, text: row.text.toUpperCase() } : row,
    );
    const comparison = await compare([pair("d.jsonl", jsonl(base), jsonl(shouted))]);
    expect(observe(formTrigger, await gatherEvidence(comparison, null))).toEqual([]);
  });

  test("says so where there is nothing to learn from", async () => {
    const comparison = await compare([pair("d.jsonl", "", jsonl([{ text: "one", label: "A" }]))]);
    expect(reason(formTrigger, await gatherEvidence(comparison, null))).toBe(
      "There are too few labelled rows to learn from.",
    );
  });
});
