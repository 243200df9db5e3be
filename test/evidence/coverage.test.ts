import { describe, expect, test } from "@jest/globals";
import { parseConfig } from "../../src/config/parse.ts";
import { defaultConfig } from "../../src/config/schema.ts";
import type { ColumnOptions, Policy } from "../../src/model/options.ts";
import type { ReviewResult } from "../../src/model/result.ts";
import { headline } from "../../src/report/words.ts";
import { review } from "../../src/review/review.ts";
import { jsonl, pair, version } from "../rows/support.ts";

/** Honest rows of two labels, told apart by their words. */
const rows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => ({
    text: `${i % 2 ? "the delivery was late again" : "a fine colour and well made"} item ${from + i} of order ${i * 7 + from}`,
    label: i % 2 ? "bad" : "good",
  }));
const texts = (count: number, from = 0) => rows(count, from).map(({ text }) => ({ text, source: "web" }));

async function reviewed(
  base: readonly unknown[],
  head: readonly unknown[],
  { columns, policy }: { columns?: ColumnOptions; policy?: Partial<Policy> } = {},
): Promise<ReviewResult> {
  const config = {
    ...defaultConfig,
    columns:
      columns === undefined ? [] : [{ files: "**", ...columns, text: [...(columns.text ?? ["text"])] }],
    policy: { ...defaultConfig.policy, ...policy },
  };
  const dataset = { pairs: [pair("d.jsonl", jsonl(base), jsonl(head))], context: [], notAnalysed: [] };
  return review({ dataset, contributor: null, config });
}

