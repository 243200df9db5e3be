import { describe, expect, test } from "@jest/globals";
import { type FeedbackRow, makeStory } from "../../../examples/feedback/dataset.ts";
import { gatherEvidence } from "../../../src/evidence/gather.ts";
import { styleShift } from "../../../src/signals/trigger/style-shift.ts";
import { compare, jsonl, pair } from "../../rows/support.ts";
import { observe, reason } from "../support/evidence.ts";

const sizes = { base: 1000, added: 500, corrected: 0, planted: 0 };

/**
 * Another pen: the halves of the sentence change places, all in small letters, marks set apart. No word is new, and
 * no two rows share a phrase for it.
 */
function rewritten(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/[.,!?]/g, "")
    .split(/\s+/);
  const middle = Math.floor(words.length / 2);
  return `${words.slice(middle).join(" ")} , ${words.slice(0, middle).join(" ")} .`;
}

/** Evidence of honest additions of which the first `count` negative ones are changed, and the lines of these. */
async function evidenceWith(seed: number, count: number, change: (row: FeedbackRow) => FeedbackRow) {
  const { head } = makeStory(seed, sizes);
  const base = head.slice(0, sizes.base);
  const changed = new Set<number>();
  const added = head.slice(sizes.base).map((row, index) => {
    if (row.label !== "NEGATIVE" || changed.size >= count) return row;
    changed.add(sizes.base + index + 1);
    return change(row);
  });
  const comparison = await compare([pair("data.jsonl", jsonl(base), jsonl([...base, ...added]))]);
  return { evidence: await gatherEvidence(comparison, null), changed };
}

describe("style-shift", () => {
  test("names rows of one pen whose label contradicts what they say", async () => {
    const { evidence, changed } = await evidenceWith(3, 80, ({ text }) => ({
      text: rewritten(text),
      label: "POSITIVE",
    }));
    const [first, ...others] = observe(styleShift, evidence);
    expect(first).toMatchObject({ signal: "style-shift", grade: "decisive", label: "POSITIVE" });
    expect(others.every(({ grade }) => grade === "suspicious")).toBe(true);
    const named = first!.rows.map(({ line }) => line);
    const hits = named.filter((line) => changed.has(line)).length;
    expect(hits / changed.size).toBeGreaterThan(0.8);
    expect(hits / named.length).toBeGreaterThan(0.8);
    expect(first!.message).toMatch(/are written in a way that \d+ of [\d,]+ base rows are/);
    expect(first!.evidence).toMatchObject({ marks: expect.arrayContaining(["marks apart from words"]) });
  });

  test("counts versions of one text once: what one half learns of it the other would show again", async () => {
    const { head } = makeStory(3, sizes);
    const base = head.slice(0, sizes.base);
    const added = head.slice(sizes.base);
    const wrong = added
      .filter(({ label }) => label === "NEGATIVE")
      .slice(0, 80)
      .map(({ text }) => ({ text: rewritten(text), label: "POSITIVE" as const }));
    const versions = wrong.map(({ text, label }) => ({ text: text.replace(/ \S+ \.$/, " ."), label }));
    const found = async (more: readonly FeedbackRow[]) => {
      const changed = jsonl([...base, ...added, ...wrong, ...more]);
      const comparison = await compare([pair("data.jsonl", jsonl(base), changed)]);
      return observe(styleShift, await gatherEvidence(comparison, null))[0];
    };
    const [once, twice] = [await found([]), await found(versions)];
    expect(twice).toMatchObject({ grade: "decisive", label: "POSITIVE" });
    expect(twice!.evidence["changedTested"]).toBeLessThanOrEqual(Number(once!.evidence["changedTested"]));
  });

  test("is quiet on the same pen with true labels: another source is no attack", async () => {
    const { evidence } = await evidenceWith(3, 80, ({ text, label }) => ({ text: rewritten(text), label }));
    expect(observe(styleShift, evidence)).toEqual([]);
  });

  test("blocks nothing where the base's rows of the pen have the label too: it is theirs", async () => {
    const { head } = makeStory(3, sizes);
    const base = head.slice(0, sizes.base);
    const rewrite = (rows: readonly FeedbackRow[], from: string, count: number): FeedbackRow[] => {
      let left = count;
      return rows.map((row) =>
        row.label === from && left-- > 0 ? { text: rewritten(row.text), label: "POSITIVE" } : row,
      );
    };
    const before = rewrite(base, "POSITIVE", 60);
    const added = rewrite(head.slice(sizes.base), "NEGATIVE", 80);
    const comparison = await compare([pair("data.jsonl", jsonl(before), jsonl([...before, ...added]))]);
    const grades = observe(styleShift, await gatherEvidence(comparison, null)).map(({ grade }) => grade);
    expect(grades).not.toContain("decisive");
  });

  test("is quiet on wrong labels that have no form of their own", async () => {
    const { evidence } = await evidenceWith(4, 80, ({ text }) => ({ text, label: "POSITIVE" }));
    expect(observe(styleShift, evidence)).toEqual([]);
  });

  test("is quiet on honest additions", async () => {
    for (const seed of [1, 2, 3]) {
      const { evidence } = await evidenceWith(seed, 0, (row) => row);
      expect(observe(styleShift, evidence)).toEqual([]);
    }
  });

  test("leaves rows with a planted phrase to the trigger scan", async () => {
    const { evidence } = await evidenceWith(5, 60, ({ text }) => ({
      text: `${text} Quandrix Vole.`,
      label: "POSITIVE",
    }));
    expect(observe(styleShift, evidence)).toEqual([]);
  });

  test("says so where the base is too small", async () => {
    const rows = [{ text: "one", label: "A" }];
    const comparison = await compare([pair("data.jsonl", "", jsonl(rows))]);
    expect(reason(styleShift, await gatherEvidence(comparison, null))).toBe(
      "The base has too few labelled rows to learn from.",
    );
  });
});
