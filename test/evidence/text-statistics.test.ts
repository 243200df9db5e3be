import { expect, test } from "@jest/globals";
import { lengthBucket, textStatistics } from "../../src/evidence/text-statistics.ts";

test("lengths fall into buckets of powers of two", () => {
  expect([0, 1, 2, 3, 4, 7, 8, 1023, 1024].map(lengthBucket)).toEqual([0, 0, 1, 1, 2, 2, 3, 9, 10]);
});

test("rows are counted by length, script and class, plain ASCII like everything else", () => {
  const statistics = textStatistics();
  const texts = ["hello", "", "12:30", "привет", "hi\u200b\u200b", "😀😀"];
  for (const [order, text] of texts.entries()) statistics.row({ text, order });
  const { rows, lengthBuckets, scriptRows, characterClassRows } = statistics.fact();
  expect(rows).toBe(6);
  // In code points: 5, 0, 5, 6, 4 and 2.
  expect(lengthBuckets).toEqual([1, 1, 4]);
  expect(new Map(scriptRows)).toEqual(
    new Map([
      ["Cyrillic", 1],
      ["Latin", 2],
      ["none", 3],
    ]),
  );
  expect([...characterClassRows]).toEqual([["zero-width", 1]]);
});
