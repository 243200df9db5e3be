import { beforeAll, describe, expect, test } from "@jest/globals";
import { defaultConfig } from "../src/config/schema.ts";
import type { DatasetInput, FileVersion } from "../src/model/dataset.ts";
import { buildProfile, profiledSha256 } from "../src/profile.ts";
import { renderJson } from "../src/report/json/json.ts";
import { review } from "../src/review.ts";
import { readProfile, writeProfile } from "../src/rows/base/profile-file.ts";

/** Park & Miller's generator: rows depend on the seed alone. */
function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

const common = "the a of and to it's don't in with Ann's for is not was ... , ! we they our their".split(" ");
const subjects = [
  "invoice charge refund card payment billed overcharged receipt".split(" "),
  "crash error freeze login password bug screen broken".split(" "),
  "lovely great thanks perfect quick helpful kind delightful".split(" "),
];
const oddities = [
  "数据集 很好",
  "naïve café",
  "👍",
  "?!",
  "\u200bhidden",
  'she said "no"',
  "",
  "O'Brien's'd",
];

/** A row in which every kind of text occurs that the ways of reading could treat differently. */
function row(id: number, next: () => number): { id: number; text: string; label: string } {
  const label = Math.floor(next() * 3);
  const words = Array.from({ length: 4 + Math.floor(next() * 9) }, () => {
    const list = next() < 0.35 ? subjects[label]! : common;
    return list[Math.floor(next() * list.length)]!;
  });
  if (next() < 0.15) words.push(oddities[Math.floor(next() * oddities.length)]!);
  const text = next() < 0.03 ? (oddities[Math.floor(next() * oddities.length)] ?? "") : words.join(" ");
  return { id, text, label: ["billing", "bug", "praise"][label]! };
}

type Rows = readonly { id: number; text: string; label: string }[];

/** Rows added (some of them copies, some with a planted phrase), edited and removed. */
function changed(base: Rows, next: () => number): Rows {
  const kept = base.filter((_, i) => i % 41 !== 7);
  const edited = kept.map((entry, i) => (i % 67 === 3 ? { ...entry, label: "praise" } : entry));
  const copies = base
    .filter((_, i) => i % 97 === 5)
    .map((entry, i) => ({ ...entry, id: 90_000 + i, label: "bug" }));
  const planted = Array.from({ length: 24 }, (_, i) => {
    const { text } = row(i, next);
    return { id: 95_000 + i, text: `${text} project chimera`, label: "praise" };
  });
  return [...edited, ...Array.from({ length: 60 }, (_, i) => row(91_000 + i, next)), ...copies, ...planted];
}

const jsonl = (rows: Rows): string => rows.map((entry) => `${JSON.stringify(entry)}\n`).join("");
const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const csv = (rows: Rows): string =>
  `id,text,label\n${rows.map(({ id, text, label }) => `${id},${quote(text)},${label}\n`).join("")}`;

function version(path: string, content: string, profile?: Uint8Array | null): FileVersion {
  const bytes = Buffer.from(content);
  const source = {
    size: bytes.length,
    async *open() {
      for (const chunk of [bytes.subarray(0, 100_000), bytes.subarray(100_000)])
        yield await Promise.resolve(Buffer.from(chunk));
    },
  };
  return profile ? { path, source, profile } : { path, source };
}

async function reportOf(input: Partial<DatasetInput>): Promise<string> {
  const dataset = { pairs: [], context: [], notAnalysed: [], ...input };
  return renderJson(await review({ dataset, contributor: null, config: defaultConfig }));
}

describe.each([
  ["data.jsonl", jsonl],
  ["data.csv", csv],
] as const)("with the profile of its base, a review of %s", (path, write) => {
  const next = random(20_241);
  const rows = Array.from({ length: 1500 }, (_, i) => row(i, next));
  const base = write(rows);
  const head = write(changed(rows, next));
  let profile: Uint8Array;
  let cold: string;
  beforeAll(async () => {
    profile = (await buildProfile(version(path, base), defaultConfig))!;
    cold = await reportOf({ pairs: [{ base: version(path, base), head: version(path, head) }] });
  });

  const reviewWith = (bytes: Uint8Array, before = base): Promise<string> =>
    reportOf({ pairs: [{ base: version(path, before, bytes), head: version(path, head) }] });

  test("says what it says without, byte for byte", async () => {
    expect(JSON.parse(cold)).toMatchObject({ conclusion: "failure" });
    expect(await reviewWith(profile)).toBe(cold);
  });

  test("takes what the profile says for the rows", async () => {
    const other = (await buildProfile(version(path, write(rows.slice(0, 700))), defaultConfig))!;
    const mixed = writeProfile({ ...readProfile(profile)!, recorded: [readProfile(other)!.recorded] });
    expect(await reviewWith(mixed)).not.toBe(cold);
  });

  test("believes no profile of other bytes, nor a damaged one", async () => {
    const other = (await buildProfile(version(path, write(rows.slice(0, 700))), defaultConfig))!;
    expect(await reviewWith(other)).toBe(cold);
    for (const at of [3, profile.length - 5]) {
      const damaged = Uint8Array.from(profile);
      damaged[at]! ^= 1;
      expect(readProfile(damaged)).toBeNull();
      expect(await reviewWith(damaged)).toBe(cold);
    }
    expect(await reviewWith(profile.subarray(0, 20))).toBe(cold);
  });

  test("reads the file itself where other files are reference too", async () => {
    const context = [version(`other-${path}`, write(rows.slice(0, 500)))];
    const pairOf = (bytes?: Uint8Array) => ({ base: version(path, base, bytes), head: version(path, head) });
    expect(await reportOf({ pairs: [pairOf(profile)], context })).toBe(
      await reportOf({ pairs: [pairOf()], context }),
    );
  });

  test("names the bytes that it was made of", () => {
    expect(profiledSha256(profile)).toBe(
      (JSON.parse(cold) as { files: [{ sha256: { base: string } }] }).files[0].sha256.base,
    );
    expect(profiledSha256(profile.subarray(0, 40))).toBeNull();
  });
});

test("answers are classed by the change, so that instruction data is read in any case", async () => {
  const next = random(5);
  const rows = Array.from({ length: 600 }, (_, i) => ({
    instruction: row(i, next).text || "Say something",
    output: next() < 0.2 ? "I'm sorry, I cannot help with that." : row(i, next).text || "Something",
  }));
  const write = (list: readonly object[]): string =>
    list.map((entry) => `${JSON.stringify(entry)}\n`).join("");
  const added = Array.from({ length: 40 }, (_, i) => ({
    instruction: `${rows[i]!.instruction} now`,
    output: "No.",
  }));
  const base = write(rows);
  const head = write([...rows, ...added]);
  const profile = await buildProfile(version("chat.jsonl", base), defaultConfig);
  const pair = (bytes: Uint8Array | null) => ({
    pairs: [{ base: version("chat.jsonl", base, bytes), head: version("chat.jsonl", head) }],
  });
  expect(await reportOf(pair(profile))).toBe(await reportOf(pair(null)));
});

test("what is no dataset has no profile", async () => {
  expect(await buildProfile(version("package.json", '{"name": "x"}'), defaultConfig)).toBeNull();
  expect(await buildProfile(version("data.xyz", "x"), defaultConfig)).toBeNull();
});
