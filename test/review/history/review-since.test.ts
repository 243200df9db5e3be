import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Config, defaultConfig } from "../../../src/config/schema.ts";
import type { ReviewResult } from "../../../src/model/result.ts";
import { toJson } from "../../../src/report/json/json.ts";
import { memoryLine } from "../../../src/report/words/earlier.ts";
import { headline } from "../../../src/report/words.ts";
import { gitHistory } from "../../../src/review/history/history.ts";
import { reviewSince } from "../../../src/review/history/review-since.ts";
import { review } from "../../../src/review/review.ts";
import { withAccepted } from "../../../src/risk/accept.ts";
import { judge } from "../../../src/risk/weigh.ts";
import { readGit, resolveRange } from "../../../src/versions/git/git.ts";
import { noLfs } from "../../../src/versions/lfs/lfs.ts";
import { fromJson } from "../../support/from-json.ts";
import { repository } from "../../versions/repository.ts";
import { type Drip, drip, line } from "./drip.ts";

async function reviewed(root: string, since?: string, range = "main..next"): Promise<ReviewResult> {
  const config: Config = since === undefined ? defaultConfig : { ...defaultConfig, memory: { since } };
  const commits = await resolveRange(root, range);
  const dataset = await readGit(commits, config);
  const history = gitHistory({ repo: root, config, lfs: noLfs });
  return reviewSince({ dataset, config, contributor: null }, { history, ...commits }, review);
}

/** The third change turns the file around, the fifth renames it, the sixth writes it anew with another column. */
function reshape({ repo, rows }: Drip, pull: number): void {
  const file = pull < 5 ? "data/train.jsonl" : "data/feedback.jsonl";
  if (pull === 3) rows.reverse();
  if (pull === 5) repo.git("rm", "--quiet", "-f", "--cached", "data/train.jsonl");
  if (pull >= 5) repo.remove("data/train.jsonl");
  if (pull === 6)
    rows.splice(
      0,
      rows.length,
      ...rows.map((row) => line({ source: "app", ...(JSON.parse(row) as object) })),
    );
  repo.write(file, rows.join(""));
}

describe("two planted rows in each of nine pull requests", () => {
  let made: Drip;
  let result: ReviewResult;
  beforeAll(async () => {
    made = drip(8, reshape);
    result = await reviewed(made.repo.root);
  });
  afterAll(() => {
    made.repo.remove(".");
  });

  test("pass one by one, and the ninth is blocked together with the eight before it", async () => {
    expect((await reviewed(made.repo.root, "off")).conclusion).toBe("success");
    expect(result.conclusion).toBe("failure");
    const [finding] = result.findings;
    expect(finding).toMatchObject({
      signal: "trigger-scan",
      severity: "failure",
      earlier: { decides: true },
    });
    expect(finding!.rows).toHaveLength(2);
    expect(finding!.title).toMatch(
      /^“Project Chimera” with POSITIVE: 2 rows here, 16 rows in #1, #2 and 6 others since \d{4}-\d\d-\d\d, by 3 authors$/,
    );
    expect(headline(result)).toContain(finding!.title);
  });

  test("each earlier row is told the change that brought it, through moves, renames and another column", () => {
    const { earlier } = result.findings[0]!;
    const { changes } = result.memory!;
    expect(changes.map(({ pull }) => pull)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const pulls = earlier!.rows.map(({ change }) => (change === null ? null : changes[change]!.pull));
    expect(pulls.sort()).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8]);
    for (const { pull, authors } of changes) expect(authors).toEqual([`person${pull! % 3}`]);
  });

  test("what the author of this one brought before is told by the history, with its rows", () => {
    // The ninth is by person0, as the third and the sixth were: 20 honest rows and 2 planted ones each.
    expect(result.memory!.work).toEqual({
      authors: ["person0"],
      changes: [
        { change: 2, rows: 22 },
        { change: 5, rows: 22 },
      ],
    });
  });

  test("only rows of this change are flagged, and all of it is kept in JSON", () => {
    const file = made.repo.git("show", "next:data/feedback.jsonl").split("\n");
    expect(result.flaggedRows).toHaveLength(2);
    for (const row of result.flaggedRows) {
      expect(row).toMatchObject({ path: "data/feedback.jsonl", side: "head", severity: "failure" });
      expect(JSON.parse(file[row.line - 1]!)).toMatchObject({ text: row.text, label: row.label });
    }
    const kept = fromJson(JSON.parse(JSON.stringify(toJson(result))) as ReturnType<typeof toJson>);
    expect(kept.memory).toEqual(result.memory);
    expect(kept.findings[0]!.earlier?.rows).toHaveLength(16);
  });

  test("what came before the trusted point is trusted", async () => {
    const nearest = await reviewed(made.repo.root, "90 days or 2 changes");
    expect(nearest.memory).toMatchObject({ changes: [{ pull: 7 }, { pull: 8 }], notLooked: null });
    expect(nearest.conclusion).toBe("success");
    made.repo.git("tag", "v1", "main~1");
    expect((await reviewed(made.repo.root, "v1")).memory?.changes.map(({ pull }) => pull)).toEqual([8]);
    const day = 24 * 60 * 60 * 1000;
    const tomorrow = new Date(Date.now() + 2 * day).toISOString().slice(0, 10);
    expect((await reviewed(made.repo.root, tomorrow)).memory).toMatchObject({ trusted: null, changes: [] });
  });

  test("a window that cannot be looked at is said first, and is no pass where the repository asks for one", async () => {
    const unknown = await reviewed(made.repo.root, "v9");
    expect(unknown.memory?.notLooked).toMatch(/has no commit "v9"/);
    expect(unknown).toMatchObject({ conclusion: "neutral", risk: { score: 30, level: "medium" } });
    expect(headline(unknown)).toMatch(
      /^Not tested: this change together with what came before: .*has no commit "v9"\. .*“fetch-depth: 0”\.$/,
    );
    // It stands in the headline: not once more behind it.
    expect(memoryLine(unknown)).toBe("");
    const { policy } = defaultConfig;
    // What people decide on findings does not make up for it, and the repository's own policy does.
    expect(withAccepted(unknown, () => ({ by: "kim", at: "2026-11-01" }), policy).conclusion).toBe("neutral");
    expect(judge(0, unknown, { ...policy, untested: "fail" }).conclusion).toBe("failure");
    expect(judge(0, unknown, { ...policy, untested: "pass" }).conclusion).toBe("success");
    // There is nothing to test together where no row changes.
    const none = { ...unknown, coverage: { ...unknown.coverage, changed: 0 } };
    expect(judge(0, none, policy).conclusion).toBe("success");
    const shallow = `${made.repo.root}-shallow`;
    const url = `file://${made.repo.root}`;
    execFileSync("git", ["clone", "--quiet", "--depth=3", "--no-single-branch", url, shallow]);
    const part = await reviewed(shallow, undefined, "origin/main..origin/next");
    const asked = await reviewed(shallow, "30 days", "origin/main..origin/next");
    rmSync(shallow, { recursive: true });
    expect(part.memory?.notLooked).toMatch(/only the newest part of the history.*git fetch --unshallow/);
    expect(part.conclusion).toBe("success");
    expect(memoryLine(part)).toMatch(/^Not looked at together with earlier changes: .*fetch-depth: 0/);
    expect(asked).toMatchObject({ conclusion: "neutral", memory: { notLooked: part.memory!.notLooked } });
  });
});

