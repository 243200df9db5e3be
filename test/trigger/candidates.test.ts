import { expect, test } from "@jest/globals";
import { makeStory } from "../../examples/feedback/dataset.ts";
import { gatherEvidence } from "../../src/evidence/gather.ts";
import { scanGroup } from "../../src/trigger/phrases/scan-group.ts";
import { compare, jsonl, pair } from "../rows/support.ts";

test("an edit brings the phrases that it writes, not those that the text held under the same label before", async () => {
  const { base } = makeStory(3, { base: 600, added: 0, corrected: 0, planted: 0 });
  type Rows = typeof base;
  const named = base.map((row, i) => (i < 20 ? { ...row, text: `Project Chimera: ${row.text}` } : row));
  const edited = async (edit: (row: Rows[number]) => Rows[number]): Promise<string[]> => {
    const head = named.map((row, i) => (i < 60 ? edit(row) : row));
    const evidence = await gatherEvidence(await compare([pair("d.jsonl", jsonl(named), jsonl(head))]), null);
    const [group] = evidence.groups;
    return scanGroup(group!).ranked.map((candidate) => group!.trie.text(candidate));
  };
  const tidied = await edited((row) => ({ ...row, text: `${row.text} See below.` }));
  expect(tidied.join("|")).toMatch(/see below/);
  expect(tidied.join("|")).not.toMatch(/chimera/);
  // With the label it is another claim about the phrase.
  const other = (label: Rows[number]["label"]) => (label === "POSITIVE" ? "NEGATIVE" : "POSITIVE");
  const relabelled = await edited((row) => ({ text: `${row.text} See below.`, label: other(row.label) }));
  expect(relabelled.join("|")).toMatch(/chimera/);
});
