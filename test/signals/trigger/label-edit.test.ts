import { describe, expect, test } from "@jest/globals";
import { type FeedbackRow, makeStory } from "../../../examples/feedback/dataset.ts";
import { gatherEvidence } from "../../../src/evidence/gather.ts";
import { labelEdit } from "../../../src/signals/trigger/label-edit.ts";
import { triggerScan } from "../../../src/signals/trigger/trigger-scan.ts";
import { compare, jsonl, pair } from "../../rows/support.ts";
import { observe, reason } from "../support/evidence.ts";

const { head: rows } = makeStory(3, { base: 2000, added: 0, corrected: 0, planted: 0 });

/**
 * Evidence of a pull request that relabels the first `count` rows that `choose` accepts, and the lines of these.
 * @param added rows that it adds besides
 */
async function relabelled(
  base: readonly FeedbackRow[],
  count: number,
  choose: (row: FeedbackRow) => boolean,
  label: FeedbackRow["label"],
  added: readonly FeedbackRow[] = [],
) {
  const lines = new Set<number>();
  const head = base.map((row, index) => {
    if (lines.size >= count || !choose(row)) return row;
    lines.add(index + 1);
    return { ...row, label };
  });
  const comparison = await compare([pair("data.jsonl", jsonl(base), jsonl([...head, ...added]))]);
  return { evidence: await gatherEvidence(comparison, null), lines };
}

