import { describe, expect, test } from "@jest/globals";
import { keyedHash } from "../../src/rows/bytes/keyed-hash.ts";

describe("keyedHash", () => {
  test("is HalfSipHash-2-4 with 64 bits of output", () => {
    // vectors_hsip64 of the reference implementation (github.com/veorq/SipHash, vectors.h): key 00 … 07, input 00 01 02 …
    const vectors = new Map([
      [0, "218d1f59b9b83cc8"],
      [1, "be552412f8387315"],
      [2, "064f39ef7c50eb57"],
      [3, "ce0f1a45f7060679"],
      [4, "d5e78a175be52ea1"],
      [7, "ff202728b07bc684"],
      [8, "edfee820bce4858c"],
      [11, "ae26333994ddcd48"],
      [16, "7336aad25f7bf3b5"],
    ]);
    const hash = keyedHash([0x03020100, 0x07060504]);
    for (const [length, expected] of vectors) {
      const input = Uint8Array.from({ length: length + 2 }, (_, i) => i - 1);
      hash.bytes(input, 1, length + 1);
      const out = Buffer.alloc(8);
      out.writeInt32LE(hash.lo, 0);
      out.writeInt32LE(hash.hi, 4);
      expect(out.toString("hex")).toBe(expected);
    }
  });

  test("has another key in every process, unless one is given", () => {
    const [a, b] = [keyedHash(), keyedHash()];
    a.text("the same text");
    b.text("the same text");
    expect([a.lo, a.hi]).not.toEqual([b.lo, b.hi]);
  });

  test("hashes a text as its UTF-8 bytes, long ones too", () => {
    const hash = keyedHash([1, 2]);
    for (const text of ["", "é😀", "x".repeat(50_000)]) {
      hash.text(text);
      const found = [hash.lo, hash.hi];
      const bytes = Buffer.from(text);
      hash.bytes(bytes, 0, bytes.length);
      expect(found).toEqual([hash.lo, hash.hi]);
    }
  });
});
