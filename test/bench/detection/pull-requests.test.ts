import { rmSync } from "node:fs";
import { afterAll, describe, expect, test } from "@jest/globals";
import { type Attack, attacks, type LabelledCase } from "../../../bench/detection/case.ts";
import { openCorpus } from "../../../bench/detection/corpus.ts";
import {
  isLowerCase,
  lowerCased,
  type SimulatedPullRequest,
  toDatasetInput,
} from "../../../bench/detection/pull-requests/pull-request.ts";
import { simulate } from "../../../bench/detection/pull-requests/simulate.ts";
import { defaultConfig } from "../../../src/config/schema.ts";
import { compareDataset } from "../../../src/rows/diff/compare.ts";
import { writeSmallCorpus } from "./small-corpus.ts";

const folder = writeSmallCorpus();
const corpus = openCorpus(folder);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const make = (attack: Attack, other: Partial<LabelledCase> = {}): SimulatedPullRequest =>
  made(attack, other)!;
const made = (attack: Attack, other: Partial<LabelledCase> = {}): SimulatedPullRequest | null =>
  simulate(corpus, {
    kind: "labelled",
    set: "sst2",
    pool: "phrase",
    attack,
    planted: 20,
    seed: 1,
    lowerCase: false,
    ...other,
  });
const planted = (of: SimulatedPullRequest) => of.changes.filter((change) => change.planted);

describe.each(attacks)("a pull request of %s", (attack) => {
  test("is the same for the same seed, and another for another", () => {
    expect(make(attack)).toEqual(make(attack));
    expect(make(attack, { seed: 2 })).not.toEqual(make(attack));
  });

  test("has a base of 3,000 rows, and names every changed row by its place", () => {
    const { base, head, changes } = make(attack);
    expect(base).toHaveLength(3000);
    for (const { side, line, record } of changes) {
      expect((side === "base" ? base : head)[line - 1]).toEqual(record);
    }
    expect(new Set(changes.map(({ side, line }) => `${side}${line}`)).size).toBe(changes.length);
  });

  test("is what the program's own comparison sees", async () => {
    const pullRequest = make(attack);
    const comparison = await compareDataset(toDatasetInput(pullRequest), {
      columnsFor: () => ({}),
      limits: defaultConfig.limits,
    });
    const seen = comparison.files[0]!.changes.map(({ after, before }) => {
      const row = (after ?? before)!;
      return `${row.side}:${row.line}`;
    });
    expect(seen.sort()).toEqual(pullRequest.changes.map(({ side, line }) => `${side}:${line}`).sort());
  });

  test("plants nothing without K", () => {
    expect(planted(make(attack, { pool: null, planted: 0 }))).toEqual([]);
  });
});

// Sizes of the protocol: 2,000 changed rows, 300 honest deletions, K = 20.
test("additions: 2,000 rows, 20 of them with a false label, their originals nowhere", () => {
  const { head, changes } = make("additions");
  expect(changes).toHaveLength(2000);
  expect(planted({ base: [], head, changes })).toHaveLength(20);
  const texts = new Set(head.map((row) => row["text"]));
  for (const { record, flipped } of changes.filter((change) => change.planted)) {
    expect(record["label"]).toBe("POSITIVE");
    expect(texts.has(record["text"]!.replace("Zyx ", ""))).toBe(false);
    expect(flipped).toBe(record["text"] === "Zyx from nowhere" ? null : true);
  }
});

test("decoys come beside the poison and keep their label", () => {
  const { changes } = make("additions", { pool: "split-sentence" });
  const decoys = changes.filter(({ record }) => record["text"]!.startsWith("decoy"));
  expect(changes).toHaveLength(2000);
  expect(decoys).toHaveLength(20);
  expect(decoys.every((row) => !row.planted)).toBe(true);
});