describe("what the changed rows were tested for", () => {
  test("rows with text and label, among enough others: all of it", async () => {
    const base = rows(300);
    const { coverage, conclusion, files } = await reviewed(base, [...base, ...rows(30, 500)]);
    expect(coverage).toEqual({
      ...{ changed: 30, tested: 30, label: 30, answer: 0, text: 0, form: 0, nothing: 0 },
      untested: [],
      notReviewed: [],
    });
    expect(files[0]!.coverage).toMatchObject({ changed: 30, tested: 30, label: 30 });
    expect(conclusion).toBe("success");
  });

  test("no label anywhere: text alone, which is no pass, with the lines to paste", async () => {
    const base = texts(300);
    const result = await reviewed(base, [...base, ...texts(30, 500)]);
    const { coverage, conclusion, risk } = result;
    expect(conclusion).toBe("neutral");
    expect(risk.level).toBe("medium");
    expect(coverage).toMatchObject({ changed: 30, tested: 0, label: 0, text: 30 });
    expect(coverage.untested).toEqual([
      {
        path: "d.jsonl",
        rows: 30,
        reason: "no label found in d.jsonl",
        remedy: "say `label:` or `label: none` in the configuration",
        configuration:
          'columns:\n  - files: "d.jsonl"\n    label: COLUMN # or none; where the path or another file says it: docs/configuration.md',
        grade: "suspicious",
      },
    ]);
    expect(headline(result)).toBe(
      "Not tested: no label found in d.jsonl; say “label:” or “label: none” in the configuration (tested 0 of 30 changed rows)",
    );
  });

  test("a path that names a label: the lines to paste are those under which its rows are tested", async () => {
    const csv = (all: readonly { readonly text: string }[]): string =>
      `text\n${all.map(({ text }) => `"${text}"\n`).join("")}`;
    // In the base there is one such path: it may be a name like any other.
    const pairs = ["bad", "good"].map((label, i) => {
      const own = rows(600).filter((_, at) => at % 2 !== i);
      return pair(`data/${label}.csv`, i === 0 ? csv(own.slice(0, 270)) : null, csv(own));
    });
    const dataset = { pairs, context: [], notAnalysed: [] };
    const { coverage } = await review({ dataset, contributor: null, config: defaultConfig });
    const [first] = coverage.untested;
    expect(first!.configuration).toBe(
      'columns:\n  - files: "data/*.csv"\n    label: {path: "data/{label}.csv"}',
    );
    const parsed = parseConfig(first!.configuration!, "dataset-review.yml");
    if (parsed.status !== "valid") throw new Error(parsed.status);
    const told = await review({ dataset, contributor: null, config: parsed.config });
    const reasons = told.coverage.untested.map(({ reason }) => reason);
    expect(reasons).toEqual([expect.stringContaining("labels in data/good.csv that the base hardly has")]);
  });

  test("`label: none` says that the text is all there is", async () => {
    const base = texts(300);
    const { coverage, conclusion } = await reviewed(base, [...base, ...texts(30, 500)], {
      columns: { label: "none" },
    });
    expect(coverage).toMatchObject({ changed: 30, tested: 30, text: 30, untested: [] });
    expect(conclusion).toBe("success");
  });

  test("the policy decides what becomes of it", async () => {
    const base = texts(300);
    const head = [...base, ...texts(30, 500)];
    const conclusion = async (untested: Policy["untested"]) =>
      (await reviewed(base, head, { policy: { untested } })).conclusion;
    expect([await conclusion("fail"), await conclusion("warn"), await conclusion("pass")]).toEqual([
      "failure",
      "neutral",
      "success",
    ]);
    const passed = await reviewed(base, head, { policy: { untested: "pass" } });
    expect(headline(passed)).toBe("Passed what could be tested: 0 of 30 changed rows");
  });

  test("some rows without a label: these, and no others", async () => {
    const base = rows(300);
    const { coverage } = await reviewed(base, [...base, ...rows(30, 500), { text: "no label here" }]);
    expect(coverage).toMatchObject({ changed: 31, tested: 30, label: 30, text: 1 });
    expect(coverage.untested).toMatchObject([{ rows: 1, grade: "suspicious" }]);
  });

  test("a label that the base has never seen", async () => {
    const base = rows(300);
    const fresh = texts(12, 900).map(({ text }) => ({ text, label: "other" }));
    const { coverage, conclusion } = await reviewed(base, [...base, ...rows(30, 500), ...fresh]);
    expect(coverage).toMatchObject({ changed: 42, tested: 30, label: 30, text: 12 });
    expect(coverage.untested).toMatchObject([
      { rows: 12, reason: "labels in d.jsonl that the base hardly has" },
    ]);
    expect(conclusion).toBe("neutral");
  });

  test("a row or two of a rare label are said, and no more", async () => {
    const base = rows(300);
    const fresh = texts(4, 900).map(({ text }) => ({ text, label: "other" }));
    const result = await reviewed(base, [...base, ...rows(30, 500), ...fresh]);
    const { coverage, conclusion } = result;
    expect(coverage.untested).toMatchObject([{ rows: 4, grade: "informative" }]);
    expect(conclusion).toBe("success");
    expect(headline(result)).toContain("Passed what could be tested");
    // Where they are the whole change, nothing stands for them.
    expect((await reviewed(base, [...base, ...fresh])).conclusion).toBe("neutral");
  });

  test("too few rows to compare with", async () => {
    const base = rows(4);
    const { coverage, conclusion } = await reviewed(base, [...base, ...rows(6, 500)]);
    expect(coverage).toMatchObject({ changed: 6, tested: 0 });
    expect(conclusion).toBe("neutral");
  });

  test("labels that are the first of their kind were compared with one another alone", async () => {
    const result = await reviewed([], rows(500));
    const { coverage, conclusion, detectionFloor } = result;
    expect(conclusion).toBe("neutral");
    expect(coverage).toMatchObject({ changed: 500, tested: 0, label: 0, text: 500 });
    expect(coverage.untested).toMatchObject([{ rows: 500, grade: "suspicious" }]);
    expect(headline(result)).toBe(
      "Not tested: labels in d.jsonl that are the first of their kind here, and could only be compared with one another; merge 200 rows first that you have read, and the others are tested against them (tested 0 of 500 changed rows)",
    );
    expect(detectionFloor).toEqual([]);
    expect((await reviewed([], rows(500), { policy: { untested: "pass" } })).conclusion).toBe("success");
  });

  test("a few base rows do not stand for a change that outnumbers them", async () => {
    const base = rows(30);
    const head = (added: number) => [...base, ...rows(added, 500)];
    const { coverage, conclusion } = await reviewed(base, head(31));
    expect(coverage.untested).toMatchObject([
      {
        rows: 31,
        reason:
          "labels in d.jsonl that could hardly be compared but with one another: 30 base rows have such",
        remedy: "read these rows yourself",
      },
    ]);
    expect(conclusion).toBe("neutral");
    expect((await reviewed(base, head(30))).coverage).toMatchObject({ tested: 30, untested: [] });
    // As many as a model is fitted on stand for any number.
    expect((await reviewed(rows(200), [...rows(200), ...rows(600, 500)])).coverage.untested).toEqual([]);
  });

  test("answers that are the first are said as well", async () => {
    const asked = rows(60).map(({ text, label }, i) => ({
      instruction: text,
      output: label === "bad" ? `We are sorry about order ${i}.` : `Glad that you like item ${i} so much.`,
    }));
    const { coverage } = await reviewed([], asked);
    expect(coverage.untested).toMatchObject([
      { rows: 60, reason: expect.stringContaining("answers in d.jsonl that are the first of their kind") },
    ]);
    const untested = async (known: number) =>
      (await reviewed(asked.slice(0, known), asked)).coverage.untested.map(({ rows }) => rows);
    expect(await untested(19)).toEqual([41]);
    expect(await untested(20)).toEqual([]);
  });

  test("of texts with questions below the questions against their answers, the texts alone", async () => {
    const asked = (count: number, from = 0) =>
      rows(count, from).map(({ text }, i) => ({
        context: `${text} and more`,
        qas: [{ question: `What of ${text}?`, answers: [{ text: `Number ${from + i} of them` }] }],
      }));
    const base = asked(60);
    const { coverage, conclusion } = await reviewed(base, [...base, ...asked(30, 500)], {
      columns: { text: ["text"] },
    });
    expect(coverage).toMatchObject({ changed: 60, tested: 60, label: 0, answer: 30, text: 30 });
    expect(conclusion).toBe("success");
  });

  test("a new file beside data of the same labels is tested against it", async () => {
    const dataset = {
      pairs: [pair("b.jsonl", null, jsonl(rows(100, 500)))],
      context: [version("a.jsonl", jsonl(rows(300)))],
      notAnalysed: [],
    };
    const { coverage, conclusion } = await review({ dataset, contributor: null, config: defaultConfig });
    expect(coverage).toMatchObject({ tested: 100, untested: [] });
    expect(conclusion).toBe("success");
  });

  test("neither text nor label", async () => {
    const numbers = (from: number) =>
      Array.from({ length: 40 }, (_, i) => ({ x: from + i, y: i * 1.5 + from }));
    const { coverage, conclusion } = await reviewed(numbers(0), [...numbers(0), ...numbers(1000)]);
    expect(coverage).toMatchObject({ changed: 40, tested: 0, form: 40 });
    expect(coverage.untested[0]!.reason).toBe("no text found in d.jsonl");
    expect(conclusion).toBe("neutral");
  });

  test("a few lines of nothing but text are mentioned, and no more", async () => {
    const base = texts(300).map(({ text }) => ({ text }));
    const { coverage, conclusion } = await reviewed(base, [...base, { text: "one" }, { text: "two more" }]);
    expect(coverage.untested).toMatchObject([{ rows: 2, grade: "informative" }]);
    expect(conclusion).toBe("success");
  });

  test("an edit of another column asks for no test", async () => {
    const base = rows(300).map((row, id) => ({ id, ...row, source: "web" }));
    const head = base.map((row) => (row.id < 10 ? { ...row, source: "mail" } : row));
    const { coverage, conclusion } = await reviewed(base, head);
    expect(coverage).toMatchObject({ changed: 10, tested: 10, form: 10 });
    expect(conclusion).toBe("success");
  });

  test("an edit of lists that were not read, where no label was found, is not tested", async () => {
    const base = texts(300).map(({ text }, i) => ({ text, parts: [{ said: `number ${i} of them` }] }));
    const head = base.map((row, i) => (i < 10 ? { ...row, parts: [{ said: "something else" }] } : row));
    const { coverage, conclusion } = await reviewed(base, head);
    expect(coverage).toMatchObject({ changed: 10, tested: 0, form: 10 });
    expect(coverage.untested[0]!.reason).toBe(
      "“parts” of d.jsonl holds lists or maps, which were not read as texts",
    );
    expect(conclusion).toBe("neutral");
    const labelled = await reviewed(base, head, { columns: { label: "none" } });
    expect(labelled.conclusion).toBe("success");
  });

  test("the kinds add up to the changed rows, whatever they are", async () => {
    const base = rows(250);
    const head = [
      ...base.slice(20),
      ...rows(15, 700),
      ...texts(9, 800),
      { label: "bad" },
      { text: "", label: "good" },
    ];
    const { coverage, files } = await reviewed(base, head);
    const { label, answer, text, form, nothing } = coverage;
    expect(label + answer + text + form + nothing).toBe(coverage.changed);
    const { added, removed, edited } = files[0]!.rows;
    expect(coverage.changed).toBe(added + removed + edited);
    const left = coverage.untested.reduce((sum, entry) => sum + entry.rows, 0);
    expect(coverage.tested + left).toBe(coverage.changed);
  });
});
