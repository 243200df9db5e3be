import { describe, expect, test } from "@jest/globals";
import { gatherEvidence } from "../../../src/evidence/gather.ts";
import { lostLetters } from "../../../src/signals/rows/lost-letters.ts";
import { letterLoss } from "../../../src/text/lost-letters.ts";
import { compare, jsonl, pair } from "../../rows/support.ts";
import { observe } from "../support/evidence.ts";

const texts = Array.from(
  { length: 12 },
  (_, i) => `La soupe numéro ${String(i)} était très agréable à Orléans`,
);
const rows = (written: readonly string[]): string =>
  jsonl(written.map((text) => ({ text, label: "positive" })));

async function saved(harm: (text: string, i: number) => string) {
  const dataset = await compare([pair("d.jsonl", rows(texts), rows(texts.map(harm)))]);
  return { dataset, observations: observe(lostLetters, await gatherEvidence(dataset, null)) };
}

describe("lost-letters", () => {
  test("letters that became question marks in all rows are one warning, and the rows are edits", async () => {
    const { dataset, observations } = await saved((text) => text.replace(/[^ -~]/g, "?"));
    expect(dataset.files[0]!.rows).toMatchObject({ edited: 12, added: 0, removed: 0 });
    expect(observations).toHaveLength(1);
    expect(observations[0]).toMatchObject({ grade: "suspicious", title: "Letters became question marks" });
    expect(observations[0]!.rows).toHaveLength(12);
    expect(observations[0]!.message).toContain("`é`");
  });

  test("so are those that were read in another encoding", async () => {
    const { observations } = await saved((text) => Buffer.from(text, "utf8").toString("latin1"));
    expect(observations[0]).toMatchObject({ title: "Letters became wrong letters" });
  });

  test("and those that were read so a second time", () => {
    const harm = (text: string): string => Buffer.from(text, "utf8").toString("latin1");
    expect(letterLoss(harm(texts[0]!), harm(harm(texts[0]!)))).toBe("wrong letters");
    expect(letterLoss(harm(harm(texts[0]!)), harm(texts[0]!))).toBeNull();
  });

  test("a few slips, and letters that are taken away by hand, are none", async () => {
    const slips = await saved((text, i) => (i < 4 ? text.replaceAll("é", "?") : text));
    expect(slips.observations).toEqual([]);
    const plain = await saved((text) => text.normalize("NFD").replace(/\p{M}/gu, ""));
    expect(plain.observations).toEqual([]);
  });

  test("another text in a script without ASCII is none for its question mark; without any of its letters it is", () => {
    expect(letterLoss("이 영화 정말 재미 있어요 그래요", "저 배우 연기 너무 좋은 건가요?")).toBeNull();
    expect(letterLoss("이 영화 정말 재미 있어요", "? ?? ?? ?? ???")).toBe("question marks");
  });

  test("a repair is no loss", () => {
    expect(letterLoss("tr?s agr?able ? table", "très agréable à table")).toBeNull();
    expect(letterLoss("trÃ¨s agrÃ©able Ã  table", "très agréable à table")).toBeNull();
  });
});
