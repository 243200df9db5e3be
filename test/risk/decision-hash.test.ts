import { describe, expect, test } from "@jest/globals";
import type { ReviewResult } from "../../src/model/result.ts";
import { decisionHashes } from "../../src/risk/decision-hash.ts";
import { file, finding, flaggedRow, result } from "../support/result-builder.ts";

const id = finding().id;

/** A result with one finding that names these records, one a line. */
function naming(records: readonly (string | undefined)[], change: Partial<ReviewResult> = {}, rows?: number) {
  const places = records.map((_, i) => ({
    change: i,
    path: "data/feedback.jsonl",
    line: i + 1,
    side: "head" as const,
    score: 1,
  }));
  return result({
    findings: [finding({ rows: places, evidence: { rows: rows ?? records.length } })],
    flaggedRows: places.map((place, i) => {
      const recordHash = records[i];
      return flaggedRow({ ...place, ...(recordHash === undefined ? {} : { recordHash }) });
    }),
    ...change,
  });
}

const hashOf = (given: ReviewResult, key = "key") => decisionHashes(given, key).get(id);
const otherFiles = { files: [file({ sha256: { base: "c3".repeat(32), head: "d4".repeat(32) } })] };

describe("what a decision is about", () => {
  test("are the records that the finding names, wherever they stand and whatever else the files hold", () => {
    expect(hashOf(naming(["a", "b"]))).toBe(hashOf(naming(["b", "a"], otherFiles)));
  });

  test.each([
    ["a record changes", naming(["a", "c"])],
    ["a record joins", naming(["a", "b", "c"])],
    ["the same record is there twice", naming(["a", "b", "b"])],
    ["a record goes", naming(["a"])],
  ])("another thing when %s", (_, changed) => {
    expect(hashOf(changed)).not.toBe(hashOf(naming(["a", "b"])));
  });

  test.each([
    ["no row is named", naming([], {}, 3)],
    ["not every row is named", naming(["a", "b"], {}, 900)],
    ["a row is no record", naming(["a", undefined])],
  ])("are these very files where %s", (_, given) => {
    expect(hashOf(given)).toBeDefined();
    expect(hashOf({ ...given, ...otherFiles })).not.toBe(hashOf(given));
    const [said] = given.findings;
    expect(hashOf({ ...given, findings: [{ ...said!, message: "Something else." }] })).not.toBe(
      hashOf(given),
    );
  });

  test("cannot be recomputed without the key, and notes have none", () => {
    expect(hashOf(naming(["a"]), "another key")).not.toBe(hashOf(naming(["a"])));
    const { findings } = naming(["a"]);
    const note = result({ findings: findings.map((one) => ({ ...one, severity: "info" as const })) });
    expect(decisionHashes(note, "key").size).toBe(0);
  });
});
