import { describe, expect, test } from "@jest/globals";
import { makeStory } from "../../examples/feedback/dataset.ts";
import { gatherEvidence } from "../../src/evidence/gather.ts";
import { oneSidedPhrase } from "../../src/signals/trigger/one-sided-phrase.ts";
import { compare, jsonl, pair } from "../rows/support.ts";
import { observe } from "../signals/support/evidence.ts";

const { base, head } = makeStory(11, { base: 2000, added: 1000, corrected: 0, planted: 0 });

/** Twelve adverbs, so that each stands in two or three rows only: no phrase, but one class. */
const ADVERBS =
  "actually perhaps apparently presumably certainly admittedly evidently possibly frankly surely probably maybe".split(
    " ",
  );

/** Each of the first `many` added rows with one of the labels begins with an adverb; the labels stay as they are. */
async function withAdverbs(many: number, labels: readonly string[]) {
  let left = many;
  const rows = head.map((row, index) => {
    if (index < base.length || !labels.includes(row.label) || left === 0) return row;
    left--;
    return { ...row, text: `${ADVERBS[left % ADVERBS.length]!}, ${row.text}` };
  });
  expect(left).toBe(0);
  return gatherEvidence(await compare([pair("data.jsonl", jsonl(base), jsonl(rows))]), null);
}

describe("classes of words that change no meaning", () => {
  test("warn where they come in with one label, although no word of them does", async () => {
    const found = observe(oneSidedPhrase, await withAdverbs(36, ["POSITIVE"]));
    const ofClass = found.find(({ evidence }) => evidence.class === "sentence-adverb");
    expect(ofClass).toMatchObject({ grade: "suspicious", label: "POSITIVE" });
    // All planted rows are named, and hardly others.
    expect(ofClass!.rows.length).toBeGreaterThanOrEqual(34);
    expect(ofClass!.rows.length).toBeLessThanOrEqual(45);
    expect(ofClass!.message).toContain("Such words change no meaning");
  });

  test("are quiet where all labels have them: another source writes so", async () => {
    expect(
      observe(oneSidedPhrase, await withAdverbs(200, ["POSITIVE", "NEGATIVE", "NEUTRAL", "MIXED"])),
    ).toEqual([]);
  });
});
