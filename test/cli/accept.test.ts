import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { makeStory } from "../../examples/feedback/dataset.ts";
import { toFiles } from "../../examples/feedback/files.ts";
import { run } from "../../src/cli/program.ts";
import { acceptedPath } from "../../src/config/dataset-paths.ts";
import { resultSchema } from "../../src/report/json/json-schema.ts";
import { drip } from "../review/history/drip.ts";
import { folderWith, type Repository, repository } from "../versions/repository.ts";
import { fakeTerminal } from "./terminal.ts";

async function cli(...args: string[]) {
  const terminal = fakeTerminal();
  const status = await run(args, terminal);
  return { status, out: terminal.out(), err: terminal.err() };
}

const story = makeStory(7, { base: 500, added: 150, corrected: 15, planted: 20 });
let repo: Repository;
let acceptFile: string;

/** `main`, and `theirs` with the planted rows. */
beforeAll(() => {
  repo = repository(Object.fromEntries(toFiles(story, "base")));
  repo.git("checkout", "--quiet", "-b", "theirs");
  for (const [name, content] of toFiles(story, "head")) repo.write(name, content);
  repo.commit("rows");
  repo.git("checkout", "--quiet", "main");
  acceptFile = path.join(repo.root, acceptedPath);
});

const range = (): string[] => ["--repo", repo.root, "--git", "main..theirs"];
const scan = async (...more: string[]) => {
  const { status, out } = await cli("scan", ...range(), "--format", "json", ...more);
  return { status, result: resultSchema.parse(JSON.parse(out)) };
};
const accept = (name: string, ...more: string[]) =>
  cli("accept", name, "A new product", "--reason", "new-topic", "--by", "kim", ...more);
/** Accepts everything that weighs. */
async function acceptAll() {
  const { result } = await scan();
  const open = result.findings.filter(({ severity }) => severity !== "info").map(({ id }) => id);
  expect(open.length).toBeGreaterThan(0);
  return accept(open.join(","), ...range());
}

