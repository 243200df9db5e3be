import { expect, test } from "@jest/globals";
import { grown } from "../../src/collections/grown.ts";

test("a longer array of the same kind with the same beginning", () => {
  expect(grown(Uint8Array.of(1, 2))).toEqual(Uint8Array.of(1, 2, 0, 0));
  expect(grown(Float64Array.of(0.5), 3)).toEqual(Float64Array.of(0.5, 0, 0));
});
