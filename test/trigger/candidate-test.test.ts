import { expect, test } from "@jest/globals";
import { makeStory } from "../../examples/feedback/dataset.ts";
import { scanGroup } from "../../src/trigger/phrases/scan-group.ts";
import { jsonl, pair } from "../rows/support.ts";
import { evidenceOf } from "../signals/support/evidence.ts";

/** How many of the rows with a word the model expects to carry their label, where planted rows hold these phrases by turns. */
async function expectedWith(word: string, phrases: readonly string[]): Promise<number> {
  const { base, head } = makeStory(3, { base: 1000, added: 500, corrected: 0, planted: 32 });
  let planted = 0;
  const added = head.map((row) => {
    if (!/project chimera/i.test(row.text)) return row;
    const phrase = phrases[planted++ % phrases.length]!;
    return { ...row, text: row.text.replace(/project chimera/i, phrase) };
  });
  const { groups } = await evidenceOf([pair("data.jsonl", jsonl(base), jsonl(added))]);
  const { tested } = scanGroup(groups[0]!);
  const found = tested.find(({ candidate }) => groups[0]!.trie.text(candidate) === word);
  return found!.expected;
}

test("names that are planted side by side do not explain each other", async () => {
  const firsts = ["umbral", "corvid", "lattice", "ferrous"];
  const pairs = firsts.flatMap((first) => [`${first} spindle`, `${first} harrow`]);
  const beside = await expectedWith("spindle", pairs);
  // The same rows without the first names.
  const alone = await expectedWith("spindle", ["spindle", "harrow"]);
  expect(beside).toBeLessThan(1.5 * alone);
});

test("what a trigger explains of a known word beside it stays explained: the word is no finding of its own", async () => {
  const { base } = makeStory(1, { base: 200, added: 0, corrected: 0, planted: 0 });
  const { head } = makeStory(3, { base: 0, added: 20, corrected: 0, planted: 20 });
  const { groups } = await evidenceOf([pair("data.jsonl", jsonl(base), jsonl([...base, ...head]))]);
  const group = groups[0]!;
  const texts = scanGroup(group).hits.map(({ candidate }) => group.trie.text(candidate));
  expect(texts).toContain("project chimera");
  expect(texts).not.toContain("the");
});
