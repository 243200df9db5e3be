import { describe, expect, test } from "@jest/globals";
import { makeStory } from "../../examples/feedback/dataset.ts";
import { gatherEvidence } from "../../src/evidence/gather.ts";
import { untoldRows } from "../../src/trigger/untold-rows.ts";
import { compare, jsonl, pair } from "../rows/support.ts";

const { base, head } = makeStory(3, { base: 600, added: 200, corrected: 0, planted: 0 });
const added = head.slice(base.length);
type Rows = readonly { readonly text: string; readonly label: string }[];

async function untold(rows: Rows, before: Rows = base) {
  const comparison = await compare([pair("d.jsonl", jsonl(before), jsonl([...before, ...rows]))]);
  return untoldRows(await gatherEvidence(comparison, null));
}

/** Greek letters in place of Latin ones, without marks: nothing that the base has. */
const inAnotherLanguage = (row: Rows[number]) => ({
  ...row,
  text: row.text
    .replace(/[^a-z ]/giu, "")
    .replace(/[a-z]/giu, (letter) => String.fromCodePoint(0x3b1 + (letter.toLowerCase().charCodeAt(0) % 24))),
});
const indices = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

describe("rows of which the base says too little", () => {
  test("are none of honest work, be it one row or all of one label", async () => {
    expect(await untold(added)).toEqual([]);
    expect(await untold(added.slice(0, 1))).toEqual([]);
    expect(await untold(added.filter(({ label }) => label === "NEGATIVE"))).toEqual([]);
  });

  test("are those of another language, and no others beside them", async () => {
    const [left, ...more] = await untold(added.map((row, at) => (at < 100 ? inAnotherLanguage(row) : row)));
    expect(more).toEqual([]);
    expect(left!.changes).toEqual(indices(0, 100));
    expect(left!.reason).toMatch(/: \d+ of 100 do, \d+ would in the base, \d+ by chance$/);
  });

  test("are those whose labels were dealt out anew", async () => {
    const dealt = added.map((row, at) => ({ ...row, label: added[(at * 7 + 3) % added.length]!.label }));
    const [left, ...more] = await untold(dealt);
    expect(more).toEqual([]);
    expect(left!.changes.length).toBeGreaterThan(190);
  });

  test("are not named where the base is told as little of its own", async () => {
    const noise = (rows: Rows): Rows => rows.map((row, at) => ({ ...row, label: at % 2 ? "odd" : "even" }));
    expect(await untold(noise(added), noise(base))).toEqual([]);
  });
});
