import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { countedRows } from "../../../src/evidence/content-model/content-model.ts";
import { FeatureSpace } from "../../../src/evidence/content-model/feature-space.ts";
import { ModelCounts, pairsIn } from "../../../src/evidence/content-model/model-counts.ts";
import { RowEvidence } from "../../../src/evidence/content-model/row-evidence.ts";
import type { Weighing } from "../../../src/evidence/content-model/weights.ts";
import { TokenTable } from "../../../src/text/token-table.ts";

const WORDS = [
  "good",
  "goods",
  "bad",
  "badly",
  "film",
  "films",
  "not",
  "a",
  "the",
  "!",
  "한국",
  "한국어",
  "ምርጫ",
];
const LABELS = 3;
const row = fc.record({
  words: fc.array(fc.constantFrom(...WORDS), { maxLength: 8 }),
  label: fc.nat({ max: LABELS - 1 }),
});
const MIXTURES: readonly Weighing[] = [
  {
    priors: [
      { rows: 1, weight: 0.5 },
      { rows: 10, weight: 0.2 },
    ],
    squared: 0,
  },
  { priors: [{ rows: 10, weight: 1 }], squared: 0.6 },
  { priors: [{ rows: 1, weight: -0.3 }], squared: 0.4 },
];
const mixtures = { words: MIXTURES[0]!, pairs: MIXTURES[1]!, letters: MIXTURES[2]! };
/** The same as the sum of evidence in three ways, and what each weighs for words, pairs and letters. */
const WAYS = [1, 10, 0].map((rows) => {
  const one = rows === 0 ? { priors: [], squared: 1 } : { priors: [{ rows, weight: 1 }], squared: 0 };
  return { words: one, pairs: one, letters: one };
});
const WEIGHTS = [0.5, 0, -0.3, 0.2, 1, 0, 0, 0.6, 0.4];
type Row = { words: string[]; label: number };

/** The formulas of docs/content-model.md over Maps, with nothing remembered: words, pairs and letter runs of one row. */
function expected(
  counted: readonly Row[],
  priors: Float64Array,
  own: number,
  asked: string[],
  blind: Set<string>,
) {
  const views = [wordsOf, pairsOf, lettersOf];
  return views.map((featuresOf, view) => {
    const sums = new Float64Array(LABELS);
    const inRows = counted.map(({ words, label }) => ({ label, features: featuresOf(words, new Set()) }));
    let known = 0;
    for (const feature of featuresOf(asked, blind)) {
      const counts = new Float64Array(LABELS);
      for (const { features, label } of inRows) {
        // A row holds the letters of each of its distinct words.
        const times = features.filter((one) => one === feature).length;
        counts[label]! += view === 2 ? times : Math.min(1, times);
      }
      const total = counts.reduce((sum, count) => sum + count, 0);
      if (total - (own >= 0 ? 1 : 0) <= 0) continue;
      known++;
      counts.forEach((count, l) => {
        if (count === 0) return;
        const left = count - (l === own ? 1 : 0);
        const rest = total - (own >= 0 ? 1 : 0) - left;
        const { priors: mixture, squared } = MIXTURES[view]!;
        for (const { rows, weight } of mixture) sums[l]! += weight * Math.log1p(left / (rows * priors[l]!));
        const odds = Math.log1p(left / (10 * priors[l]!)) - Math.log1p(rest / (10 * (1 - priors[l]!)));
        if (left > 0) sums[l]! += squared * odds * Math.abs(odds);
      });
    }
    return sums.map((sum) => sum / Math.sqrt(Math.max(1, known)));
  });
}

const wordsOf = (words: string[], blind: Set<string>): string[] =>
  [...new Set(words)].filter((word) => !blind.has(word));

const pairsOf = (words: string[], blind: Set<string>): string[] => {
  const pairs = words.flatMap((word, i) => {
    const before = i === 0 ? "" : words[i - 1]!;
    return blind.has(word) || blind.has(before) ? [] : [`${before} ${word}`];
  });
  return [...new Set(pairs)];
};

const lettersOf = (words: string[], blind: Set<string>): string[] =>
  wordsOf(words, blind).flatMap((word) => {
    const framed = word === "!" ? "" : `<${word}>`;
    return (/[가-힣ሀ-፼]/.test(word) ? [2, 3] : [4, 5]).flatMap((n) =>
      Array.from({ length: Math.max(0, framed.length - n + 1) }, (_, i) => framed.slice(i, i + n)),
    );
  });

describe("the evidence of a row", () => {
  test("is what the formulas say, whatever was asked before, blind to any words and left out of its own counts", () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 12 }),
        fc.array(row, { minLength: 1, maxLength: 4 }),
        fc.uniqueArray(fc.constantFrom(...WORDS), { maxLength: 3 }),
        (counted, others, hidden) => {
          const tokens = new TokenTable();
          const ids = ({ words }: Row): Uint32Array => tokens.add(words.join(" "));
          const space = new FeatureSpace(tokens);
          const asked = [...counted, ...others];
          for (const one of asked) space.learn(ids(one));
          // Some rows are counted elsewhere, as another thread does it.
          const features = { labels: LABELS, words: tokens.size, pairs: space.pairs };
          const counts = new ModelCounts(features);
          const elsewhere = new ModelCounts(structuredClone(features));
          for (const [i, one] of counted.entries())
            (i % 3 === 0 ? elsewhere : counts).add(ids(one), one.label);
          counts.addPart(structuredClone(elsewhere.part()));
          const priors = Float64Array.of(0.5, 0.3, 0.2);
          const rows = countedRows(space, counts);
          const ways = new RowEvidence(space, rows, priors, WAYS);
          const alone = new RowEvidence(space, rows, priors, [mixtures]);
          const mixed = new RowEvidence(space, rows, priors, [mixtures], { of: ways, weights: WEIGHTS });
          const blind = new Set(hidden);
          const hiddenIds = hidden.map((word) => tokens.idOf(word));
          for (const [i, one] of asked.entries()) {
            const own = i < counted.length ? one.label : -1;
            const pairsOfRow = pairsIn(counts.pairNumbers, ids(one), new Uint32Array(one.words.length));
            const plain = { ids: ids(one), own };
            const paired = { ...plain, pairs: pairsOfRow };
            ways.of(plain, []);
            for (const [given, unseen, seen] of [
              [plain, new Set<string>(), undefined],
              [paired, blind, hiddenIds],
              [paired, new Set(["film"]), [tokens.idOf("film")]],
              [paired, new Set<string>(), []],
              [paired, blind, hiddenIds],
              // Its kept sums are no other row's: the same text under no label.
              [{ ...paired, own: -1 }, blind, hiddenIds],
            ] as const) {
              for (const evidence of [alone, mixed]) {
                const found = evidence.of(given, seen);
                const right = expected(counted, priors, given.own, one.words, unseen);
                // One assertion for all: each costs more than what it looks at.
                const apart = right.flatMap((sums, view) => [
                  ...sums.map((sum, l) => Math.abs(found[view]![l]! - sum)),
                ]);
                expect(Math.max(...apart)).toBeLessThan(5e-11);
              }
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
