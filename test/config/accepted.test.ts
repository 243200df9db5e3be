import { describe, expect, test } from "@jest/globals";
import { parseAccepted, withEntries } from "../../src/config/accepted.ts";

const entry = {
  finding: "trigger-scan-1a2b3c4d",
  rows: `sha256:${"ab".repeat(32)}`,
  reason: "new-topic",
  note: 'Chimera: a "new" product #1',
  by: "Kim",
  at: "2026-11-29T08:00:00Z",
};
const other = { ...entry, finding: "label-edit-77aa88bb" };

describe("the file of accepted findings", () => {
  test("what is written is read again, and further entries leave comments alone", () => {
    const first = withEntries(null, [entry]);
    expect(parseAccepted(first, "f")).toEqual({ status: "valid", accepted: [entry] });
    const second = withEntries(`${first}# to be removed in spring\n`, [other]);
    expect(second).toContain("# to be removed in spring");
    expect(parseAccepted(second, "f")).toEqual({ status: "valid", accepted: [entry, other] });
  });

  test.each(["", "# nothing yet\n", "accepted: []\n"])("%j takes a first entry", (text) => {
    const written = withEntries(text, [entry]);
    expect(parseAccepted(written, "f")).toEqual({ status: "valid", accepted: [entry] });
  });

  test.each([
    ["a hash that is none", { ...entry, rows: "all" }, /rows: is not the hash/],
    ["a reason that is none", { ...entry, reason: "new-topics" }, /reason.*new-topic/s],
    ["no note", { ...entry, note: " " }, /note/],
    ["a time without its zone", { ...entry, at: "2026-11-29" }, /at: is no time/],
    ["a key that is none", { ...entry, severity: "info" }, /unknown key/],
  ])("%s is refused with its line", (_, bad, words) => {
    const parsed = parseAccepted(JSON.stringify({ accepted: [bad] }), "accepted.yml");
    expect(parsed.status).toBe("invalid");
    const errors = "errors" in parsed ? parsed.errors : [];
    expect(errors.map(({ key, message, remedy }) => `${key}: ${message} ${remedy}`).join("\n")).toMatch(
      words,
    );
    expect(errors[0]).toMatchObject({ file: "accepted.yml", line: 1 });
  });
});
