import { expect, test } from "@jest/globals";
import { floorText } from "../../../src/review/drill/report/words.ts";

test("the least tried size bounds the measured floor from above, the largest one from below", () => {
  const of = (measured: number | null) =>
    floorText({ label: "x", stated: 8, measured }, [10, 20, 40]).join(", ");
  expect(of(10)).toBe("8, at most 10");
  expect(of(20)).toBe("8, 20");
  expect(of(null)).toBe("8, more than 40");
});
