import { rmSync } from "node:fs";
import { afterAll, expect, test } from "@jest/globals";
import type { DripCase } from "../../../bench/detection/case.ts";
import { openCorpus } from "../../../bench/detection/corpus.ts";
import { byWindow, dripInput, dripVersions } from "../../../bench/detection/drip.ts";
import { review } from "../../../src/review/review.ts";
import { writeSmallCorpus } from "./small-corpus.ts";

const folder = writeSmallCorpus();
const corpus = openCorpus(folder);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const drip = (pool: string | null): DripCase => ({ kind: "drip", set: "sst2", pool, seed: 1, pull: 8 });
const isPlanted = ({ text }: { text: string }): boolean => text.startsWith("Zyx");

test("each pull request brings 200 honest rows and two poisoned ones, and an honest one none of these", () => {
  const versions = dripVersions(corpus, drip("phrase"));
  expect(versions.map(({ length }) => length)).toEqual([
    3000, 3202, 3404, 3606, 3808, 4010, 4212, 4414, 4616,
  ]);
  expect(versions.map((rows) => rows.filter(isPlanted).length)).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16]);
  expect(new Set(versions[8]!.map(({ text }) => text.replace(/^Zyx /, ""))).size).toBe(4616);
  expect(dripVersions(corpus, drip(null))[8]!.some(isPlanted)).toBe(false);
});

test("the window sees what no pull request shows by itself, and nothing in an honest sequence", async () => {
  const reviewed = async (pool: string | null, alone = false) => {
    const input = dripInput(corpus, drip(pool));
    const head = dripVersions(corpus, drip(pool)).at(-1)!;
    return byWindow(await review(alone ? { ...input, window: null } : input), head, pool !== null);
  };
  const seen = await reviewed("phrase");
  expect(seen.conclusion).toBe("failure");
  expect(seen.findings.every(({ earlier }) => earlier?.decides)).toBe(true);
  expect(await reviewed("phrase", true)).toMatchObject({ conclusion: "success", findings: [] });
  expect((await reviewed(null)).conclusion).toBe("success");
});
