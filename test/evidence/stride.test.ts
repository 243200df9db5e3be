import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Stride } from "../../src/evidence/base/base-sample.ts";

describe("items taken evenly", () => {
  test("are the same by their numbers as in order", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 700 }), (total, wanted) => {
        const inOrder = new Stride(total, wanted);
        const byNumber = new Stride(total, wanted);
        const items = Array.from({ length: total }, (_, item) => item);
        expect(items.map((item) => byNumber.takes(item))).toEqual(items.map(() => inOrder.take()));
      }),
    );
  });
});
