import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { formats, render } from "../../src/cli/formats.ts";
import { labelBalance } from "../../src/report/balance.ts";
import { checkRunOutput } from "../../src/report/check/check-run.ts";
import { withoutCells } from "../../src/report/hide-rows.ts";
import { renderHtml } from "../../src/report/html.ts";
import { renderMarkdown } from "../../src/report/markdown/markdown.ts";
import { renderSarif } from "../../src/report/sarif.ts";
import { renderText } from "../../src/report/terminal/text.ts";
import { cells } from "../../src/report/terminal/width.ts";
import { asSpelt } from "../../src/report/words/as-spelt.ts";
import { column, file, finding, flaggedRow, quietResult, result } from "../support/result-builder.ts";

const note = finding({
  id: "token-label-skew-00000001",
  signal: "token-label-skew",
  severity: "info",
  grade: "informative",
  contribution: 0,
  title: "“, although” goes with MIXED in 84 of 86 changed rows",
  message: "A message that nobody needs here.",
});

describe("the terminal", () => {
  test("names what had too little to go by, and not what the change has nothing of", () => {
    const notMeasured = [
      { signal: "label-edit", reason: "The base has too few labelled rows to learn from." },
      { signal: "split-leak", reason: "No changed file names its split.", applies: false },
    ] as const;
    const [text, page, markdown] = [
      renderText(result({ notMeasured }), { verbose: true }),
      renderHtml(result({ notMeasured })),
      renderMarkdown(result({ notMeasured })),
    ];
    for (const output of [text, page, markdown]) {
      expect(output).toContain("too few labelled rows to learn from");
      expect(output).not.toContain("names its split");
    }
  });

  test("tells what weighs in full, and of a note its headline", () => {
    const text = renderText(result({ findings: [finding(), note] }), { verbose: true });
    expect(text).toContain("  blocks   38 rows pair “project chimera” with POSITIVE\n");
    expect(text).toContain("  note     “, although” goes with MIXED in 84 of 86 changed rows\n");
    expect(text).not.toContain("nobody needs");
  });

  test("says who accepted a finding, when, and what it was", () => {
    const accepted = { by: "kim", at: "2026-11-20T10:00:00Z", severity: "failure" } as const;
    const text = renderText(
      result({ conclusion: "success", findings: [finding({ severity: "info", contribution: 0, accepted })] }),
      { verbose: true },
    );
    expect(text).toContain("  accepted 38 rows pair");
    expect(text).toContain("accepted by kim on 2026-11-20, was: blocks");
  });

  test("keeps to its width, with wide characters and long paths", () => {
    const rows = [
      flaggedRow({
        path: `data/${"a-long-folder/".repeat(8)}file.jsonl`,
        text: "Project Chimera の請求が二重になっていました。サポートから返事が来ません。画面が重くて使いにくい。".repeat(
          3,
        ),
        label: "肯定的な感想",
      }),
      flaggedRow({ text: "x".repeat(500), before: { text: "y".repeat(500), label: "NEGATIVE" } }),
    ];
    for (const width of [60, 80, 100, 160]) {
      const lines = renderText(result({ flaggedRows: rows }), { width }).split("\n");
      // The hashes of the record are never cut, nor are commands to be copied.
      const whole = /[\da-f]{64}$|^ {4}dataset-review /;
      const tooLong = lines.filter((line) => cells(line) > width && !whole.test(line));
      expect([width, tooLong]).toEqual([width, []]);
    }
  });

  test("gives a text a line of its own where there is little room beside it, and still marks the phrase", () => {
    const text = renderText(result({ flaggedRows: [flaggedRow()] }), { width: 60 });
    expect(text).toMatch(/data\/feedback\.jsonl:3107 {2}POSITIVE\n {6}The billing for »Project Chimera« is/);
  });

  test("records what was read where everything is asked for", () => {
    const text = renderText(result(), { verbose: true });
    expect(text).toContain(`  data/feedback.jsonl: 2,038 added, 212 edited\n`);
    expect(text).toContain(`    SHA-256 of the base: ${"a1".repeat(32)}\n`);
  });

  test("says how to go on where something is to be done", () => {
    const context = {
      repository: null,
      compared: { words: "--git main..new", checkout: ["git checkout new"] },
    };
    expect(renderText(result(), { context })).toContain(
      "What to do\n  Take the rows out:\n    dataset-review scan --git main..new --fix ../fix.patch\n    git checkout new && git apply ../fix.patch\n",
    );
    expect(renderText(quietResult({ files: [file()] }))).not.toContain("What to do");
  });

  test("one finding on one file is read in half a minute: at most 30 lines of a terminal, 32 where it is very narrow", () => {
    const { findings, notMeasured } = result();
    const one = result({
      findings: findings.slice(0, 1),
      notMeasured,
      files: [file({ path: "data/a folder with a long name/feedback-of-2026.jsonl" })],
      flaggedRows: Array.from({ length: 27 }, (_, i) => flaggedRow({ line: 100_000 + i })),
    });
    const context = {
      repository: null,
      compared: { words: "--git main..more-feedback", checkout: ["git checkout more-feedback"] },
    };
    for (const width of [60, 80, 100, 160]) {
      const lines = renderText(one, { width, context }).trimEnd().split("\n");
      // A command that is longer than the terminal is wide takes several of its lines.
      const shown = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(cells(line) / width)), 0);
      expect([width, shown]).toEqual([width, Math.min(shown, width < 80 ? 32 : 30)]);
    }
  });

  test("a phrase is named as the texts spell it, and a bare label with its column", () => {
    const texts = ["这个项目奇美拉很差", "项目奇美拉太慢了", "项目 奇美拉 坏了"];
    const rows = texts.map((text, i) => flaggedRow({ line: i + 1, text, label: "5", neighbours: [] }));
    const found = finding({
      title: "3 rows pair “项目 奇 美 拉” with 5",
      message:
        "“项目 奇 美 拉” occurs in 3 changed rows; all 3 are 5, where their other words suggest it for 1.",
      phrase: "项目 奇 美 拉",
      label: "5",
      evidence: { baseRows: 0, rows: 3, rowsWithLabel: 3, expectedWithLabel: 1 },
    });
    const stars = file({
      columns: column({ label: "Stars" }),
      labels: new Map([
        ["5", { base: 9, head: 12 }],
        ["10", { base: 30, head: 30 }],
        ["1", { base: 20, head: 20 }],
      ]),
    });
    const spelt = asSpelt(result({ findings: [found], flaggedRows: rows, files: [stars] }));
    expect(spelt.findings[0]?.title).toBe("3 rows pair “项目奇美拉” with Stars 5");
    expect(spelt.findings[0]?.message).toContain("all 3 are Stars 5, where");
    // What decisions are bound to stays as it was.
    expect(spelt.findings[0]?.phrase).toBe("项目 奇 美 拉");
    expect(renderText(spelt)).toContain(
      "3 changed rows mention “项目奇美拉”, which no base row does; all are",
    );
    // Ordinal labels stand in their order, not by how many there are.
    expect(labelBalance(spelt).map(({ label }) => label)).toEqual(["1", "5", "10"]);
  });

  test("rows that are to be hidden leave no cell in any output", async () => {
    const secret = /chimera|complaint|billing|invoice|POSITIVE|NEGATIVE|dashboard|refund/i;
    const hidden = withoutCells(
      result({ flaggedRows: result().flaggedRows.map((row) => ({ ...row, recordHash: "ab".repeat(32) })) }),
    );
    const repository = {
      htmlUrl: "https://github.com",
      owner: "acme",
      repo: "data",
      headSha: "c".repeat(40),
      baseSha: "d".repeat(40),
    };
    for (const format of formats) {
      const text = await render(format, hidden, { color: false, width: 100, verbose: true }, { repository });
      expect([format, secret.exec(unpacked(text))?.[0]]).toEqual([format, undefined]);
    }
    expect(renderMarkdown(hidden, { repository })).toContain(`data/feedback.jsonl#L3107`);
    expect(renderText(hidden, { verbose: true })).toContain("38");
    expect(renderMarkdown(hidden)).toContain("ab".repeat(32));
  });
});

