import { expect, test } from "@jest/globals";
import type { ContentModel } from "../../src/evidence/content-model/content-model.ts";
import type { LabelGroup } from "../../src/evidence/label-group.ts";
import { longPhraseEffect } from "../../src/trigger/unexplained-effect.ts";

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
  return longPhraseEffect(group, model as unknown as ContentModel);
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
