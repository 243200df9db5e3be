import { describe, expect, test } from "@jest/globals";
import { readKeptReport, writeKeptReport } from "../../src/report/kept-report.ts";
import { everywhere } from "../support/everywhere.ts";
import { HOSTILE_TEXTS } from "../support/hostile-texts.ts";
import { file, quietResult, result } from "../support/result-builder.ts";

const place = {
  repositoryId: 5,
  context: {
    repository: {
      htmlUrl: "https://github.com",
      owner: "acme",
      repo: "feedback",
      headSha: "c".repeat(40),
      baseSha: "d".repeat(40),
    },
    pullNumber: 7,
    notices: ["a notice"],
  },
};

describe("a kept report", () => {
  test.each([
    ["the story", result()],
    ["a quiet one", quietResult()],
    ["hostile texts", everywhere(HOSTILE_TEXTS["closing tags"]!)],
    [
      "labels that objects have by themselves",
      result({ files: [file({ labels: new Map([["__proto__", { base: 1, head: 2 }]]) })] }),
    ],
  ])("comes back as it was: %s", (_, kept) => {
    expect(readKeptReport(writeKeptReport({ ...place, result: kept }))).toEqual({ ...place, result: kept });
  });

  test.each([
    ["of an earlier version", { version: 2, repositoryId: 5 }],
    ["without an envelope", { schemaVersion: 1, conclusion: "success" }],
    ["of a later version", { version: 4, repositoryId: 5 }],
  ])("is not read %s", (_, stored) => {
    expect(readKeptReport(JSON.stringify(stored))).toBeNull();
  });
});