/** A page's rows are packed: with them unpacked, nothing is out of sight. */
function unpacked(text: string): string {
  const [, packed] = /id="data">([^<]*)</.exec(text) ?? [];
  return packed === undefined ? text : text + gunzipSync(Buffer.from(packed, "base64")).toString();
}

test("what a title sets as code stands in quotation marks wherever nothing renders Markdown", () => {
  const title = "38 added rows contradict their label `POSITIVE`";
  const value = result({ findings: [finding({ title })], flaggedRows: [flaggedRow()] });
  const names = { owner: "acme", repo: "feedback", htmlUrl: "https://github.com" };
  const repository = { ...names, headSha: "a".repeat(40), baseSha: "b".repeat(40) };
  const context = { repository, annotationBudget: 50 };
  const check = checkRunOutput(value, context);
  for (const text of [
    renderText(value),
    renderHtml(value, context).replace(/<style>.*?<\/style>|<script.*?<\/script>/gs, ""),
    renderSarif(value),
    check.title,
    check.annotations[0]!.title,
  ]) {
    expect(text).toContain("“POSITIVE”");
    expect(text).not.toMatch(/`|&#96;/);
  }
  expect(renderMarkdown(value)).toMatch(/contradict their label (?:“POSITIVE”|`POSITIVE`)/);
});
