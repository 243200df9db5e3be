import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { textReader } from "../../../src/evidence/base-rows.ts";
import { buildSieve, openSieve, ranksOf } from "../../../src/evidence/neighbours/sieve.ts";
import {
  buildSimilarityIndex,
  NEAR_DUPLICATE,
  openSimilarityIndex,
} from "../../../src/evidence/neighbours/similarity-index.ts";
import { setGroups } from "../../../src/evidence/neighbours/token-sets.ts";
import { TokenTable } from "../../../src/text/token-table.ts";

/** Few words, so that texts are often near to each other; some unknown to the table, possessives, other scripts. */
const word = fc.constantFrom(..."abcdefghijklmnop".split(""), "Ann's", "don't", "x1", "été", "!");
const text = fc.array(word, { minLength: 1, maxLength: 24 }).map((words) => words.join(" "));

function setsOf(texts: readonly string[]): readonly Uint32Array[] {
  const groups = setGroups((tokens) => tokens);
  for (const one of texts) groups.of(one);
  return groups.sets;
}

describe("the sieve before the search for near-duplicates", () => {
  test("lets every row pass that a probe finds something for", () => {
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 30 }),
        fc.array(text, { maxLength: 5 }),
        fc.array(text, { maxLength: 10 }),
        fc.array(text, { minLength: 1, maxLength: 30 }),
        (indexed, alsoIndexed, alsoKnown, rows) => {
          // One sieve stands before two indexes.
          const indexes = [indexed, alsoIndexed].map((texts) =>
            openSimilarityIndex(buildSimilarityIndex(setsOf(texts), NEAR_DUPLICATE)),
          );
          const tables = buildSieve([...setsOf(indexed), ...setsOf(alsoIndexed)], NEAR_DUPLICATE);
          const tokens = new TokenTable();
          // Of another group of files, the table knows no word: what it does not know may still be indexed.
          for (const one of [...indexed.slice(1), ...alsoKnown]) tokens.add(one);
          const read = textReader(tokens);
          const passes = openSieve(tables, ranksOf(tables, tokens));
          for (const row of rows) {
            const bytes = Buffer.from(row);
            const ascii = bytes.length === row.length;
            const { run } = read({ bytes, start: 0, end: bytes.length, text: ascii ? null : row });
            let found = 0;
            for (const index of indexes) index.probe(run.hashes, run.hashed, () => found++);
            if (found > 0) expect(passes(run)).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test("stops rows that share too little with any indexed one", () => {
    const tokens = new TokenTable();
    const indexed = ["one two three four five six", "seven eight nine ten eleven twelve"];
    for (const one of indexed) tokens.add(one);
    const tables = buildSieve(setsOf(indexed), NEAR_DUPLICATE);
    const passes = openSieve(tables, ranksOf(tables, tokens));
    const read = textReader(tokens);
    const answer = (row: string): boolean => {
      const bytes = Buffer.from(row);
      return passes(read({ bytes, start: 0, end: bytes.length, text: null }).run);
    };
    expect(answer("one two three four five six")).toBe(true);
    // Five of six words, of seven in all: 0.71.
    expect(answer("one two three four five six more")).toBe(true);
    expect(answer("one two three ten eleven twelve")).toBe(false);
    expect(answer("none of these words")).toBe(false);
  });
});