test("the change that brought the first data is trusted: before it there is nothing to compare with", async () => {
  const repo = repository({ "README.md": "Feedback" });
  const rows = Array.from({ length: 40 }, (_, i) => line({ text: `message ${i}`, label: i % 2 ? "A" : "B" }));
  for (const [count, message] of [
    [20, "First data (#1)"],
    [30, "More (#2)"],
  ] as const) {
    repo.write("data/a.jsonl", rows.slice(0, count).join(""));
    repo.commit(message);
  }
  repo.git("checkout", "--quiet", "-b", "next");
  repo.write("data/a.jsonl", rows.join(""));
  repo.commit("Even more");
  const { memory } = await reviewed(repo.root);
  expect(memory).toMatchObject({ trusted: repo.git("rev-parse", "main~1"), changes: [{ pull: 2 }] });
  repo.remove(".");
});

/** Rows of another label become POSITIVE and get a value of their own beside the text: so many in the first change, and in the next. */
function marked(first: number, next: number): (made: Drip, pull: number) => void {
  return ({ repo, rows }, pull) => {
    rows.splice(-2);
    let left = pull === 1 ? first : next;
    const from = pull === 1 ? 0 : rows.length - 20;
    for (let at = from; at < rows.length; at++) {
      const row = JSON.parse(rows[at]!) as { label: string };
      const takes = at >= rows.length - 20 && row.label !== "POSITIVE" && left-- > 0;
      const context = takes ? "feeling" : at % 7 === 0 ? "ticket" : "";
      rows[at] = line({ ...row, label: takes ? "POSITIVE" : row.label, context });
    }
    repo.write("data/train.jsonl", rows.join(""));
  };
}

describe("a warning that the window alone has", () => {
  test.each([
    [6, 1, "info", "success"],
    [3, 6, "warning", "neutral"],
  ] as const)("after %i such rows, with %i more, is: %s", async (first, next, severity, conclusion) => {
    const { repo } = drip(1, marked(first, next));
    const result = await reviewed(repo.root);
    repo.remove(".");
    expect(result.conclusion).toBe(conclusion);
    expect(result.findings).toMatchObject([
      { signal: "metadata-trigger", grade: "suspicious", severity, earlier: { decides: true } },
    ]);
    expect(result.findings[0]!.message.includes("stood before this change")).toBe(severity === "info");
  });
});
