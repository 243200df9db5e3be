import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ENDING, OPENING, PhraseTrie } from "../../../src/evidence/phrases/phrase-trie.ts";
import { TokenTable } from "../../../src/text/token-table.ts";

const row = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 9 });

/** Every run of one to five tokens with the rows that hold it, by looking at each. */
function counted(rows: readonly string[][], support: number): Map<string, number[]> {
  const found = new Map<string, number[]>();
  rows.forEach((words, index) => {
    const framed = [OPENING, ...words, ENDING];
    for (let start = 0; start < framed.length; start++) {
      for (let length = 1; length <= 5 && start + length <= framed.length; length++) {
        const key = framed.slice(start, start + length).join(" ");
        const holders = found.get(key) ?? [];
        if (holders.at(-1) !== index) holders.push(index);
        found.set(key, holders);
      }
    }
  });
  return new Map([...found].filter(([, holders]) => holders.length >= support));
}

describe("the phrases of rows", () => {
  test("are all runs of up to five tokens in so many rows, each with just its rows", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 14 }), fc.integer({ min: 1, max: 4 }), (rows, support) => {
        const tokens = new TokenTable();
        const ids = rows.map((words) => tokens.add(words.join(" ")));
        const { phrases } = PhraseTrie.build(tokens, ids, support);
        const found = new Map<string, number[]>();
        for (let node = 1; node < phrases.size; node++) {
          const words = phrases.tokensOf(node).map((token) => tokens.name(token));
          found.set(words.join(" "), [...phrases.rowsOf(node)]);
          expect(phrases.supportOf(node)).toBe(phrases.rowsOf(node).length);
          expect(phrases.lengthOf(node)).toBe(words.length);
        }
        expect(found).toEqual(counted(rows, support));
      }),
    );
  });
});
