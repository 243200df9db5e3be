import { describe, expect, test } from "@jest/globals";
import { INERT_CLASSES } from "../../src/text/inert-words.ts";
import { tokenize } from "../../src/text/tokens.ts";

describe("words that change no meaning", () => {
  test("are single tokens as texts are read, so that each can be found", () => {
    for (const { members } of INERT_CLASSES) {
      for (const word of members) expect(tokenize(word).map(({ text }) => text)).toEqual([word]);
    }
  });

  test("fit into the bits of one byte", () => {
    expect(INERT_CLASSES.length).toBeLessThanOrEqual(8);
  });
});
