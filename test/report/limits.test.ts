import { describe, expect, test } from "@jest/globals";
import type { ReviewResult } from "../../src/model/result.ts";
import { checkRunOutput } from "../../src/report/check/check-run.ts";
import { renderGithub } from "../../src/report/github.ts";
import { renderMarkdown } from "../../src/report/markdown/markdown.ts";
import { toSarif } from "../../src/report/sarif.ts";
import { renderText } from "../../src/report/terminal/text.ts";
import { requestProblems } from "../support/openapi.ts";
import { processorMs } from "../support/processor-time.ts";
import { file, finding, flaggedRow, largeResult, quietResult, result } from "../support/result-builder.ts";

const context = {
  repository: {
    htmlUrl: "https://github.com",
    owner: "acme",
    repo: "feedback",
    headSha: "c".repeat(40),
    baseSha: "d".repeat(40),
  },
};

/** GitHub's limits: title 255 characters; summary and text 65,535 characters and bytes; message 64 KB. */
function expectWithinLimits(value: ReviewResult, budget = 50): void {
  const { title, summary, text, annotations } = checkRunOutput(value, {
    ...context,
    annotationBudget: budget,
  });
  expect(title.length).toBeGreaterThan(0);
  expect(title.length).toBeLessThanOrEqual(255);
  expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(65_535);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_535);
  // The parts fit by their own limits: the blind cut at the end is never needed.
  expect(summary).toContain("<summary>What was read</summary>");
  if (value.conclusion !== "success") expect(summary).toContain("### What to do");
  expect(text).not.toContain("\nCut for length.");
  expect(annotations.length).toBeLessThanOrEqual(budget);
  // GitHub's own description of the request, with its limits on lengths and numbers.
  const request = {
    name: "dataset-review",
    head_sha: context.repository.headSha,
    status: "completed",
    conclusion: value.conclusion,
    output: { title, summary, text, annotations: annotations.slice(0, 50) },
  };
  const address = new URL("https://api.github.com/repos/acme/feedback/check-runs");
  expect(requestProblems("POST", address, request)).toEqual([]);
  for (const annotation of annotations) {
    expect(Buffer.byteLength(annotation.message)).toBeLessThanOrEqual(64 * 1024);
    expect(annotation.title.length).toBeLessThanOrEqual(255);
    expect(annotation.start_line).toBeGreaterThanOrEqual(1);
    expect(annotation.end_line).toBeGreaterThanOrEqual(annotation.start_line);
  }
}

const WIDE = "界".repeat(4000);

describe("GitHub's limits", () => {
  test.each([0, 1, 50, 51, 5_000])("hold at %i findings and 10,000 flagged rows", (findings) => {
    expectWithinLimits(findings === 0 ? quietResult() : largeResult(findings, 10_000));
  });

  test("hold where every text takes three bytes a character", () => {
    const wide = largeResult(200, 500);
    expectWithinLimits({
      ...wide,
      findings: wide.findings.map((each) => ({
        ...each,
        title: WIDE,
        message: WIDE,
        phrase: WIDE,
        label: WIDE,
      })),
      flaggedRows: wide.flaggedRows.map((row) => ({
        ...row,
        text: WIDE,
        label: WIDE,
        before: { text: `x${WIDE}`, label: WIDE },
      })),
      spotCheck: wide.flaggedRows.slice(0, 20).map((row) => ({ ...row, text: WIDE, label: WIDE })),
      detectionFloor: wide.flaggedRows.map((_, i) => ({ label: WIDE + String(i), rows: i })),
    });
  });

  test("hold for 3,000 files and 20,000 problems", () => {
    const files = Array.from({ length: 3_000 }, (_, i) => file({ path: `data/part-${i}.jsonl` }));
    const problems = Array.from({ length: 20_000 }, (_, i) => ({
      path: "data/part-0.jsonl",
      side: "head" as const,
      line: i + 1,
      kind: "malformed" as const,
      message: "The line is not JSON: it ends in the middle of a string",
      introduced: true,
    }));
    const notAnalysed = files.slice(0, 500).map(({ path }) => ({ path, reason: "larger than 100 MB" }));
    const value = result({ files, problems, notAnalysed });
    expectWithinLimits(value);
    expect(checkRunOutput(value, context).summary).toMatch(/[\d,]+ more entries cut for length/);
  });

  test("what was cut is said", () => {
    const { summary, text } = checkRunOutput(largeResult(5_000, 10_000), context);
    expect(summary).toMatch(/[\d,]+ more findings cut for length/);
    expect(summary).toContain("9,980 more flagged rows");
    expect(text).toMatch(/[\d,]+ more findings cut for length/);
    expect(text).toContain("50 annotations on 50 rows; 9,950 flagged rows without one");
  });

  test("a budget of none is kept", () => {
    expectWithinLimits(largeResult(10, 100), 0);
  });

  test("ten annotations of a level reach a workflow step", () => {
    const lines = renderGithub(largeResult(5_000, 10_000)).split("\n");
    expect(lines.filter((line) => line.startsWith("::error "))).toHaveLength(10);
  });

  test("code scanning's 5,000 results are kept, and the cut is said", () => {
    const log = toSarif(largeResult(51, 10_000)) as {
      runs: {
        results: unknown[];
        invocations: { toolExecutionNotifications: { message: { text: string } }[] }[];
      }[];
    };
    expect(log.runs[0]!.results).toHaveLength(5_000);
    expect(log.runs[0]!.invocations[0]!.toolExecutionNotifications[0]!.message.text).toContain(
      "5,000 more results cut",
    );
  });

  test("10,000 flagged rows take a moment", () => {
    const value = largeResult(5_000, 10_000);
    const took = processorMs(() => {
      checkRunOutput(value, context);
      renderText(value);
      renderMarkdown(value);
    });
    expect(took).toBeLessThan(5_000);
  });
});

