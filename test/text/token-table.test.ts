import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { hashTokens } from "../../src/text/token-hashes.ts";
import { TokenTable, tokenRun, UNKNOWN } from "../../src/text/token-table.ts";

// Texts full of what the two ways could disagree about: capitals, apostrophes, runs of marks, tabs, digits.
const plainText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      "Ann's",
      "it's",
      "s",
      "'",
      "''s",
      "...",
      "Don't",
      "d'S",
      " ",
      "#39;",
      "a",
      "B2",
      "\t",
      "\n",
    ),
    fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 1 }),
  ),
  maxLength: 40,
});

describe("tokens of plain ASCII, found in one walk,", () => {
  test("are those of the text", () => {
    fc.assert(
      fc.property(fc.array(plainText, { maxLength: 4 }), plainText, (known, text) => {
        const table = new TokenTable();
        for (const other of known) table.add(other);
        const run = tokenRun(1024);
        table.lookUpPlain(text, run);
        expect([...run.ids.subarray(0, run.count)]).toEqual(table.lookUp(text, []));
      }),
      { numRuns: 3000 },
    );
  });

  test("come with the text's token hashes, as many as there is room for", () => {
    fc.assert(
      fc.property(plainText, fc.constantFrom(1, 2, 3, 1024), (text, room) => {
        const table = new TokenTable();
        const run = tokenRun(room);
        table.lookUpPlain(text, run);
        const hashes = new Uint32Array(room);
        const count = hashTokens(text, hashes);
        // A text of signs alone is a token by itself, which its reader adds.
        const words = /[a-z0-9]/i.test(text) ? count : 0;
        expect([...run.hashes.subarray(0, run.hashed)]).toEqual([...hashes.subarray(0, words)]);
      }),
      { numRuns: 3000 },
    );
  });

  test("a token that was never added has no number, and thousands keep theirs", () => {
    const table = new TokenTable();
    const words = Array.from({ length: 20_000 }, (_, i) => `w${i}`);
    const ids = words.map((word) => table.add(word)[0]);
    expect(new Set(ids).size).toBe(20_000);
    expect(words.map((word) => table.lookUp(word.toUpperCase(), [])[0])).toEqual(ids);
    expect(table.lookUp("unheard", [])).toEqual([UNKNOWN]);
    expect(table.name(ids[777]!)).toBe("w777");
  });
});
