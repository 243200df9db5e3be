import { expect, test } from "@jest/globals";
import { boundsOf, since } from "../../src/config/since.ts";

test.each([
  ["90 days", [{ kind: "days", days: 90 }]],
  [
    "2 weeks or 50 changes",
    [
      { kind: "days", days: 14 },
      { kind: "changes", changes: 50 },
    ],
  ],
  ["2026-09-01", [{ kind: "date", date: Date.UTC(2026, 8, 1) }]],
  ["v1.2", [{ kind: "commit", name: "v1.2" }]],
  ["off", null],
])("%s", (text, bounds) => {
  expect(since.safeParse(text).success).toBe(true);
  expect(boundsOf(text)).toEqual(bounds);
});

test.each(["3 fortnights", "2026-13-45", "v1..v2", "--all", "v1 or v2", ""])("refuses %j", (text) => {
  expect(since.safeParse(text).success).toBe(false);
});
