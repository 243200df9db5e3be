import { expect, test } from "@jest/globals";
import { externalId, parseExternalId, type RunOrigin } from "../../src/github/external-id.ts";

test.each<RunOrigin>([
  { kind: "pull_request", pullNumber: 12, jobId: "7b1c9f0e-0000-4000-8000-000000000000", baseSha: null },
  { kind: "merge_group", pullNumber: null, jobId: "abc", baseSha: null },
  { kind: "merge_group", pullNumber: null, jobId: "abc", baseSha: "b".repeat(40) },
  { kind: "installation", pullNumber: null, jobId: "abc", baseSha: null },
])("what is written can be read: %j", (origin) => {
  expect(parseExternalId(externalId(origin))).toEqual(origin);
});

test.each([
  null,
  undefined,
  "",
  "pull_request/12",
  "pull_request/x/abc",
  "other/1/abc",
  "pull_request/1/a b",
  "push/1/abc",
  "merge_group//abc/main",
])("%j is not ours", (text) => {
  expect(parseExternalId(text)).toBeNull();
});
