import { describe, expect, test } from "@jest/globals";
import { renderText } from "../../src/report/terminal/text.ts";
import { cells } from "../../src/report/terminal/width.ts";
import { file, finding, flaggedRow, quietResult, result } from "../support/result-builder.ts";

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
  test("tells what weighs in full, and of a note its headline", () => {
    const text = renderText(result({ findings: [finding(), note] }));
    expect(text).toContain("  blocks   38 rows pair “project chimera” with POSITIVE\n");
    expect(text).toContain("  note     “, although” goes with MIXED in 84 of 86 changed rows\n");
    expect(text).not.toContain("nobody needs");
  });

  test("says who accepted a finding, when, and what it was", () => {
    const accepted = { by: "kim", at: "2026-11-20T10:00:00Z", severity: "failure" } as const;
    const text = renderText(
      result({ conclusion: "success", findings: [finding({ severity: "info", contribution: 0, accepted })] }),
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
      // The hashes of the record are never cut.
      const tooLong = lines.filter((line) => cells(line) > width && !/[\da-f]{64}$/.test(line));
      expect([width, tooLong]).toEqual([width, []]);
    }
  });

  test("gives a text a line of its own where there is little room beside it, and still marks the phrase", () => {
    const text = renderText(result({ flaggedRows: [flaggedRow()] }), { width: 60 });
    expect(text).toMatch(/data\/feedback\.jsonl:3107 {2}POSITIVE\n {6}The billing for »Project Chimera« is/);
  });

  test("records what was read, and says how to go on where something is to be done", () => {
    const text = renderText(result());
    expect(text).toContain(`  data/feedback.jsonl: 2,038 added, 212 edited\n`);
    expect(text).toContain(`    before ${"a1".repeat(32)}\n`);
    expect(text).toContain("What to do next\n  To fix:");
    const quiet = renderText(quietResult({ files: [file()] }));
    expect(quiet).not.toContain("What to do next");
  });
});
