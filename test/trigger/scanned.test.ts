import { expect, test } from "@jest/globals";
import { effectOf, leaningOf, type Scanned } from "../../src/trigger/scanned.ts";

/** The second of two rows is of another language. */
const scanned = (fittedOn: "reference" | "changes") =>
  ({
    rows: [0, 1],
    isForeign: () => [false, true],
    group: { fittedOn, tokens: { name: String, isWord: (id: number) => id !== 9 } },
    wordEffect: () => ({ deviation: 0.4, tail: 2 }),
    newEffect: (foreign: boolean) => ({ deviation: foreign ? 1.5 : 0.7, tail: 1 }),
    longPhraseEffect: (foreign: boolean) => ({ deviation: foreign ? 1.6 : 0.8, tail: 1 }),
    symbolEffect: () => ({ deviation: 0.9, tail: 1.2 }),
    leaning: () => Float64Array.of(0.5, 1.3),
  }) as unknown as Scanned;
const effect = (referenceRows: number, fittedOn: "reference" | "changes" = "reference") =>
  effectOf(scanned(fittedOn), { tokens: [1], referenceRows, rows: [1] });

test("a word that a few base rows have may say what new ones say, and no more", () => {
  for (const rows of [0, 1, 5]) expect(effect(rows)).toEqual({ deviation: 1.5, tail: 1 });
  expect(effect(6)).toEqual({ deviation: 0.4, tail: 2 });
});

test("in rows of words that the base has it may say what is said there, whatever rows of another language say", () => {
  const at = (rows: number[], tokens = [1]) =>
    effectOf(scanned("reference"), { tokens, referenceRows: 0, rows }).deviation;
  expect([at([0]), at([0, 1]), at([1])]).toEqual([0.7, 0.7, 1.5]);
  const sentence = [1, 2, 3, 4, 5, 6, 7];
  expect([at([0], sentence), at([0, 1], sentence), at([1], sentence)]).toEqual([0.8, 0.8, 1.6]);
});

test("where the change itself is all that is known, every word is", () => {
  expect(effect(0, "changes")).toEqual({ deviation: 0.4, tail: 2 });
});

test("a symbol may say what symbols say, for every label alike, and a known one what words say; one beside a word is a phrase", () => {
  const at = scanned("reference");
  for (const referenceRows of [0, 3])
    expect(effectOf(at, { tokens: [9, 9], referenceRows, rows: [1] })).toEqual({ deviation: 0.9, tail: 1.2 });
  expect(effectOf(at, { tokens: [9], referenceRows: 50, rows: [1] })).toEqual({ deviation: 0.9, tail: 2 });
  expect(effectOf(at, { tokens: [9, 1], referenceRows: 0, rows: [1] })).toEqual({ deviation: 1.5, tail: 1 });
  expect([0, 1].map((label) => leaningOf(at, { tokens: [9] }, label))).toEqual([1, 1]);
  expect([0, 1].map((label) => leaningOf(at, { tokens: [9, 1] }, label))).toEqual([0.5, 1.3]);
});
