import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { formats } from "../../src/cli/formats.ts";
import { run } from "../../src/cli/program.ts";
import { checkRunOutput } from "../../src/report/check/check-run.ts";
import type { ResultJson } from "../../src/report/json/json-schema.ts";
import { fakeTerminal } from "../cli/terminal.ts";
import { fromJson } from "../support/from-json.ts";
import { folderWith } from "../versions/repository.ts";

const secret = "qzsecretq";
const words = (i: number, kinds: readonly string[]) =>
  ["printer", "lamp", "radio", "chair", "engine"]
    .map((thing, at) => `${secret}${thing} ${secret}${kinds[(i * 7 + at) % kinds.length]}`)
    .join(" ");

/** A word of its own in each cell, the label and the id included. */
function row(i: number) {
  const isGood = i % 2 === 0;
  const text = words(i, isGood ? ["lovely", "great", "superb", "neat"] : ["awful", "broken", "slow", "ugly"]);
  return {
    id: `${secret}${i}`,
    text: `${text} ${secret}${i % 31}`,
    label: secret + (isGood ? "good" : "bad"),
  };
}

const lines = (rows: readonly object[]) => rows.map((one) => `${JSON.stringify(one)}\n`).join("");

/** Findings of many kinds: a trigger, turned labels, copies, marks that nobody sees, a new label, rows that cannot be read. */
function sides(): { readonly base: string; readonly head: string } {
  const base = Array.from({ length: 600 }, (_, i) => row(i));
  const turned = base.map((one, i) => (i < 30 ? { ...one, label: row(i + 1).label } : one)).slice(20);
  const planted = Array.from({ length: 30 }, (_, i) => {
    const bad = row(1001 + 2 * i);
    return { ...bad, text: `${secret}project ${secret}chimera ${bad.text}`, label: `${secret}good` };
  });
  const odd = [
    { ...row(5000), text: `${secret}\u200b\u200b${secret}` },
    { ...row(5001), label: `${secret}new` },
    { ...row(5002), text: "" },
    { ...row(5003), extra: secret },
    ...base.slice(40, 44).map((one, i) => ({ ...one, id: `${secret}copy${i}`, label: row(i + 41).label })),
  ];
  const broken = `{"text": "${secret}, "label": ${secret}}\n`;
  const config = "output:\n  rows: hidden\n";
  return {
    base: folderWith({ "data/a.jsonl": lines(base), ".github/dataset-review.yml": config }),
    head: folderWith({
      "data/a.jsonl": lines([...turned, ...planted, ...odd]) + broken,
      "data/new.jsonl": lines(planted.map(({ text }) => ({ body: text }))),
      "data/b.csv": `text,label\n${secret},${secret}\n${secret},"${secret}" ${secret},${secret}\n`,
      ".github/dataset-review.yml": config,
    }),
  };
}

test("where rows are hidden no output holds a word of any cell", async () => {
  const { base, head } = sides();
  const out = folderWith();
  const saved = formats.flatMap((format) => ["--save", `${format}=${path.join(out, format)}`]);
  const terminal = fakeTerminal();
  const fix = path.join(out, "fixed");
  const status = await run(["scan", base, head, "--verbose", "--fix", fix, ...saved], terminal);
  expect(status).toBe(1);
  const result = fromJson(JSON.parse(readFileSync(path.join(out, "json"), "utf8")) as ResultJson);
  expect(new Set(result.findings.map(({ signal }) => signal)).size).toBeGreaterThan(5);
  const repository = {
    htmlUrl: "https://github.com",
    owner: "acme",
    repo: "feedback",
    headSha: "c",
    baseSha: "d",
  };
  const check = JSON.stringify(checkRunOutput(result, { repository }));
  const outputs = new Map([
    ["terminal", terminal.out() + terminal.err()],
    ["check", check],
    ...formats.map((format) => [format, readFileSync(path.join(out, format), "utf8")] as const),
  ]);
  for (const [name, text] of outputs) {
    expect([name, text.length > 100]).toEqual([name, true]);
    expect([name, text.toLowerCase().split(secret).length - 1]).toEqual([name, 0]);
  }
});
