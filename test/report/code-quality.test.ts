import { describe, expect, test } from "@jest/globals";
import { renderCodeQuality } from "../../src/report/code-quality.ts";
import { result as resultOf } from "../support/result-builder.ts";

interface Entry {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const parsed = (result: Parameters<typeof renderCodeQuality>[0]): readonly Entry[] =>
  JSON.parse(renderCodeQuality(result)) as readonly Entry[];

describe("the code quality report", () => {
  const result = resultOf();

  test("has an entry for each flagged row, where it stands and with what it does to the check", () => {
    const entries = parsed(result);
    expect(entries.filter(({ check_name: name }) => name === "trigger-scan")).toHaveLength(38);
    expect(entries.map(({ location }) => location.lines.begin)).toEqual(
      expect.arrayContaining(result.flaggedRows.map((row) => row.line)),
    );
    expect(new Set(entries.map(({ severity }) => severity))).toEqual(new Set(["critical", "major"]));
    expect(new Set(entries.map(({ fingerprint }) => fingerprint)).size).toBe(entries.length);
  });

  test("says first what was not analysed", () => {
    const [first] = parsed({ ...result, notAnalysed: [{ path: "b.csv", reason: "it is `broken`" }] });
    expect(first).toMatchObject({
      severity: "blocker",
      check_name: "not-analysed",
      description: "Not analysed: it is “broken”",
      location: { path: "b.csv", lines: { begin: 1 } },
    });
  });

  test("keeps an entry where its row moves, if the row's hash is known", () => {
    const moved = (by: number) =>
      parsed({
        ...result,
        flaggedRows: result.flaggedRows
          .slice(0, 1)
          .map((row) => ({ ...row, line: row.line + by, recordHash: "ab" })),
      }).map(({ fingerprint }) => fingerprint);
    expect(moved(5)).toEqual(moved(0));
  });
});
