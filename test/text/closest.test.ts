import { expect, test } from "@jest/globals";
import { closest } from "../../src/text/closest.ts";

const known = ["include", "exclude", "columns", "blockAt"];

test.each([
  ["incldue", "include"],
  ["Include", "include"],
  ["colums", "columns"],
  ["block-at", "blockAt"],
  ["block_at", "blockAt"],
  ["zebra", null],
  ["", null],
  ["x".repeat(10_000), null],
])("%s → %s", (word, expected) => {
  expect(closest(word, known)).toBe(expected);
});
