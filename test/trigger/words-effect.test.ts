import { describe, expect, test } from "@jest/globals";
import { atLeastOf, strongestWord } from "../../src/trigger/phrases/words-effect.ts";
import type { Scanned } from "../../src/trigger/scanned.ts";

/** Words 1 to 3, each its own node: the reference has the first in 50 rows, the second in 4, the third in 50. */
const scanned = {
  group: { trie: { nodeOf: (token: number) => token }, phraseCounts: { totals: [0, 50, 4, 50] } },
} as unknown as Scanned;
const records = [0, 2.5, 9, -1];
const recordOf = (node: number) => ({ mean: records[node]!, deviation: 0.5, dispersion: 1 });

const effectOfWords = (...of: Parameters<typeof strongestWord>): number => atLeastOf(strongestWord(...of));

describe("what the words of a phrase lead to expect", () => {
  test("is the strongest effect of a word that the reference knows, less its deviation", () => {
    expect(effectOfWords(scanned, [3, 1], recordOf)).toBe(2);
    expect(effectOfWords(scanned, [1, 2, 3], recordOf)).toBe(2);
  });

  test("is nothing where no word speaks for the label, and of a single word, which is the phrase itself", () => {
    expect(effectOfWords(scanned, [3, 3], recordOf)).toBe(0);
    expect(effectOfWords(scanned, [2, 3], recordOf)).toBe(0);
    expect(effectOfWords(scanned, [1], recordOf)).toBe(0);
  });
});
