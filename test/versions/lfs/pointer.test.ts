import { describe, expect, test } from "@jest/globals";
import { PatientOctokit, webOrigin } from "../../../src/github/client/octokit.ts";
import { parseLfsPointer } from "../../../src/versions/lfs/pointer.ts";

// The example of the specification: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
const oid = "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393";
const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 12345\n`;

describe("an LFS pointer", () => {
  test("names content by hash and size", () => {
    expect(parseLfsPointer(pointer)).toEqual({ oid, size: 12345 });
    expect(parseLfsPointer(pointer.replaceAll("\n", "\r\n"))).toEqual({ oid, size: 12345 });
  });

  test.each([
    ["rows that speak of one", `text,label\n"${pointer}",x\n`],
    ["another version", pointer.replace("spec/v1", "spec/v2")],
    ["no hash", pointer.replace(oid, "abc")],
    ["no size", pointer.replace("size", "sise")],
    ["too long", pointer + "x ".repeat(600)],
  ])("is not %s", (_, text) => {
    expect(parseLfsPointer(text)).toBeNull();
  });
});

test.each([
  ["https://api.github.com", "https://github.com"],
  ["https://github.example.com/api/v3", "https://github.example.com"],
  ["https://api.octo-corp.ghe.com", "https://octo-corp.ghe.com"],
])("repositories of %s are at %s", (baseUrl, origin) => {
  expect(webOrigin(new PatientOctokit({ baseUrl, auth: { token: "x" } }))).toBe(origin);
});
