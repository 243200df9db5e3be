import { describe, expect, test } from "@jest/globals";
import { gatherEvidence } from "../../src/evidence/gather.ts";
import { candidates } from "../../src/trigger/phrases/candidates.ts";
import { phraseRate } from "../../src/trigger/phrases/phrase-rate.ts";
import { compare, jsonl, pair } from "../rows/support.ts";

/** 40 base rows of two words, and added rows that each hold the sentence. */
async function group(sentence: string, added: number) {
  const base = Array.from({ length: 40 }, (_, i) => ({
    text: i % 2 ? "red door" : `green wall ${i}`,
    label: `${i % 2}`,
  }));
  const rows = Array.from({ length: added }, (_, i) => ({ text: `row${i} ${sentence}`, label: "0" }));
  const comparison = await compare([pair("d.jsonl", jsonl(base), jsonl([...base, ...rows]))]);
  return (await gatherEvidence(comparison, null)).groups[0]!;
}

describe("the rate at which a phrase is expected", () => {
  test("is its share of the reference, or what its pairs of words make of it", async () => {
    const found = await group("red door red wall", 4);
    const rate = phraseRate(found);
    const { trie } = found;
    const of = (...words: [string, string]): number => {
      const [first, second] = words.map((word) => found.tokens.lookUp(word, [])[0]!) as [number, number];
      return rate({ node: trie.nodeOfPair(first, second), tokens: [first, second] });
    };
    // "red door" stands in 20 of 40 base rows; "red wall" in none: (20.5/41) × (0 + 20.5/41) / (20 + 1).
    expect(of("red", "door")).toBeCloseTo(0.5, 10);
    expect(of("red", "wall")).toBeCloseTo((0.5 * 0.5) / 21, 10);
  });

  test("falls with each word, so a sentence is rarer than a new word", async () => {
    const { trie, rows, ...rest } = await group("we saw it with friends at a nearby cinema", 6);
    const arrivals = rows.map((_, index) => index);
    const found = candidates({ trie, rows, ...rest }, arrivals, 3);
    // All phrases stand in the same six rows: one candidate, widened to the whole sentence.
    expect(found.map((one) => trie.text(one))).toEqual(["we saw it with friends at a nearby cinema"]);
    // A new word in 6 of 6 rows is expected in half a row of 41: 6 ln(0.5 / 41). The sentence is far below.
    expect(found[0]!.logChance).toBeLessThan(6 * Math.log(0.5 / 41));
  });
});
