import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { defaultConfig } from "../../../src/config/schema.ts";
import { renderDrillHtml, renderDrillText } from "../../../src/review/drill/report/render.ts";
import { inMemory } from "../../../src/review/drill/run/in-memory.ts";
import { drillJournal } from "../../../src/review/drill/run/journal.ts";
import type { DrillRequest } from "../../../src/review/drill/run/plan.ts";
import { readPools } from "../../../src/review/drill/run/pools.ts";
import { looser, runCase } from "../../../src/review/drill/run/run-case.ts";
import { runDrill } from "../../../src/review/drill/run/run-drill.ts";
import { storyRows } from "./rows.ts";

const file = (rows: readonly object[]) => ({
  path: "data/train.jsonl",
  source: inMemory(rows.map((row) => `${JSON.stringify(row)}\n`).join("")),
});
const request: DrillRequest = {
  attacks: ["plain"],
  changed: 400,
  sizes: [20],
  seeds: 1,
  label: "POSITIVE",
};

describe("a drill", () => {
  test("blocks the plain attack, lets honest rows pass, and states the floor that it measures", async () => {
    const pools = await readPools([file(storyRows(1500))], null, defaultConfig);
    const report = await runDrill({ name: "story", pools, config: defaultConfig }, request);
    expect(report.attacks.map(({ name, sizes }) => [name, sizes[0]!.blocked!.events])).toEqual([
      ["plain", 1],
    ]);
    expect(report.attacks[0]!.sizes[0]!.namedRows).toBe(1);
    expect(report.honest.find(({ name }) => name === "honest-rows")!.blocked.events).toBe(0);
    expect(renderDrillText(report, { color: false, width: 100 })).toMatch(/^ +plain +100 \(21–100\)$/m);
    expect(renderDrillHtml(report)).toContain('aria-label="plain, blocked: 20 rows: 100 (21–100) %"');
    expect(renderDrillText(report, { color: false, width: 100 })).toContain(
      "Of 1 attack with 20 planted rows each is blocked in more than half of the draws.",
    );
    expect(renderDrillHtml(report)).toContain('<body class="success">');
    const floor = report.floors.find(({ label }) => label === "POSITIVE")!;
    expect(floor.measured).toBe(20);
    expect(floor.stated).toBeLessThanOrEqual(20);
  });

  test("of rows without labels tries what needs none", async () => {
    const pools = await readPools([file(storyRows(400).map(({ text }) => ({ text })))], null, defaultConfig);
    expect(pools.kind).toBe("texts");
    const one = { ...request, changed: 100, attacks: ["zero-width"], label: null };
    const report = await runDrill({ name: "texts", pools, config: defaultConfig }, one);
    expect(report.attacks.map(({ name, sizes }) => [name, sizes[0]!.blocked!.trials])).toEqual([
      ["zero-width", 1],
    ]);
    expect(report.honest.map(({ name }) => name)).toEqual(["honest-texts"]);
    expect(renderDrillText(report, { color: false, width: 100 })).toContain("Rows without labels or answers");
    // What was not tested is no pass.
    expect(renderDrillHtml(report)).toContain('<body class="neutral">');
    await expect(
      runDrill({ name: "texts", pools, config: defaultConfig }, { ...one, attacks: ["clean-label"] }),
    ).rejects.toThrow('the family "clean-label" does not fit rows of this kind');
  });
});

test("what is said with higher error rates is what a review by itself says with them", async () => {
  const pools = await readPools([file(storyRows(800))], null, defaultConfig);
  const setting = { pools, config: defaultConfig, changed: 200 };
  const of = { family: "no-trigger", target: "POSITIVE", count: 20, seed: 1 };
  const { looser: said } = await runCase({ ...of, looser: true }, setting);
  const { planted, floor, seconds, ...alone } = await runCase(of, {
    ...setting,
    config: looser(defaultConfig),
  });
  expect(said).toEqual(alone);
});

describe("a journal", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "drill-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test("continues an interrupted drill with the same table, and refuses another one's", async () => {
    const journal = path.join(folder, "drill.jsonl");
    const pools = await readPools([file(storyRows(600))], null, defaultConfig);
    const input = { name: "story", pools, config: defaultConfig };
    const asked = { ...request, changed: 100, attacks: ["plain", "drip"], label: null, sizes: [5, 10] };
    let reviews = 0;
    const run = () =>
      runDrill(
        input,
        asked,
        (done) => (reviews = done),
        (setting) => drillJournal(journal, setting, "1"),
      );
    const whole = await run();
    const all = reviews;
    const lines = readFileSync(journal, "utf8").split("\n");
    expect(lines.join("\n")).not.toContain(pools.base[0]!.text);
    // The drill was interrupted while it wrote its third outcome.
    writeFileSync(journal, `${lines.slice(0, 3).join("\n")}\n${lines[3]!.slice(0, 9)}`);
    const continued = await run();
    expect(reviews).toBe(all - 2);
    expect({ ...continued, seconds: null }).toEqual({ ...whole, seconds: null });
    await expect(
      runDrill(input, { ...asked, changed: 120 }, undefined, (setting) =>
        drillJournal(journal, setting, "1"),
      ),
    ).rejects.toThrow("belongs to another drill");
    await expect(
      runDrill(input, asked, undefined, (setting) => drillJournal(journal, setting, "2")),
    ).rejects.toThrow("another build");
  });
});
