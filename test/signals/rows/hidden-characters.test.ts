import { describe, expect, test } from "@jest/globals";
import { hiddenCharacters } from "../../../src/signals/rows/hidden-characters.ts";
import { jsonl, pair } from "../../rows/support.ts";
import { adding, alarms, evidenceOf, honest, observe } from "../support/evidence.ts";

const { base, added } = honest(1000, 300);

/** The first `n` added rows with something put into their text, all under one label. */
function planted(n: number, put: (text: string) => string) {
  return added.map((row, i) => (i < n ? { text: put(row.text), label: "POSITIVE" } : row));
}

describe("what hides", () => {
  test("tag characters in several rows are decisive and name the rows", async () => {
    const found = alarms(
      hiddenCharacters,
      await adding(
        base,
        planted(12, (text) => `${text}\u{E0041}`),
      ),
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      grade: "decisive",
      label: "POSITIVE",
      evidence: { class: "tag", rows: 12, changedRows: 300, referenceRows: 1000, referenceRowsWithClass: 0 },
    });
    // Rows 1 to 1000 are the base, so the first added one stands on line 1001.
    expect(found[0]!.rows.map((row) => row.line)).toEqual(Array.from({ length: 12 }, (_, i) => 1001 + i));
    expect(found[0]!.message).toContain("U+E0041");
  });

  test("bidi overrides in several rows are decisive", async () => {
    const evidence = await adding(
      base,
      planted(5, (text) => `\u202e${text}`),
    );
    expect(alarms(hiddenCharacters, evidence)).toMatchObject([
      { grade: "decisive", evidence: { class: "bidi-control" } },
    ]);
  });

  test.each([
    ["zero-width", (text: string) => text.replace(" ", " \u200b")],
    ["mixed-script", (text: string) => `Proje\u0441t ${text}`],
  ])("%s characters under one label are suspicious", async (name, put) => {
    const evidence = await adding(base, planted(20, put));
    expect(alarms(hiddenCharacters, evidence)).toMatchObject([
      { grade: "suspicious", label: "POSITIVE", evidence: { class: name, rows: 20 } },
    ]);
  });

  test("six rows are enough where half of the others have the label, and one row of another label hides nothing", async () => {
    const put = (text: string): string => text.replace(" ", " \u200b");
    const few = await adding(base, planted(6, put));
    expect(alarms(hiddenCharacters, few)).toMatchObject([{ grade: "suspicious", evidence: { rows: 6 } }]);
    const mixed = planted(12, put).map((row, i) => (i === 0 ? { ...row, label: "NEGATIVE" } : row));
    expect(alarms(hiddenCharacters, await adding(base, mixed))).toMatchObject([{ grade: "suspicious" }]);
  });
});

describe("what is honest", () => {
  test("a single no-break space is a fact, no alarm", async () => {
    const found = observe(
      hiddenCharacters,
      await adding(
        base,
        planted(1, (text) => `10\u00a0km ${text}`),
      ),
    );
    expect(found).toMatchObject([{ grade: "informative", evidence: { class: "unusual-space", rows: 1 } }]);
  });

  test("zero-width spaces spread over all labels, as copied from a page, are no alarm", async () => {
    const copied = added.map((row, i) => (i % 10 === 0 ? { ...row, text: `${row.text}\u200b` } : row));
    expect(alarms(hiddenCharacters, await adding(base, copied))).toEqual([]);
  });

  test("at the base's own rate nothing is said at all", async () => {
    const french = (row: { text: string; label: string }) => ({ ...row, text: `${row.text}\u00a0!` });
    expect(observe(hiddenCharacters, await adding(base.map(french), added.map(french)))).toEqual([]);
  });

  test("Persian with joiners and emoji families in English data say nothing", async () => {
    const rows = [
      { text: "می\u200cخواهم این را ببینم", label: "POSITIVE" },
      { text: "lovely day out 👨\u200d👩\u200d👧", label: "POSITIVE" },
    ];
    expect(observe(hiddenCharacters, await adding(base, rows))).toEqual([]);
  });

  test("an edit that keeps what the row had, or takes it away, says nothing", async () => {
    const before = base.map((row, i) => (i < 10 ? { ...row, text: `${row.text}\u200b` } : row));
    const after = before.map((row, i) => {
      if (i < 5) return { ...row, text: row.text.replace("\u200b", "") };
      return i < 10 ? { ...row, text: `Well, ${row.text}` } : row;
    });
    const evidence = await evidenceOf([pair("d.jsonl", jsonl(before), jsonl(after))]);
    expect(observe(hiddenCharacters, evidence)).toEqual([]);
  });

  test("a new dataset without any base is told, not judged", async () => {
    const rows = added.map((row) => ({ ...row, text: `${row.text}\u202c` }));
    const found = observe(hiddenCharacters, await evidenceOf([pair("new.jsonl", null, jsonl(rows))]));
    expect(found.map((observation) => observation.grade)).toEqual(["informative"]);
    expect(found[0]!.message).toContain("no earlier rows");
  });
});
