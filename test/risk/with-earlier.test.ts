import { describe, expect, test } from "@jest/globals";
import { defaultConfig } from "../../src/config/schema.ts";
import type { Row, RowChange } from "../../src/model/dataset.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { ReviewResult } from "../../src/model/result.ts";
import { mayJoin, withEarlier } from "../../src/risk/with-earlier.ts";
import { quietResult } from "../support/result-builder.ts";

const { policy } = defaultConfig;
const file = "data/train.jsonl";

function row(line: number, side: Row["side"] = "head"): Row {
  const text = `row ${line}`;
  const fields = { text, label: "POSITIVE" };
  return { path: file, side, line, endLine: line, text, labels: ["POSITIVE"], response: null, fields };
}

function change(index: number, line: number, kind: "added" | "removed" = "added"): RowChange {
  const edits = { label: false, text: false, other: false };
  const isNew = kind === "added";
  return { index, kind, before: isNew ? null : row(line, "base"), after: isNew ? row(line) : null, edits };
}

function finding(severity: Finding["severity"], changes: readonly RowChange[], phrase?: string): Finding {
  const of = phrase === undefined ? {} : { phrase, label: "POSITIVE" };
  return {
    id: "trigger-scan-00000000",
    signal: phrase === undefined ? "mislabelled-rows" : "trigger-scan",
    severity,
    grade: severity === "failure" ? "decisive" : "suspicious",
    contribution: 0,
    title: `${changes.length} rows pair “quillon verge” with POSITIVE`,
    message: "They do.",
    evidence: { rows: changes.length },
    rows: changes.map(({ index, before, after }) => {
      const { path, line, side } = (after ?? before)!;
      return { change: index, path, line, side, score: 1 };
    }),
    ...of,
  };
}

const weighed = (changes: readonly RowChange[], findings: readonly Finding[]) => ({
  changes,
  result: quietResult({ findings }),
});

/** Rows 10 and 11 are of this change; 5 and 6 came before it. */
const own = [change(0, 10), change(1, 11)];
const since = [change(0, 5), change(1, 6), change(2, 10), change(3, 11)];