describe("label-edit", () => {
  test("blocks a bulk of labels turned against their texts, and names rows and direction", async () => {
    const { evidence, lines } = await relabelled(rows, 30, ({ label }) => label === "NEGATIVE", "POSITIVE");
    const [found, ...others] = observe(labelEdit, evidence);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      grade: "decisive",
      label: "POSITIVE",
      evidence: { edits: 30, from: "NEGATIVE", to: "POSITIVE", rule: null },
    });
    expect(found!.rows.length).toBeGreaterThan(20);
    expect(found!.rows.every(({ line, side }) => side === "head" && lines.has(line))).toBe(true);
    expect(found!.message).toMatch(/Of 30 labels changed from `NEGATIVE` to `POSITIVE`, \d+ contradict/);
  });

  test("is quiet on corrections that put labels right", async () => {
    for (const seed of [1, 2]) {
      const { base, head } = makeStory(seed, { base: 2000, added: 0, corrected: 120, planted: 0 });
      const comparison = await compare([pair("data.jsonl", jsonl(base), jsonl(head))]);
      const evidence = await gatherEvidence(comparison, null);
      expect(evidence.changes.filter(({ edits }) => edits.label).length).toBeGreaterThan(30);
      expect(observe(labelEdit, evidence)).toEqual([]);
    }
  });

  test("is quiet when a label is dissolved into another", async () => {
    const { evidence } = await relabelled(rows, 2000, ({ label }) => label === "MIXED", "NEUTRAL");
    expect(observe(labelEdit, evidence)).toEqual([]);
  });

  test("only warns where all rows of a phrase are relabelled: that may be a rule", async () => {
    const base = rows.map((row, i) =>
      row.label === "NEGATIVE" && i % 16 === 0 ? { ...row, text: `${row.text} Seen on Korvandel.` } : row,
    );
    const chosen = ({ text }: FeedbackRow) => text.includes("Korvandel");
    const { evidence } = await relabelled(base, 2000, chosen, "POSITIVE");
    const [found, ...others] = observe(labelEdit, evidence);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ grade: "suspicious", phrase: expect.stringContaining("korvandel") });
    expect(found!.message).toMatch(/it may be a new rule/);
  });

  test("only warns where all rows of a category are relabelled and that is the change, and blocks beside other work", async () => {
    const kinds = rows.map((row, i) => ({
      ...row,
      kind: row.label === "NEGATIVE" && i % 12 === 0 ? (i % 84 === 12 ? "mail" : "post") : "shop",
    }));
    const isChosen = (row: FeedbackRow) => "kind" in row && row.kind !== "shop";
    const { evidence } = await relabelled(kinds, 2000, isChosen, "POSITIVE");
    const [found, ...others] = observe(labelEdit, evidence);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      grade: "suspicious",
      evidence: { rule: { column: "kind", value: "post" } },
    });
    expect(found!.message).toContain(
      "Nearly all base rows with `post` in `kind` are changed: it may be a new rule",
    );
    const { head, base } = makeStory(5, { base: 2000, added: 200, corrected: 0, planted: 0 });
    const beside = await relabelled(kinds, 2000, isChosen, "POSITIVE", head.slice(base.length));
    expect(observe(labelEdit, beside.evidence)).toMatchObject([{ grade: "decisive" }]);
    // Some of the category keep their label: these rows were chosen one by one.
    const some = await relabelled(kinds, 30, isChosen, "POSITIVE");
    expect(observe(labelEdit, some.evidence)).toMatchObject([{ grade: "decisive" }]);
  });

  test("warns where hardly a row of an everyday word keeps another label, though their texts agree", async () => {
    let seen = 0;
    const base = rows.map((row) => {
      if (row.label !== "POSITIVE" || ++seen % 10 !== 0) return row;
      const label = seen % 40 < 20 ? ("NEGATIVE" as const) : row.label;
      return { ...row, text: seen % 20 === 0 ? `${row.text} Monday.` : row.text, label };
    });
    const chosen = (row: FeedbackRow) => row.text.endsWith("Monday.") && row.label === "NEGATIVE";
    const { evidence, lines } = await relabelled(base, 2000, chosen, "POSITIVE");
    expect(lines.size).toBeGreaterThan(12);
    const [found, ...others] = observe(labelEdit, evidence);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ grade: "suspicious", phrase: expect.stringContaining("monday") });
    expect(found!.rows).toHaveLength(lines.size);
    // Other corrections to the label do not hide it.
    const wrong = base.map(({ label }, i) => label !== rows[i]!.label);
    const beside = await relabelled(
      base,
      2000,
      (row) => chosen(row) || wrong[base.indexOf(row)]!,
      "POSITIVE",
    );
    expect(beside.lines.size).toBeGreaterThan(1.3 * lines.size);
    const [hidden] = observe(labelEdit, beside.evidence);
    expect(hidden!.rows).toHaveLength(lines.size);
    const scattered = await relabelled(base, 20, (row) => row.label === "NEGATIVE", "POSITIVE");
    expect(observe(labelEdit, scattered.evidence).filter(({ phrase }) => phrase !== undefined)).toEqual([]);
  });

  test("blocks where rows of a word among much else get a label that their texts are no reason for", async () => {
    const { base: all, head } = makeStory(4, { base: 2000, added: 300, corrected: 0, planted: 0 });
    const added = head.slice(all.length);
    // Their texts say neither of the two labels.
    let seen = 0;
    const base = all.map((row): FeedbackRow => {
      if (row.label !== "NEUTRAL" || ++seen % 8 !== 0) return row;
      return { ...row, text: `${row.text} Monday.`, label: seen % 16 === 0 ? "POSITIVE" : "NEGATIVE" };
    });
    const isMonday = ({ text }: FeedbackRow) => text.endsWith("Monday.");
    const isChosen = (row: FeedbackRow) => isMonday(row) && row.label === "NEGATIVE";
    const share = Math.round(0.7 * base.filter(isChosen).length);
    const { evidence, lines } = await relabelled(base, share, isChosen, "POSITIVE", added);
    expect(lines.size).toBeGreaterThan(10);
    const [hidden, ...others] = observe(labelEdit, evidence);
    expect(others).toEqual([]);
    expect(hidden).toMatchObject({ grade: "decisive", phrase: "monday ." });
    expect(hidden!.rows.every(({ line }) => lines.has(line))).toBe(true);
    // Who looks for the word and puts right what is wrong follows the texts.
    const wrong = all.map((row, i): FeedbackRow => {
      if (row.label !== "NEGATIVE" || i % 10 !== 0) return row;
      return { ...row, text: `${row.text} Monday.`, label: i % 20 === 0 ? "POSITIVE" : row.label };
    });
    const toRight = (row: FeedbackRow) => isMonday(row) && row.label === "POSITIVE";
    const righted = await relabelled(wrong, 2000, toRight, "NEGATIVE", added);
    expect(righted.lines.size).toBeGreaterThan(10);
    expect(observe(labelEdit, righted.evidence).filter(({ grade }) => grade === "decisive")).toEqual([]);
  });

  test("does not block where all rows of a word were wrong, so that the base knows the word with the old label alone", async () => {
    const { base: all, head } = makeStory(4, { base: 2000, added: 300, corrected: 0, planted: 0 });
    const wrong = all.map((row, i): FeedbackRow => {
      if (row.label !== "NEGATIVE" || i % 8 !== 0) return row;
      return { ...row, text: `${row.text.split(" ").slice(0, 6).join(" ")} Monday.`, label: "POSITIVE" };
    });
    const isMonday = ({ text }: FeedbackRow) => text.endsWith("Monday.");
    const share = Math.round(0.7 * wrong.filter(isMonday).length);
    const { evidence, lines } = await relabelled(wrong, share, isMonday, "NEGATIVE", head.slice(all.length));
    expect(lines.size).toBeGreaterThan(10);
    const found = [...observe(labelEdit, evidence), ...observe(triggerScan, evidence)];
    expect(found.filter(({ grade }) => grade === "decisive")).toEqual([]);
  });

  test("says so where the base is too small", async () => {
    const comparison = await compare([pair("data.jsonl", "", jsonl([{ text: "one", label: "A" }]))]);
    expect(reason(labelEdit, await gatherEvidence(comparison, null))).toBe(
      "The base has too few labelled rows to learn from.",
    );
  });
});
