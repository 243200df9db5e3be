import { describe, expect, test } from "@jest/globals";
import { schemaDrift } from "../../../src/signals/files/schema-drift.ts";
import { jsonl, pair } from "../../rows/support.ts";
import { adding, alarms, evidenceOf, honest, observe } from "../support/evidence.ts";

const { base, added } = honest(300, 60);

describe("labels", () => {
  test("a second spelling of an established label is suspicious and names its rows", async () => {
    const rows = added.map((row, i) => (i < 4 ? { ...row, label: "Positive" } : row));
    const found = alarms(schemaDrift, await adding(base, rows));
    expect(found).toMatchObject([
      { grade: "suspicious", label: "Positive", evidence: { established: "POSITIVE", rows: 4 } },
    ]);
    expect(found[0]!.rows.map((row) => row.line)).toEqual([301, 302, 303, 304]);
  });

  test("renaming a label everywhere is a fact", async () => {
    const renamed = base.map((row) => ({ ...row, label: row.label === "POSITIVE" ? "positive" : row.label }));
    const evidence = await evidenceOf([pair("d.jsonl", jsonl(base), jsonl(renamed))]);
    expect(alarms(schemaDrift, evidence)).toEqual([]);
    expect(observe(schemaDrift, evidence)).toMatchObject([{ label: "positive", grade: "informative" }]);
  });

  test("a new label is normal work", async () => {
    const rows = added.map((row, i) => (i < 10 ? { ...row, label: "SARCASM" } : row));
    expect(observe(schemaDrift, await adding(base, rows))).toMatchObject([
      { grade: "informative", title: "A new label", evidence: { labels: ["SARCASM"], rows: 10 } },
    ]);
  });

  test("a dataset that tells `US` from `us` may add another such pair", async () => {
    const before = base.map((row, i) => ({ ...row, label: ["US", "us", "UK"][i % 3]! }));
    const rows = added.map((row) => ({ ...row, label: "uk" }));
    expect(alarms(schemaDrift, await adding(before, rows))).toEqual([]);
  });

  test.each(["pos", "POSITIVE.", "POSTIVE"])("%s beside POSITIVE is a second spelling", async (spelling) => {
    const rows = added.map((row, i) => (i < 4 ? { ...row, label: spelling } : row));
    expect(alarms(schemaDrift, await adding(base, rows))).toMatchObject([
      { grade: "suspicious", label: spelling, evidence: { established: "POSITIVE", rows: 4 } },
    ]);
  });

  test("all labels gone is decisive", async () => {
    const bare = base.map(({ text }) => ({ text }));
    const evidence = await evidenceOf([pair("d.jsonl", jsonl(base), jsonl(bare))]);
    expect(alarms(schemaDrift, evidence)).toMatchObject([
      { grade: "decisive", title: "All labels vanish", evidence: { labelsBefore: 300, labelsAfter: 0 } },
    ]);
    // Nothing was tested against fewer of them.
    const few = [...base.slice(0, 4), ...bare.slice(4)];
    expect(alarms(schemaDrift, await evidenceOf([pair("d.jsonl", jsonl(few), jsonl(bare))]))).toEqual([]);
  });
});

