import { describe, expect, test } from "@jest/globals";
import { defaultConfig } from "../../src/config/schema.ts";
import { type Acceptances, withAccepted } from "../../src/risk/accept.ts";
import { quietResult, result } from "../support/result-builder.ts";

const { policy } = defaultConfig;
const at = "2026-11-23T16:20:00.000Z";
const kimAccepts =
  (...ids: string[]): Acceptances =>
  ({ id }) =>
    ids.includes(id) ? { by: "kim", at } : null;

describe("accepted findings", () => {
  test("all of them: it passes, and the findings name who accepted them", () => {
    const accepted = withAccepted(result(), () => ({ by: "kim", at }), policy);
    expect(accepted).toMatchObject({
      conclusion: "success",
      risk: { score: 0, level: "none" },
      flaggedRows: [],
    });
    expect(
      accepted.findings.map(({ severity, contribution, accepted }) => [severity, contribution, accepted]),
    ).toEqual([
      ["info", 0, { by: "kim", at, severity: "failure" }],
      ["info", 0, { by: "kim", at, severity: "warning" }],
    ]);
  });

  test("one of two: the other still counts, with its rows", () => {
    const [blocking, warning] = result().findings;
    const warned = withAccepted(result(), kimAccepts(blocking!.id), policy);
    // A single warning has 30 points: the lower end of its range in risk/weigh.ts.
    expect(warned).toMatchObject({ conclusion: "neutral", risk: { score: 30, level: "medium" } });
    expect(warned.findings.map(({ id }) => id)).toEqual([warning!.id, blocking!.id]);
    expect(warned.flaggedRows).toHaveLength(7);
    const blocked = withAccepted(result(), kimAccepts(warning!.id), policy);
    // A single failure: 65.
    expect(blocked).toMatchObject({ conclusion: "failure", risk: { score: 65, level: "high" } });
    expect(blocked.flaggedRows).toHaveLength(38);
  });

  test("a row that two findings name stays flagged, by the one that counts", () => {
    const [blocking, warning] = result().findings;
    const [row] = result().flaggedRows;
    const both = { ...row!, findings: [blocking!.id, warning!.id] };
    const { flaggedRows } = withAccepted(result({ flaggedRows: [both] }), kimAccepts(blocking!.id), policy);
    expect(flaggedRows).toMatchObject([{ findings: [warning!.id], severity: "warning" }]);
  });

  test("what could not be analysed blocks whatever was accepted", () => {
    const unread = result({ notAnalysed: [{ path: "big.csv", reason: "It is too large." }] });
    const accepted = withAccepted(unread, () => ({ by: "kim", at }), policy);
    expect(accepted).toMatchObject({ conclusion: "failure", risk: { score: 60, level: "high" } });
  });

  test("none: the result is the same", () => {
    const before = result();
    expect(withAccepted(before, () => null, policy)).toBe(before);
    // Notes are nothing to accept.
    const quiet = quietResult();
    expect(withAccepted(quiet, () => ({ by: "kim", at }), policy)).toBe(quiet);
  });
});
