/** Rows that are written in any known way: what is planted among them is found and named, and honest rows pass. */
import { describe, expect, test } from "@jest/globals";
import { defaultConfig } from "../../../src/config/schema.ts";
import type { ReviewResult } from "../../../src/model/result.ts";
import { review } from "../../../src/review/review.ts";
import { pair } from "../../rows/support.ts";
import { kinds } from "./index.ts";
import { base, honest, type KindRow, PHRASE, poisoned } from "./rows.ts";
import type { Kind } from "./writers.ts";

describe.each(kinds)("$name", (kind) => {
  test("honest additions pass, and all of them were tested", async () => {
    const { conclusion, coverage, findings } = await reviewed(kind, honest);
    expect({
      conclusion,
      findings: findings.filter(({ severity }) => severity !== "info").map(({ title }) => title),
    }).toEqual({
      conclusion: "success",
      findings: [],
    });
    expect(coverage.untested).toEqual([]);
  });

  test("planted rows are blocked, and what they hold is named", async () => {
    const { conclusion, findings } = await reviewed(kind, poisoned);
    expect(conclusion).toBe("failure");
    const named = findings.filter(({ severity }) => severity === "failure").map(({ title }) => title);
    expect(named.join("\n").toLowerCase()).toMatch(new RegExp(PHRASE.replace(" ", "\\W+")));
  });
});

function reviewed(kind: Kind, rows: readonly KindRow[]): Promise<ReviewResult> {
  const before = kind.write(base);
  const pairs = Object.entries(kind.write(rows)).map(([path, head]) =>
    pair(path, before[path] ?? null, head),
  );
  return review({
    dataset: { pairs, context: [], notAnalysed: [] },
    contributor: null,
    config: defaultConfig,
  });
}