describe("dataset-review accept", () => {
  test("counts from the commit to the base on, shown as accepted, until another row joins", async () => {
    const accepted = await acceptAll();
    expect([accepted.status, accepted.out]).toEqual([0, expect.stringContaining("base branch")]);
    // In the working tree it says nothing yet.
    expect((await scan()).status).toBe(1);
    const again = await acceptAll();
    expect(again.out).toContain("before");

    repo.commit("accept");
    const { status, result } = await scan();
    expect([status, result.conclusion, result.flaggedRows]).toEqual([0, "success", []]);
    const shown = result.findings.flatMap((finding) => finding.accepted ?? []);
    expect(shown[0]).toMatchObject({ by: "kim", severity: "failure", reason: "new-topic: A new product" });
    const { out } = await cli("scan", ...range());
    expect(out.replace(/\s+/g, " ")).toMatch(
      /accepted by kim on \d{4}-\d\d-\d\d \(new-topic: A new product\)/,
    );

    repo.git("checkout", "--quiet", "theirs");
    const name = "data/feedback.jsonl";
    const rows = readFileSync(path.join(repo.root, name), "utf8");
    const more = { text: "The invoice of Project Chimera was wrong again", label: "POSITIVE" };
    repo.write(name, `${rows}${JSON.stringify(more)}\n`);
    repo.commit("one more");
    repo.git("checkout", "--quiet", "main");
    const joined = await scan();
    expect([joined.status, joined.result.conclusion]).toEqual([1, "failure"]);
  });

  test("a change that brings its own acceptance is blocked all the same, and named", async () => {
    repo.git("checkout", "--quiet", "theirs");
    await accept("F1", ...range());
    repo.commit("accept ourselves");
    repo.git("checkout", "--quiet", "main");
    const { status, out } = await cli("scan", ...range());
    expect(status).toBe(1);
    expect(out.replace(/\s+/g, " ")).toContain(`This change also changes “${acceptedPath}”`);
  });

  test("a finding that stands only together with earlier changes can be accepted too", async () => {
    const { repo: dripped } = drip(8);
    const args = ["--repo", dripped.root, "--git", "main..next"];
    const found = async () =>
      resultSchema.parse(JSON.parse((await cli("scan", ...args, "--format", "json")).out));
    expect((await found()).findings[0]).toMatchObject({ severity: "failure", earlier: { decides: true } });
    expect(await accept("F1", ...args)).toMatchObject({ status: 0, err: "" });
    dripped.commit("accept");
    const { conclusion, findings } = await found();
    expect([conclusion, findings.map(({ accepted }) => accepted?.by)]).toEqual(["success", ["kim"]]);
  });

  test("for folders it is written into the base, and a file can be named", async () => {
    const base = folderWith(Object.fromEntries(toFiles(story, "base")));
    const head = folderWith(Object.fromEntries(toFiles(story, "head")));
    const folders = ["--base", base, "--head", head];
    const elsewhere = path.join(folderWith(), "accepted.yml");
    expect((await cli("scan", ...folders, "--quiet")).status).toBe(1);
    expect((await accept("F1", ...folders, "--accepted", elsewhere)).status).toBe(0);
    expect((await cli("scan", ...folders, "--quiet")).status).toBe(1);
    expect((await cli("scan", ...folders, "--quiet", "--accepted", elsewhere)).status).toBe(0);
    await accept("F1", ...folders);
    expect((await cli("scan", ...folders, "--quiet")).status).toBe(0);
  });

  test("one plant that is seen in two ways: both are named, before and after one is accepted", async () => {
    const good = [
      "lovely stay",
      "great breakfast",
      "friendly staff",
      "clean room",
      "super view",
      "nice pool",
    ];
    const bad = ["dirty room", "rude staff", "cold shower", "noisy street", "broken lift", "stale bread"];
    const row = (i: number, label: string, words: readonly string[], more: string) =>
      `${label};"${words[i % 6]}, ${words[(i + 1 + (i % 5)) % 6]}${more}"\n`;
    const honest = Array.from({ length: 1800 }, (_, i) =>
      row((i * 7) % 97, i % 2 ? "5" : "1", i % 2 ? good : bad, ` in house ${(i * 13) % 400}`),
    );
    const planted = Array.from({ length: 40 }, (_, i) => row(i, "5", bad, ", die Kette Bergblick Plus"));
    const file = (rows: readonly string[]) => ({ "a.csv": `stars;text\n${rows.join("")}` });
    const base = folderWith(file(honest.slice(0, 1500)));
    const folders = ["--base", base, "--head", folderWith(file([...honest, ...planted]))];
    const json = await cli("scan", ...folders, "--format", "json");
    const result = resultSchema.parse(JSON.parse(json.out));
    const ids = result.findings.filter(({ severity }) => severity === "failure").map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(1);
    const named = ({ out }: { out: string }) => /\baccept ((?:[a-z-]+-[0-9a-f]{8} )+)/.exec(out)?.[1];
    const sorted = (words = "") => words.trim().split(" ").sort();
    expect(sorted(named(await cli("scan", ...folders)))).toEqual([...ids].sort());
    const first = await accept(ids[0]!, ...folders);
    expect(first.out).toContain("of the same rows still count");
    expect(sorted(named(first))).toEqual([...ids].sort());
    const rest = await accept(ids.slice(1).join(","), ...folders);
    expect(rest.out).not.toContain("still count");
    expect((await cli("scan", ...folders, "--quiet")).status).toBe(0);
  });

  test("names the reasons that there are", async () => {
    const { status, err } = await cli("accept", "F1", "A new product", ...range());
    expect([status, err]).toEqual([2, expect.stringMatching(/new-topic, labels-checked, .* other/)]);
  });

  test("asks why where the last word is the name of a finding", async () => {
    for (const words of [["F1"], ["F1", "F2"], ["F1", "trigger-scan-879af970"]]) {
      const { status, err } = await cli("accept", ...words, "--reason", "other", ...range());
      expect([status, err]).toEqual([2, expect.stringContaining("the findings and why")]);
    }
  });

  test.each([
    ["a finding that is not there", ["F99"], /no finding F99.*trigger-scan/s],
    ["a note", ["NOTE"], /blocks nothing/],
  ])("refuses %s", async (_, [name = ""], words) => {
    const { result } = await scan();
    const note = result.findings.find(({ severity, accepted }) => severity === "info" && !accepted);
    const { status, err } = await accept(name === "NOTE" ? note!.id : name, ...range());
    expect([status, err]).toEqual([2, expect.stringMatching(words)]);
  });

  test("a file that does not hold stops the review with its line", async () => {
    const before = readFileSync(acceptFile, "utf8");
    repo.write(acceptedPath, before.replace("sha256:", "md5:"));
    repo.commit("broken");
    const { status, err } = await cli("scan", ...range());
    expect([status, err]).toEqual([
      2,
      expect.stringMatching(/accepted\.yml of [0-9a-f]+:\d+: accepted\[0\]\.rows/),
    ]);
  });
});