describe("numbers of labels that get other names", () => {
  const numbered = base.map((row) => ({ ...row, label: row.label === "POSITIVE" ? 1 : 0 }));
  const more = added.map((row) => ({ ...row, label: row.label === "POSITIVE" ? 1 : 0 }));
  const exchange = {
    path: "README.md",
    labels: [
      { number: "0", before: "NEGATIVE", after: "POSITIVE" },
      { number: "1", before: "POSITIVE", after: "NEGATIVE" },
    ],
    isExchange: true,
    isUnread: false,
  };
  const saying = async (rows: readonly object[], head: readonly object[], renumbered: typeof exchange) => {
    const evidence = await evidenceOf([pair("d.jsonl", jsonl(rows), jsonl(head))]);
    return alarms(schemaDrift, {
      ...evidence,
      comparison: { ...evidence.comparison, renumbered: [renumbered] },
    });
  };

  test("an exchange is decisive where rows say the numbers", async () => {
    expect(await saying(numbered, [...numbered, ...more], exchange)).toMatchObject([
      {
        grade: "decisive",
        title: "2 numbers of labels have another name",
        message: expect.stringMatching(
          /0 was `NEGATIVE` and is `POSITIVE`.*right where the names were wrong/,
        ),
      },
    ]);
  });

  test("and where their list is all that changes, itself a data file", async () => {
    const list = (names: object) => pair("label_map.json", JSON.stringify(names), JSON.stringify(names));
    const evidence = await evidenceOf([list({ 0: "NEGATIVE", 1: "POSITIVE" })]);
    const renumbered = [{ ...exchange, path: "label_map.json" }];
    const comparison = { ...evidence.comparison, renumbered };
    expect(alarms(schemaDrift, { ...evidence, comparison })).toMatchObject([{ grade: "decisive" }]);
  });

  test("and where nothing but the names changes", async () => {
    const evidence = await evidenceOf([]);
    const comparison = { ...evidence.comparison, renumbered: [exchange] };
    expect(alarms(schemaDrift, { ...evidence, comparison })).toMatchObject([{ grade: "decisive" }]);
  });

  test("it is suspicious where rows say words, or are edited with the names", async () => {
    expect(await saying(base, [...base, ...added], exchange)).toMatchObject([{ grade: "suspicious" }]);
    const turned = numbered.map((row) => ({ ...row, label: 1 - row.label }));
    const grades = (await saying(numbered, turned, exchange)).map(({ grade }) => grade);
    expect(grades[0]).toBe("suspicious");
  });

  test("a new name is suspicious, and so is a file that cannot be read any more", async () => {
    const renamed = { ...exchange, labels: exchange.labels.slice(0, 1), isExchange: false };
    expect(await saying(numbered, [...numbered, ...more], renamed)).toMatchObject([
      { grade: "suspicious", title: "1 number of labels has another name" },
    ]);
    const unread = { ...exchange, labels: [], isExchange: false, isUnread: true };
    expect(await saying(numbered, [...numbered, ...more], unread)).toMatchObject([
      { grade: "suspicious", title: "README.md cannot be read any more" },
    ]);
  });
});

describe("a label that one file loses", () => {
  const test600 = honest(900, 60).base.slice(300);
  const kept = test600.filter(({ label }) => label !== "POSITIVE");
  const stays = new Set([...base, ...added].map(({ text, label }) => `${label} ${text}`));
  const lost = test600.filter((row) => !kept.includes(row) && !stays.has(`${row.label} ${row.text}`)).length;
  const train = pair("train.jsonl", jsonl(base), jsonl([...base, ...added]));
  const loses = pair("test.jsonl", jsonl(test600), jsonl(kept));
  const vanishes = async (pairs: Parameters<typeof evidenceOf>[0]) =>
    observe(schemaDrift, await evidenceOf(pairs)).filter(({ title }) => title === "A label vanishes");

  test("is suspicious where other files keep it, and names the rows", async () => {
    const [found] = await vanishes([train, loses]);
    expect(found).toMatchObject({ grade: "suspicious", evidence: { path: "test.jsonl", rows: lost } });
    expect(found!.rows).toHaveLength(lost);
  });

  test("is a note where the label goes from all files, where its rows move, and where they are few", async () => {
    const everywhere = pair(
      "train.jsonl",
      jsonl(base),
      jsonl(base.filter((row) => row.label !== "POSITIVE")),
    );
    expect((await vanishes([everywhere, loses])).map(({ grade }) => grade)).toEqual([
      "informative",
      "informative",
    ]);
    const gone = test600.filter(({ label }) => label === "POSITIVE");
    const moved = pair("train.jsonl", jsonl(base), jsonl([...base, ...gone]));
    expect(await vanishes([moved, loses])).toMatchObject([{ grade: "informative" }]);
    const few = pair("test.jsonl", jsonl([...kept, ...gone.slice(0, 10)]), jsonl(kept));
    expect(await vanishes([train, few])).toMatchObject([{ grade: "informative" }]);
  });
});

