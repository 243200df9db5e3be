import { expect, test } from "@jest/globals";
import { parseConfig } from "../../../src/config/parse.ts";
import { welcome } from "../../../src/service/reviewing/first-check.ts";

test("the suggested configuration is valid, and names what was found", () => {
  const { summary } = welcome(
    ["data/a/train.jsonl", "data/test.jsonl", "data/old.v1.csv.gz", "top.csv"],
    false,
  );
  const yaml = /```yaml\n(.*?)```/s.exec(summary)![1]!;
  expect(parseConfig(yaml, "suggestion")).toMatchObject({
    status: "valid",
    config: { include: ["*.csv", "data/**/*.csv.gz", "data/**/*.jsonl"] },
  });
});

test("a folder whose name means something in YAML or in patterns is not suggested", () => {
  const { summary } = welcome(['"]\npolicy: {blockAt: critical}/a.csv', "[x]/b.csv", "ok/c.csv"], false);
  expect(/```yaml\n(.*?)```/s.exec(summary)![1]).toContain('include:\n  - "ok/**/*.csv"\npolicy');
});

test("a repository that is configured gets no suggestion, one without datasets is told what counts", () => {
  expect(welcome(["a.csv"], true).summary).not.toContain("```");
  expect(welcome([], false)).toMatchObject({ title: "Ready. No dataset files yet" });
  expect(welcome([], false).summary).toContain("jsonl");
});

test("a long list is cut, and says by how much", () => {
  const paths = Array.from({ length: 50 }, (_, i) => `d/${i}.csv`);
  expect(welcome(paths, true).summary).toContain("and 30 more");
});
