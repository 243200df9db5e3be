import { describe, expect, test } from "@jest/globals";
import { hashTokens } from "../../src/text/token-hashes.ts";

function hashes(text: string, room = 1024): number[] {
  const out = new Uint32Array(room);
  return [...out.subarray(0, hashTokens(text, out))];
}

describe("hashes of tokens", () => {
  test("case, punctuation, width and invisible characters make no difference", () => {
    const plain = hashes("project chimera isn't good");
    expect(plain).toHaveLength(4);
    for (const text of [
      "Project CHIMERA -- isn't good!",
      "pro\u200bject chimera isn\u2019t good",
      "ｐｒｏｊｅｃｔ chimera isn't good",
    ]) {
      expect(hashes(text)).toEqual(plain);
    }
  });

  test("characters of spaceless scripts count in pairs, pictographs alone", () => {
    const whole = hashes("数据集");
    expect(whole).toHaveLength(3);
    expect(hashes("据集")[1]).toBe(whole[2]);
    expect(hashes("good 😀")).toHaveLength(2);
  });

  test("a text of signs alone is one token, a blank one none", () => {
    expect(hashes("?!")).toHaveLength(1);
    expect(hashes("?!")).not.toEqual(hashes("..."));
    expect(hashes(" \n")).toEqual([]);
  });

  test("no more is written than there is room for, and a megabyte in one cell is read in part", () => {
    expect(hashes("a b c d", 2)).toEqual(hashes("a b"));
    expect(hashes("word ".repeat(1_000_000), 100_000).length).toBeLessThan(10_000);
  });
});
