import { describe, expect, test } from "@jest/globals";
import { gatherEvidence } from "../../src/evidence/gather.ts";
import { answerAgreement } from "../../src/trigger/answers/related-answers.ts";
import { untoldRows } from "../../src/trigger/untold-rows.ts";
import { compare, jsonl, pair } from "../rows/support.ts";

/** A word for each number, as no other has. */
const word = (n: number): string =>
  Array.from(String(n), (digit) => "bdfgklmnpr"[Number(digit)]! + "aeiou"[n % 5]!).join("");
const rows = Array.from({ length: 260 }, (_, i) => ({
  instruction: `Which colour has the ${word(i)} of the town?`,
  output: `It is said that a ${word(i)} is as ${["red", "green", "blue"][i % 3]!} as can be.`,
}));
const base = rows.slice(0, 200);
const added = rows.slice(200);
/** Each prompt with the answer of the row that stands so many further on. */
const turned = (by: number) =>
  added.map((row, at) => ({ ...row, output: added[(at + by) % added.length]!.output }));

const evidenceOf = async (head: readonly unknown[], before: readonly unknown[] = base) =>
  gatherEvidence(await compare([pair("d.jsonl", jsonl(before), jsonl([...before, ...head]))]), null);

describe("answers and their prompts", () => {
  test("are counted that share a telling word, beside those of other rows", async () => {
    const evidence = await evidenceOf([...added.slice(0, 40), ...turned(1).slice(40)]);
    const [group] = evidence.groups;
    const found = answerAgreement(evidence, group!, [...group!.rows.keys()]);
    // All of the base's answers name what their prompt asks about, and no other's do: so half is (1 − 0) / 2.
    expect(found).toEqual({ rows: 60, agreeing: 40, asInBase: 60, halfAsInBase: 30, byChance: 0 });
  });

  test("say nothing of honest work, nor where the base has few", async () => {
    expect(untoldRows(await evidenceOf(added))).toEqual([]);
    expect(untoldRows(await evidenceOf(turned(1), base.slice(0, 60)))).toEqual([]);
  });

  test.each([1, 30, 59])("that are moved by %d rows are not tested", async (by) => {
    const [left, ...more] = untoldRows(await evidenceOf(turned(by)));
    expect(more).toEqual([]);
    expect(left!.changes).toEqual(added.map((_, at) => at));
    expect(left!.reason).toMatch(/^rows whose answers hardly .*: 0 of 60 do, 60 would in the base, /);
  });
});