describe("annotations", () => {
  test("stand on the head's lines only", () => {
    const value = result({
      flaggedRows: [
        flaggedRow({ line: 5, side: "base" }),
        flaggedRow({ line: 6 }),
        flaggedRow({ path: "data/rows.parquet", line: 7 }),
      ],
      files: [file(), file({ path: "data/rows.parquet", format: "parquet" })],
    });
    const { annotations, text } = checkRunOutput(value, context);
    expect(annotations.map(({ start_line }) => start_line)).toEqual([6]);
    expect(text).toContain("1 annotation on 1 row; 2 flagged rows without one");
  });

  test("adjoining lines share one, every other row has its own, and the reasons stand on the first", () => {
    const rows = [10, 11, 12, 30, 40, 50, 60, 70].map((line, i) =>
      flaggedRow({ line, score: 0.9 - i / 100 }),
    );
    const { annotations } = checkRunOutput(result({ findings: [finding()], flaggedRows: rows }), context);
    expect(annotations.map(({ start_line, end_line }) => [start_line, end_line])).toEqual([
      [10, 12],
      [30, 30],
      [40, 40],
      [50, 50],
      [60, 60],
      [70, 70],
    ]);
    expect(annotations.slice(1).map(({ message }) => message)).toEqual(Array(5).fill("As on line 10."));
    expect(annotations[0]?.message.split("\n")).toEqual([
      "“project chimera” occurs in 0 of 3,000 base rows and in 38 added rows; all 38 are POSITIVE, where their other words suggest it for 4.",
      "5 more rows like it in this file: lines 30, 40, 50, 60, 70.",
    ]);
  });

  test("say phrase, label and counts first where the reason does not", () => {
    const value = result({
      findings: [finding({ message: "Their other words disagree." })],
      flaggedRows: [flaggedRow()],
    });
    expect(checkRunOutput(value, context).annotations[0]?.message).toBe(
      "“project chimera” with POSITIVE: 0 base rows, 38 changed rows, 38 with this label where 4 are expected\nTheir other words disagree.",
    );
  });

  test("every family has its turn before one has its second", () => {
    const { annotations } = checkRunOutput(largeResult(40, 4_000), { ...context, annotationBudget: 50 });
    expect(annotations.filter(({ message }) => !message.startsWith("As on line"))).toHaveLength(40);
    expect(annotations).toHaveLength(50);
  });

  test("carry the level of their row", () => {
    const { annotations } = checkRunOutput(result(), context);
    expect(new Set(annotations.map(({ annotation_level }) => annotation_level))).toEqual(
      new Set(["failure", "warning"]),
    );
  });
});
