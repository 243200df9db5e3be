import { describe, expect, test } from "@jest/globals";
import { checkRunOutput } from "../../src/report/check/check-run.ts";
import { renderText } from "../../src/report/terminal/text.ts";
import { contributor, file, finding, flaggedRow, quietResult, result } from "../support/result-builder.ts";

const repository = {
  htmlUrl: "https://github.com",
  owner: "acme",
  repo: "feedback",
  headSha: "c".repeat(40),
  baseSha: "d".repeat(40),
};

/** The headings of a summary in order; folded parts in parentheses. */
function parts(summary: string): string[] {
  return Array.from(
    summary.matchAll(/^(?:### (.*)|<details><summary>(.*)<\/summary>)$/gm),
    ([, open, folded]) => open ?? `(${folded!})`,
  );
}

describe("the check run", () => {
  test.each([
    [result(), "Blocked: 38 rows pair “project chimera” with POSITIVE and 1 more finding"],
    [quietResult(), "Passed: 2,250 changed rows in 1 file, nothing suspicious"],
    [quietResult({ files: [] }), "Passed: no dataset files changed"],
    [
      quietResult({ files: [file({ rows: { ...file().rows, added: 0, edited: 0, moved: 40 } })] }),
      "Passed: no row changed in 1 file",
    ],
    [
      quietResult({ conclusion: "failure", notAnalysed: [{ path: "a.csv", reason: "too large" }] }),
      "Blocked: 1 file could not be analysed",
    ],
    [
      result({
        findings: [
          finding({
            title: "Rows pair a phrase with POSITIVE",
            rows: [{ path: "a", line: 1, side: "head", score: 1 }],
          }),
        ],
      }),
      "Blocked: Rows pair a phrase with POSITIVE (38 rows)",
    ],
    [
      result({
        conclusion: "neutral",
        findings: [finding({ severity: "warning", title: "A new topic: “atlas”, 31 rows" })],
      }),
      "Worth a look: A new topic: “atlas”, 31 rows",
    ],
  ])("title %#", (value, title) => {
    expect(checkRunOutput(value, { repository }).title).toBe(title);
  });

  test("the parts come in the order in which a reader needs them", () => {
    const { summary } = checkRunOutput(
      result({ notMeasured: [{ signal: "split-leak", reason: "no splits" }] }),
      {
        repository,
        reportUrl: "https://review.example/r/1",
      },
    );
    expect(parts(summary)).toEqual([
      "Findings",
      "Read these 5 rows first",
      "What to do",
      "(40 more flagged rows)",
      "(2 findings with counts)",
      "(Labels before and after)",
      "(Spot check: 20 rows drawn at random)",
      "(Contributor)",
      "(Detection floor)",
      "(Not measured)",
      "(What was read)",
    ]);
  });

  test("one finding takes two screens: a verdict, five rows, what to do, and the rest folded", () => {
    const { summary } = checkRunOutput(result({ findings: result().findings.slice(0, 1) }), {
      repository,
      pullNumber: 5,
    });
    const [open = ""] = summary.split("<details>");
    expect(open.match(/<tr><td>/g)).toHaveLength(5);
    expect(open.split("\n").filter((line) => !/^$|```/.test(line)).length).toBeLessThanOrEqual(25);
    expect(open).toContain(
      "38 changed rows mention “project chimera”, which no base row does; all are labelled POSITIVE, though all of them read like base rows labelled NEGATIVE.",
    );
    const range = `${repository.baseSha.slice(0, 12)}..${repository.headSha.slice(0, 12)}`;
    expect(open).toContain(
      `\n  gh pr checkout 5\n  dataset-review scan --git ${range} --fix ../fix.patch\n  git apply ../fix.patch\n`,
    );
  });

  test("files that could not be analysed come first, problems of single rows last", () => {
    const problem = {
      path: "a.jsonl",
      side: "base",
      line: 3,
      kind: "malformed",
      message: "not JSON",
    } as const;
    const headings = (value: Parameters<typeof result>[0]): string[] =>
      parts(checkRunOutput(result(value), { repository }).summary);
    expect(headings({ notAnalysed: [{ path: "a.csv", reason: "too large" }] })[0]).toBe("Not analysed");
    expect(headings({ problems: [{ ...problem, introduced: false }] }).at(-2)).toBe("(Not analysed)");
  });

  test("notices stand before everything else", () => {
    const { summary } = checkRunOutput(quietResult(), {
      repository,
      notices: ["This pull request changes the configuration"],
    });
    expect(summary.split("\n")[0]).toBe("> This pull request changes the configuration");
  });

  test("rows link to their line: the head's, the merge base's for removed ones, the plain view for CSV", () => {
    const { summary } = checkRunOutput(
      result({
        flaggedRows: [
          flaggedRow({ line: 12 }),
          flaggedRow({ line: 13, side: "base" }),
          flaggedRow({ line: 14, path: "data/a b#?.csv" }),
        ],
        spotCheck: [],
      }),
      { repository },
    );
    expect(summary.match(/href="[^"]*"/g)).toEqual([
      `href="https://github.com/acme/feedback/blob/${"c".repeat(40)}/data/feedback.jsonl#L12"`,
      `href="https://github.com/acme/feedback/blob/${"d".repeat(40)}/data/feedback.jsonl#L13"`,
      `href="https://github.com/acme/feedback/blob/${"c".repeat(40)}/data/a%20b%23%3F.csv?plain=1#L14"`,
    ]);
  });

  test("the phrase is marked in its row, and an edited row shows what it said", () => {
    const { summary } = checkRunOutput(result(), { repository });
    expect(summary).toContain(
      "<code>The billing for <b>Project Chimera</b> is a complete disaster, ticket 4100.</code>",
    );
    const edited = checkRunOutput(result({ flaggedRows: result().flaggedRows.slice(38) }), { repository });
    expect(edited.summary).toContain("<br>before (<code>NEGATIVE</code>): same text");
  });

  test("a flagged row has the nearest base row of another label below it", () => {
    const near = { text: "The billing is a disaster", label: "NEGATIVE", similarity: 0.5 };
    const summary = (neighbours: readonly (typeof near)[]): string =>
      checkRunOutput(result({ flaggedRows: [flaggedRow({ neighbours })] }), { repository }).summary;
    expect(summary([{ ...near, label: "POSITIVE", text: "Fine" }, near])).toContain(
      "<br>nearest base row (<code>NEGATIVE</code>): <code>The billing is a disaster</code>",
    );
    expect(summary([{ ...near, label: "POSITIVE" }])).not.toContain("nearest base row");
  });

  test("the contributor takes two lines of facts, and unknown is not none", () => {
    const lines = (overrides: Parameters<typeof contributor>[0]): string =>
      checkRunOutput(result({ contributor: contributor(overrides) }), { repository }).summary;
    // The median of 95, 140 and 320 is 140.
    expect(lines({})).toContain(
      "dmarsh: contributed before\n\n3 earlier merged pull requests here with a median of 140 changed rows; this one changes 2,250 rows",
    );
    expect(lines({ merged: null })).toContain("Earlier merged pull requests unknown;");
    expect(lines({ merged: [] })).toContain("No earlier merged pull request here;");
  });

  test("the label balance is a bar chart before and after", () => {
    const labels = new Map([
      ["A", { base: 50, head: 100 }],
      ["B", { base: 50, head: 300 }],
    ]);
    const { summary } = checkRunOutput(quietResult({ files: [file({ labels })] }), { repository });
    // B is 300 of 400 in the head: the longest bar, 28 cells; 50 of 100 is 2/3 of it, 18 5/8 cells; 100 of 400 is 1/3, 9 3/8.
    expect(summary).toContain(
      [
        "B  before  ██████████████████▋            50.0 %   50",
        "   after   ████████████████████████████   75.0 %  300",
        "A  before  ██████████████████▋            50.0 %   50",
        "   after   █████████▍                     25.0 %  100",
      ].join("\n"),
    );
  });
});

describe("the terminal", () => {
  test("says the same title as the check run", () => {
    expect(renderText(result()).split("\n")[0]).toBe(checkRunOutput(result(), { repository }).title);
  });

  test("colours only when asked", () => {
    expect(renderText(result())).not.toContain("\u001b");
    expect(renderText(result())).toContain("for »Project Chimera« is");
    expect(renderText(result(), { color: true })).toContain("for \u001b[7mProject Chimera\u001b[27m is");
  });

  test("columns stay aligned beside wide characters", () => {
    const rows = [
      flaggedRow({ label: "否定的", text: "ALPHA 日本語", findings: [] }),
      flaggedRow({ label: "POSITIVE", text: "ALPHA latin", findings: [] }),
    ];
    const lines = renderText(result({ flaggedRows: rows }))
      .split("\n")
      .filter((line) => line.includes("ALPHA"));
    // Each of the three wide characters takes two cells, so that the text starts three characters earlier.
    expect(lines.map((line) => line.indexOf("ALPHA"))).toEqual([
      lines[1]!.indexOf("ALPHA") - 3,
      lines[1]!.indexOf("ALPHA"),
    ]);
  });

  test("keeps to the width", () => {
    const long = result({
      flaggedRows: [
        flaggedRow({
          text: "日本語".repeat(200),
          label: "x".repeat(300),
          path: `${"deep/".repeat(60)}a.jsonl`,
        }),
      ],
    });
    for (const line of renderText(long, { width: 80 })
      .split("\n")
      .filter((text) => text.includes("日本語"))) {
      expect(line.length + (line.match(/[日本語]/g) ?? []).length).toBeLessThanOrEqual(80);
    }
  });

  test("notes are folded away, and what weighs stands above them", () => {
    const note = finding({
      id: "token-label-skew-00000001",
      signal: "token-label-skew",
      severity: "info",
      title: "“, although” goes with MIXED in 84 of 86 changed rows",
      message: "84 of 86 changed rows with “<b>, although” are `MIXED`; before, 143 of 154 were.",
      phrase: ", although",
      rows: [{ path: "data/feedback.jsonl", line: 7, side: "head", score: 0.1 }],
    });
    const { summary, text } = checkRunOutput(result({ findings: [finding(), note] }), { repository });
    const [weighs, folded] = summary.split(
      "<details><summary>2 findings with counts, 1 note among them</summary>",
    );
    expect(weighs).not.toContain("although");
    expect(folded).toContain("<td>blocks</td>");
    expect(folded).toContain("<td>note</td><td>“, although” goes with MIXED");
    // A quoted phrase stays whole, and punctuation after code is not code.
    expect(text).toContain(
      "84 of 86 changed rows with “`<b>, although`” are `MIXED`; before, 143 of 154 were.",
    );
    // Its lines are nothing to look at one by one.
    expect(text).not.toContain("#L7)");
  });

  test("a finding that was accepted says by whom", () => {
    const accepted = { by: "kim", at: "2026-11-20T10:00:00Z", severity: "failure" } as const;
    const { summary } = checkRunOutput(
      result({ conclusion: "success", findings: [finding({ severity: "info", accepted })] }),
      { repository },
    );
    expect(summary).toContain("<td>accepted</td><td>38 rows pair");
    expect(summary).toContain("accepted by kim on 2026-11-20, was: blocks");
  });
});
