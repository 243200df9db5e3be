import { expect, test } from "@jest/globals";
import { makeStory } from "../../examples/feedback/dataset.ts";
import { defaultConfig } from "../../src/config/schema.ts";
import { checkRunOutput } from "../../src/report/check/check-run.ts";
import { review } from "../../src/review/review.ts";
import { jsonl, pair } from "../rows/support.ts";

const path = "data/train.jsonl";
const repository = {
  owner: "acme",
  repo: "feedback",
  htmlUrl: "https://github.com",
  headSha: "a",
  baseSha: "b",
};

test("38 rows planted among 2,000 are all marked, the most suspicious first, each family explained once", async () => {
  const { base, head, planted } = makeStory(1, { base: 3_000, added: 1_962, corrected: 0, planted: 38 });
  const result = await review({
    dataset: { pairs: [pair(path, jsonl(base), jsonl(head))], context: [], notAnalysed: [] },
    contributor: null,
    config: defaultConfig,
  });
  const { annotations } = checkRunOutput(result, { repository, annotationBudget: 50 });
  expect(annotations.length).toBeLessThanOrEqual(50);
  const marked = annotations.flatMap(({ start_line, end_line }) =>
    Array.from({ length: end_line - start_line + 1 }, (_, i) => start_line + i),
  );
  // Lines count from 1.
  const lines = new Set(planted.map((index) => index + 1));
  expect(lines.size).toBe(38);
  expect(marked.filter((line) => lines.has(line)).length).toBe(38);
  // What blocks stands before what only warns.
  const levels = annotations.map(({ annotation_level }) =>
    ["failure", "warning", "notice"].indexOf(annotation_level),
  );
  expect(levels).toEqual([...levels].sort((a, b) => a - b));
  const explained = annotations.filter(({ message }) => !message.startsWith("As on line"));
  const families = new Set(result.flaggedRows.map(({ findings, severity }) => `${findings[0]} ${severity}`));
  expect(explained.length).toBeLessThanOrEqual(families.size);
  for (const { message } of annotations) expect(message.split("\n").length).toBeLessThanOrEqual(3);
});