describe("a review joined with the one since the trusted point", () => {
  test("is worth making only where rows of this change and earlier ones stand in it", () => {
    expect(mayJoin(own, since)).toBe(true);
    expect(mayJoin(own, own)).toBe(false);
    expect(mayJoin(own, since.slice(0, 2))).toBe(false);
    expect(mayJoin(own, [])).toBe(false);
  });

  test("a finding in rows of both raises the verdict, and keeps them apart", () => {
    const joined = withEarlier(
      weighed(own, []),
      weighed(since, [finding("failure", since, "quillon verge")]),
      policy,
    );
    expect(joined).toMatchObject({ conclusion: "failure", risk: { score: 65 } });
    expect(joined.findings).toMatchObject([
      {
        title: "“quillon verge” with POSITIVE",
        rows: [
          { change: 0, line: 10 },
          { change: 1, line: 11 },
        ],
        earlier: { decides: true, rows: [{ line: 5 }, { line: 6 }] },
      },
    ]);
    expect(joined.flaggedRows.map(({ line, findings }) => [line, findings])).toEqual([
      [10, [joined.findings[0]!.id]],
      [11, [joined.findings[0]!.id]],
    ]);
  });

  test("what only this change or only earlier ones have is no finding of the two together", () => {
    const alone = [finding("failure", since.slice(0, 2), "a"), finding("failure", since.slice(2), "b")];
    const before = weighed(own, []);
    expect(withEarlier(before, weighed(since, alone), policy)).toBe(before.result);
    const note = weighed(since, [finding("info", since, "c")]);
    expect(withEarlier(before, note, policy)).toBe(before.result);
  });

  test("what the change has by itself is said once, with the rows that came before", () => {
    const plain = finding("failure", own, "quillon verge");
    const both = weighed(since, [finding("failure", since, "quillon verge")]);
    const { findings } = withEarlier(weighed(own, [plain]), both, policy);
    expect(findings).toMatchObject([
      { title: plain.title, rows: plain.rows, earlier: { decides: false, rows: [{ line: 5 }, { line: 6 }] } },
    ]);
  });

  test("a weaker one gives way to it, and never the other way round", () => {
    const together = (mine: Finding["severity"], theirs: Finding["severity"]) =>
      withEarlier(
        weighed(own, [finding(mine, own, "quillon verge")]),
        weighed(since, [finding(theirs, since, "quillon verge")]),
        policy,
      ).findings.map(({ severity, earlier }) => [severity, earlier?.decides]);
    expect(together("warning", "failure")).toEqual([["failure", true]]);
    expect(together("failure", "warning")).toEqual([["failure", false]]);
  });

  test("a finding without a phrase counts only where it names a row that was not named as severely", () => {
    const both = weighed(since, [finding("warning", since)]);
    expect(withEarlier(weighed(own, [finding("failure", own)]), both, policy).findings).toHaveLength(1);
    expect(withEarlier(weighed(own, [finding("warning", own.slice(1))]), both, policy).findings).toHaveLength(
      2,
    );
  });

  test("a row that was taken out is this change's where it took one of that content out", () => {
    const gone = [change(0, 3, "removed")];
    const all = [change(0, 2, "removed"), change(1, 3, "removed")];
    const joined = withEarlier(
      weighed(gone, []),
      weighed(all, [finding("warning", all, "quillon verge")]),
      policy,
    );
    expect(joined.findings).toMatchObject([
      { rows: [{ change: 0, line: 3, side: "base" }], earlier: { rows: [{ line: 2, side: "base" }] } },
    ]);
  });

  describe("a warning that stood before this change", () => {
    /** Rows 1 to 200 came since the trusted point; the last two by this change. */
    const all = Array.from({ length: 200 }, (_, index) => change(index, index + 1));
    const mine = [change(0, 199), change(1, 200)];
    const earlier = all.slice(0, 6);
    const joined = (
      named: readonly RowChange[],
      seen: readonly Finding[],
      severity: Finding["severity"],
      of?: string,
    ) =>
      withEarlier(
        weighed(mine, []),
        weighed(all, [finding(severity, named, of)]),
        policy,
        weighed(earlier, seen),
      );

    test.each(["quillon verge", undefined])(
      "is a note where this one adds no more than chance (%s)",
      (of) => {
        const seen = [finding("warning", earlier, of)];
        const result = joined([...earlier, all[199]!], seen, "warning", of);
        expect(result).toMatchObject({ conclusion: "success", flaggedRows: [] });
        expect(result.findings).toMatchObject([
          { severity: "info", rows: [{ line: 200 }], earlier: { decides: true } },
        ]);
        expect(result.findings[0]!.message).toMatch(/stood before this change/);
      },
    );

    test.each<[string, () => ReviewResult]>([
      // Two of eight rows, where one in a hundred is of this change: p = 0.003.
      [
        "this one adds more than chance",
        () => joined([...earlier, ...all.slice(198)], [finding("warning", earlier, "a")], "warning", "a"),
      ],
      [
        "it was a note then",
        () => joined([...earlier, all[199]!], [finding("info", earlier, "a")], "warning", "a"),
      ],
      [
        "another phrase was seen then",
        () => joined([...earlier, all[199]!], [finding("warning", earlier, "b")], "warning", "a"),
      ],
      [
        "not all of its rows were seen then",
        () => joined([...earlier, all[199]!], [finding("warning", earlier.slice(1))], "warning"),
      ],
    ])("is one again where %s", (_, result) => {
      expect(result()).toMatchObject({ conclusion: "neutral", findings: [{ severity: "warning" }] });
    });

    test("never weakens what blocks, nor what would if it were not capped", () => {
      const decisive: Finding = { ...finding("failure", [...earlier, all[199]!], "a"), severity: "warning" };
      const shown = weighed(earlier, [finding("failure", earlier, "a")]);
      const capped = withEarlier(weighed(mine, []), weighed(all, [decisive]), policy, shown);
      expect(capped).toMatchObject({ conclusion: "neutral", findings: [{ severity: "warning" }] });
      const result = joined([...earlier, all[199]!], [finding("failure", earlier, "a")], "failure", "a");
      expect(result).toMatchObject({ conclusion: "failure", findings: [{ severity: "failure" }] });
    });
  });
});