describe("rows that are gone", () => {
  test("a file without any row is suspicious", async () => {
    const evidence = await evidenceOf([pair("d.jsonl", jsonl(base), "")]);
    expect(alarms(schemaDrift, evidence)).toMatchObject([
      { grade: "suspicious", title: "All rows vanish", evidence: { rowsBefore: 300 } },
    ]);
  });

  test("a file of a few rows is no data set: that it goes is a note", async () => {
    for (const left of [null, ""]) {
      const evidence = await evidenceOf([pair("d.jsonl", jsonl(base.slice(0, 9)), left)]);
      expect(alarms(schemaDrift, evidence)).toEqual([]);
    }
  });

  test("a deleted file is worth a look; not where its rows stand in another one now", async () => {
    const deleted = await evidenceOf([pair("d.jsonl", jsonl(base), null)]);
    expect(alarms(schemaDrift, deleted)).toMatchObject([
      { grade: "suspicious", title: "A dataset file is deleted" },
    ]);
    const merged = await evidenceOf([
      pair("d.jsonl", jsonl(base.slice(0, 100)), null),
      pair("e.jsonl", jsonl(base.slice(100)), jsonl([...base.slice(100), ...base.slice(0, 100)])),
    ]);
    expect(alarms(schemaDrift, merged)).toEqual([]);
    const copied = await evidenceOf([
      pair("d.jsonl", jsonl(base), null),
      pair("e.jsonl", jsonl(base), jsonl([...base, { ...base[0], text: "one more" }])),
    ]);
    expect(observe(schemaDrift, copied)).toMatchObject([
      { grade: "informative", title: "A dataset file is deleted", evidence: { rowsRemoved: 0 } },
    ]);
  });

  test("a file that loses most of its rows is worth a look", async () => {
    const evidence = await evidenceOf([pair("d.jsonl", jsonl(base), jsonl(base.slice(0, 100)))]);
    expect(alarms(schemaDrift, evidence)).toMatchObject([
      { grade: "suspicious", title: "Most rows vanish", evidence: { rowsBefore: 300, rowsRemoved: 200 } },
    ]);
  });

  test("where texts do not tell rows apart, rows go with their other cells: the id alone makes no row of its own", async () => {
    const rows = Array.from({ length: 300 }, (_, id) => ({
      id,
      text: `template ${id % 5}`,
      label: "ask",
      answer: `a${id}`,
    }));
    const lost = await evidenceOf([pair("d.jsonl", jsonl(rows), jsonl(rows.slice(0, 100)))]);
    expect(alarms(schemaDrift, lost)).toMatchObject([
      { grade: "suspicious", title: "Most rows vanish", evidence: { rowsBefore: 300, rowsRemoved: 200 } },
    ]);
    const again = rows.map(({ answer: _, ...row }) => ({ ...row, part: row.id % 5 }));
    const folded = await evidenceOf([pair("d.jsonl", jsonl(again), jsonl(again.slice(0, 100)))]);
    expect(alarms(schemaDrift, folded)).toEqual([]);
  });
});

describe("columns and texts", () => {
  test("a new column in two files is one note", async () => {
    const wider = base.map((row) => ({ ...row, annotator: "a1" }));
    const evidence = await evidenceOf([
      pair("a.jsonl", jsonl(base), jsonl(wider)),
      pair("b.jsonl", jsonl(base.slice(0, 100)), jsonl(wider.slice(0, 100))),
    ]);
    expect(observe(schemaDrift, evidence)).toMatchObject([
      {
        grade: "informative",
        title: "New columns",
        evidence: { paths: ["a.jsonl", "b.jsonl"], columns: ["annotator"] },
      },
    ]);
  });

  test("a column that changes its type is told", async () => {
    const scored = (score: unknown) => base.map((row) => ({ ...row, score }));
    const evidence = await evidenceOf([
      pair("d.jsonl", jsonl(scored(1)), jsonl([...scored(1), { ...added[0], score: "one" }])),
    ]);
    expect(observe(schemaDrift, evidence)).toMatchObject([
      { title: "A column changes its type", evidence: { column: "score", type: "string", rows: 1 } },
    ]);
  });

  test("rows without text are told, with how many there were before", async () => {
    const rows = added.map((row, i) => (i < 3 ? { ...row, text: " " } : row));
    expect(observe(schemaDrift, await adding(base, rows))).toMatchObject([
      { grade: "informative", title: "Rows without text", evidence: { rows: 3, rowsBefore: 0 } },
    ]);
  });

  test("additions of the same structure say nothing", async () => {
    expect(observe(schemaDrift, await adding(base, added))).toEqual([]);
  });
});

describe("columns of their own", () => {
  const own = added.map(({ text, label }, i) =>
    i < 5 ? { sentence: text, category: label } : { text, label },
  );

  test("rows that do not use the columns of the base are named", async () => {
    expect(alarms(schemaDrift, await adding(base, own))).toMatchObject([
      {
        grade: "suspicious",
        title: "Rows have columns of their own",
        evidence: { rows: 5, columns: ["sentence", "category"] },
        rows: [{ line: 301 }, { line: 302 }, { line: 303 }, { line: 304 }, { line: 305 }],
      },
    ]);
  });

  test("a file that is renamed as a whole is not", async () => {
    const rename = ({ text, label }: { text: string; label: string }) => ({
      sentence: text,
      category: label,
    });
    const evidence = await evidenceOf([pair("d.jsonl", jsonl(base), jsonl(base.map(rename)))]);
    expect(alarms(schemaDrift, evidence)).toEqual([]);
  });
});
