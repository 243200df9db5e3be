/** Lists of single words under keys have no labels: a word does not tell which list it stands in. */
import { expect, test } from "@jest/globals";
import { compare, pair } from "../support.ts";

const words = (sign: string): string[] => Array.from({ length: 60 }, (_, i) => `${sign}${String(i)}a`);
const texts = (sign: string): string[] =>
  words(sign).map((word, i) => (i % 3 === 0 ? `what about ${word}` : word));

test.each([
  ["words", words, null],
  ["texts, two in three of them a word", texts, "label"],
])("lists of %s", async (_, list, label) => {
  const document = (extra: string[]): string =>
    JSON.stringify({ en: [...list("b"), ...extra], fr: list("d"), de: list("g") });
  const { files } = await compare([pair("lists.json", document([]), document(["new", "newer"]))]);
  expect(files[0]!.columns).toMatchObject({ text: ["text"], label });
  expect(files[0]!.columns.unlabelled).toBeUndefined();
  expect(files[0]!.changes.map(({ after }) => after!.text)).toEqual(["new", "newer"]);
});
