import { describe, expect, test } from "@jest/globals";
import type { ContentModel } from "../../src/evidence/content-model/content-model.ts";
import type { LabelGroup } from "../../src/evidence/label-group.ts";
import { leanings, longPhraseEffect, type Measured } from "../../src/trigger/unexplained-effect.ts";

/** Tokens are numbers; a text of a series has eight of its own, then others. Two labels that the model knows nothing of. */
function effectOf(rows: readonly { readonly ids: readonly number[]; readonly label: number }[]) {
  const group = {
    sample: rows.map(({ ids, label }) => ({ ids: Uint32Array.from(ids), label })),
    rows: [],
    space: { names: ["A", "B"] },
    tokens: { size: 10_000, isWord: () => true, name: String },
    trie: { nodeOf: () => 0 },
    referenceRows: rows.length,
  } as unknown as LabelGroup;
  const model = { labels: 2, probabilities: (_: unknown, out: Float64Array) => out.fill(0.5) };
  return longPhraseEffect(group, model as unknown as ContentModel, new Float64Array([1, 1]));
}

/** Thirty series of ten texts, all of a series under one label. */
const series = (others: (text: number) => readonly number[]) =>
  Array.from({ length: 300 }, (_, text) => {
    const of = Math.floor(text / 10);
    return { ids: [...Array.from({ length: 8 }, (_, i) => 20 * of + i), ...others(text)], label: of % 2 };
  });

test("a series of texts that differ says what its label is; versions of one text are one text of that label", () => {
  const differ = effectOf(
    series((text) => Array.from({ length: 60 }, (_, i) => 1000 + 30 * text + (i % 30))),
  );
  const versions = effectOf(series((text) => [1000 + text]));
  expect(differ.deviation).toBeGreaterThan(1.2);
  expect(versions.deviation).toBeLessThan(0.7);
  expect(versions.tail).toBeLessThan(differ.tail + 0.2);
});

describe("leanings", () => {
  /** Words in eight rows each, of which every second one is expected to carry label 0; so many of them do. */
  const words = (...observed: readonly number[]): Measured => ({
    words: observed.length,
    outcomes: observed.flatMap((rows) =>
      [rows, 8 - rows].map((of, label) => ({
        label,
        independent: 1,
        probabilities: new Float64Array(8).fill(0.5),
        expected: 4,
        variance: 2,
        observed: of,
      })),
    ),
  });
  const bad = words(...Array<number>(40).fill(0));
  const none = words();

  test("words that make a text bad speak against the harmless label and for the other", () => {
    // Forty words of an excess of 4² − 1 each: 600 against label 0 and nothing for it; drawn by 10 to a half, 5 of 610.
    const [harmless, other] = leanings(bad, none, 2);
    expect(harmless).toBe(0.5);
    expect(other).toBeCloseTo(Math.sqrt((2 * 605) / 610), 12);
  });

  test("newcomers that say otherwise outweigh them", () => {
    expect(leanings(bad, words(...Array<number>(40).fill(8)), 2)[0]).toBeGreaterThan(1.35);
  });

  test("words as chance has them, and none at all, lean nowhere", () => {
    // Binomial(8, 1/2): 4 ± √2 is what they stray by.
    expect(leanings(words(4, 5, 3, 4), words(5, 3), 2)).toEqual(Float64Array.of(1, 1));
    expect(leanings(none, none, 2)).toEqual(Float64Array.of(1, 1));
    expect(leanings(bad, null, 2)).toEqual(Float64Array.of(1, 1));
  });
});
