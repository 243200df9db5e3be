import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "@jest/globals";
import Ajv04Module from "ajv-draft-04";
import addFormatsModule from "ajv-formats";
import type { ReviewResult } from "../../src/model/result.ts";
import { renderSarif, toSarif } from "../../src/report/sarif.ts";
import { HOSTILE_TEXTS } from "../support/hostile-texts.ts";
import { file, finding, flaggedRow, largeResult, quietResult, result } from "../support/result-builder.ts";

// The schema that OASIS published for 2.1.0, as packed with Microsoft's matchers for Jest.
const require = createRequire(import.meta.url);
const schema = JSON.parse(
  readFileSync(require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"),
) as object;
const ajv = new Ajv04Module.default({ strict: false, allErrors: true, unicodeRegExp: false });
addFormatsModule.default(ajv);
const validate = ajv.compile(schema);

interface Run {
  results: {
    level: string;
    ruleId: string;
    ruleIndex: number;
    locations?: object[];
    partialFingerprints: object;
  }[];
  tool: { driver: { rules: { id: string }[] } };
  invocations: { executionSuccessful: boolean }[];
}

function run(value: ReviewResult): Run {
  return (toSarif(value) as { runs: Run[] }).runs[0]!;
}

describe("SARIF", () => {
  test.each([
    ["the story", result()],
    ["nothing found", quietResult()],
    ["5,000 findings", largeResult(5_000, 10_000)],
    ["a finding without rows", result({ findings: [finding({ rows: [] })], flaggedRows: [] })],
    ["a finding without files", result({ files: [], findings: [finding({ rows: [] })], flaggedRows: [] })],
    [
      "a file that was not analysed",
      result({ notAnalysed: [{ path: "a {0}.csv", reason: "[too large](x)" }] }),
    ],
    ...Object.entries(HOSTILE_TEXTS).map(
      ([name, text]) =>
        [
          `hostile text: ${name}`,
          result({
            findings: [finding({ title: text, message: text, phrase: text, label: text })],
            flaggedRows: [flaggedRow({ text, label: text, path: `data/${text.slice(0, 200)}.jsonl` })],
          }),
        ] as const,
    ),
  ])("%s is valid by the published schema", (_, value) => {
    validate(JSON.parse(renderSarif(value)));
    expect(validate.errors ?? []).toEqual([]);
  });

  test("names row, rule and level", () => {
    const { results, tool } = run(result());
    expect(results).toHaveLength(45);
    expect(results[0]).toMatchObject({
      ruleId: "trigger-scan",
      level: "error",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "data/feedback.jsonl", uriBaseId: "%SRCROOT%" },
            region: { startLine: 3107, endLine: 3107 },
          },
        },
      ],
    });
    expect(results.at(-1)?.level).toBe("warning");
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });

  test("a removed row and a Parquet row have no line in the head", () => {
    const { results } = run(
      result({
        files: [file(), file({ path: "rows.parquet", format: "parquet" })],
        flaggedRows: [flaggedRow({ side: "base" }), flaggedRow({ path: "rows.parquet" })],
      }),
    );
    expect(JSON.stringify(results)).not.toContain("startLine");
  });

  test("a fingerprint follows its row to another line", () => {
    const at = (line: number): object =>
      run(result({ flaggedRows: [flaggedRow({ line })] })).results[0]!.partialFingerprints;
    expect(at(3)).toEqual(at(900));
  });

  test("the run failed where a file could not be analysed", () => {
    expect(run(result()).invocations[0]?.executionSuccessful).toBe(true);
    const lost = result({ notAnalysed: [{ path: "a.csv", reason: "too large" }] });
    expect(run(lost).invocations[0]?.executionSuccessful).toBe(false);
  });
});