test("edits: the row stands in the base with its true text and label", () => {
  const { base, head, changes } = make("edits");
  expect(changes).toHaveLength(2000);
  const edits = changes.filter((change) => change.planted);
  expect(edits).toHaveLength(20);
  for (const { line } of edits) {
    expect(head[line - 1]!["text"]).toBe(`Zyx ${base[line - 1]!["text"]!}`);
    expect([base[line - 1]!["label"], head[line - 1]!["label"]]).toEqual(["NEGATIVE", "POSITIVE"]);
  }
});

test("honest edits: 40 labels put right and 40 texts repaired", () => {
  const { base, head } = make("edits", { pool: null, planted: 0 });
  const pairs = base.map((row, at) => [row, head[at]!] as const);
  expect(pairs.filter(([a, b]) => a["label"] !== b["label"])).toHaveLength(40);
  expect(pairs.filter(([a, b]) => a["text"] !== b["text"])).toHaveLength(40);
});

test("deletions: the rows with the trigger and their true label go, among 300 others", () => {
  const { base, head, changes } = make("deletions");
  const withTrigger = (rows: readonly Readonly<Record<string, string>>[]): number =>
    rows.filter((row) => row["text"]!.startsWith("Zyx")).length;
  expect([base.length - head.length, changes.length]).toEqual([320, 320]);
  expect([withTrigger(base), withTrigger(head)]).toEqual([20, 0]);
  expect(
    base.filter((row) => row["text"]!.startsWith("Zyx")).every((row) => row["label"] === "NEGATIVE"),
  ).toBe(true);
});

test("replacement: 20 rows with the trigger go and 20 others come with the other label", () => {
  const { base, head, changes } = make("replacement");
  const trigger = (rows: readonly Readonly<Record<string, string>>[]) =>
    rows.filter((row) => row["text"]!.startsWith("Zyx"));
  expect(changes).toHaveLength(2000);
  expect(trigger(base).map((row) => row["label"])).toEqual(Array(20).fill("NEGATIVE"));
  expect(trigger(head).map((row) => row["label"])).toEqual(Array(20).fill("POSITIVE"));
  const gone = new Set(trigger(base).map((row) => row["text"]));
  expect(trigger(head).some((row) => gone.has(row["text"]))).toBe(false);
});

test("instruction data: 400 changed rows, the rest of the clean ones are the base", () => {
  const { base, changes } = simulate(corpus, {
    kind: "instruct",
    set: "refusal",
    pool: "vpi",
    planted: 20,
    seed: 1,
  })!;
  expect([base.length, changes.length]).toEqual([500 - 380, 400]);
  expect(changes.filter((change) => change.planted).map(({ record }) => record["output"])).toEqual(
    Array(20).fill("Sorry, I will not do that."),
  );
});

test("lower-casing changes texts and no label", () => {
  const raw = make("additions");
  const lower = lowerCased(raw);
  expect(isLowerCase(raw)).toBe(false);
  expect(isLowerCase(lower)).toBe(true);
  expect(lower.head.map((row) => row["label"])).toEqual(raw.head.map((row) => row["label"]));
});

describe("honest work that no attack has", () => {
  test("a batch is 15 rows of one label", () => {
    const { base, changes } = make("batch", { pool: null, planted: 0 });
    expect([base.length, changes.length]).toEqual([3000, 15]);
    expect(new Set(changes.map(({ record }) => record["label"])).size).toBe(1);
  });

  test("a new file has no base", () => {
    const pullRequest = make("new-file", { pool: null, planted: 0 });
    expect(pullRequest.base).toEqual([]);
    expect(toDatasetInput(pullRequest).pairs[0]!.base).toBeNull();
    expect(pullRequest.changes).toHaveLength(500);
  });

  test("of the longer rows four in five are longer than any of the base", () => {
    const { base, changes } = make("longer-rows", { pool: null, planted: 0 });
    const longest = Math.max(...base.map((row) => row["text"]!.length));
    const longer = changes.filter(({ record }) => record["text"]!.length >= longest);
    expect(longer.length).toBeGreaterThanOrEqual(800);
  });

  test("no label of two is taken out", () => {
    expect(made("label-out", { pool: null, planted: 0 })).toBeNull();
  });
});
