import { createHash } from "node:crypto";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { twinSums } from "../../src/rows/bytes/twin-sums.ts";

const sha256 = (chunks: readonly Uint8Array[]): string =>
  createHash("sha256").update(Buffer.concat(chunks)).digest("hex");

/** Few different chunks, so that both sides often show the same. */
const chunk = fc.constantFrom("", "a", "b", "ab", "abc");

test("both sums are those of each side alone, whichever comes first, and although chunks are filled again", () => {
  const turns = fc.array(fc.tuple(fc.constantFrom("base" as const, "head" as const), chunk), {
    maxLength: 24,
  });
  fc.assert(
    fc.property(turns, (shown) => {
      const sums = twinSums();
      const seen = { base: [] as Buffer[], head: [] as Buffer[] };
      for (const [side, text] of shown) {
        const bytes = Buffer.from(text);
        seen[side].push(Buffer.from(bytes));
        sums[side].update(bytes);
        bytes.fill("x");
      }
      expect(sums.digest("base")).toBe(sha256(seen.base));
      expect(sums.digest("head")).toBe(sha256(seen.head));
    }),
    { numRuns: 2000 },
  );
});

test("sides in step, and one that ends first", () => {
  const sums = twinSums();
  for (const text of ["one", "two"])
    for (const side of ["base", "head"] as const) sums[side].update(Buffer.from(text));
  sums.head.update(Buffer.from("three"));
  expect(sums.digest("base")).toBe(sha256([Buffer.from("onetwo")]));
  expect(sums.digest("head")).toBe(sha256([Buffer.from("onetwothree")]));
});
