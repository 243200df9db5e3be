import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { columnChooser } from "../src/config/paths.ts";
import { defaultConfig } from "../src/config/schema.ts";
import { gatherEvidence } from "../src/evidence/gather.ts";
import type { FileVersion } from "../src/model/dataset.ts";
import { buildProfile } from "../src/profile.ts";
import { renderJson } from "../src/report/json/json.ts";
import { review } from "../src/review.ts";
import { compareDataset } from "../src/rows/diff/compare.ts";
import { diskSource } from "../src/versions/disk-source.ts";

/** Park & Miller's generator: rows depend on the seed alone. */
function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

type Cell = string | number | readonly string[];
type Row = Readonly<Record<string, Cell>>;
type Writer = (rows: readonly Row[]) => Buffer;

/** How the texts of a case look: a word of so many, or one of these. */
interface Kind {
  readonly words: number;
  readonly oddities?: readonly string[];
  readonly row: (text: string, topic: number, id: number, next: () => number) => Row;
}

const topics = ["billing", "bug", "praise"];
const labelled: Kind["row"] = (text, topic, id) => ({ id, text, label: topics[topic]! });

function textOf({ words, oddities = [] }: Kind, topic: number, next: () => number): string {
  const found = Array.from({ length: 5 + Math.floor(next() * 14) }, () => {
    if (next() < 0.1 && oddities.length > 0) return oddities[Math.floor(next() * oddities.length)]!;
    // Zipf's law, as in any language; a fifth of the words are the topic's.
    const rank = Math.floor(words ** next());
    return next() < 0.2 ? `topic${topic}${rank % 20}` : `w${rank.toString(36)}`;
  });
  return `${found.join(next() < 0.1 ? ", " : " ")}.`;
}

function rowsOf(kind: Kind, count: number, seed: number): Row[] {
  const next = random(seed);
  return Array.from({ length: count }, (_, id) => {
    const topic = Math.floor(next() * topics.length);
    return kind.row(textOf(kind, topic, next), topic, seed * 1000 + id, next);
  });
}

const jsonl: Writer = (rows) => Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
const cell = (value: Cell): string => `"${String(value).replaceAll('"', '""')}"`;
const csv: Writer = (rows) =>
  Buffer.from(
    [Object.keys(rows[0]!), ...rows.map((row) => Object.values(row))]
      .map((cells) => `${cells.map(cell).join(",")}\r\n`)
      .join(""),
  );
const marked: Writer = (rows) => Buffer.concat([Buffer.from("\ufeff"), jsonl(rows)]);
const zipped: Writer = (rows) => gzipSync(jsonl(rows));

/** What the pull request does with the rows; `more` gives rows of the same kind. */
type Edit = (rows: readonly Row[], more: (count: number) => Row[]) => Row[];

const texts = ["text", "instruction"] as const;
const planted = (row: Row): Row => {
  const name = texts.find((column) => column in row)!;
  return {
    ...row,
    [name]: `${String(row[name])} project chimera`,
    ...("label" in row ? { label: "praise" } : {}),
  };
};
const added: Edit = (rows, more) => [...rows, ...more(50), ...more(25).map(planted)];
/** Copies of rows, whole or with a word more, under other labels: near-duplicates that contradict the base. */
const copied: Edit = (rows) => [
  ...rows,
  ...rows.filter((_, i) => i % 31 === 4).map((row) => ({ ...row, label: "bug" })),
  ...rows.filter((_, i) => i % 29 === 4).map((row) => ({ ...row, text: `${String(row.text)} indeed` })),
];
const deleted: Edit = (rows) => rows.filter((_, i) => i % 23 !== 5);
const reordered: Edit = (rows, more) => [...more(20), ...rows].sort((a, b) => order(a) - order(b));
const order = (row: Row): number => (Number(row.id) * 7919) % 1009;
const relabelled: Edit = (rows) =>
  rows.map((row, i) => (i % 37 === 3 ? { ...row, label: "praise" } : i % 41 === 3 ? planted(row) : row));
const all: Edit = (rows, more) => copied(deleted(relabelled(added(rows, more), more), more), more);

const english: Kind = { words: 900, row: labelled };
const foreign: Kind = {
  words: 300,
  oddities: ["数据集很好", "naïve café", "👍", "\u200bhidden", "O'Brien's", "ﬁne", "Ωμέγα", "x".repeat(300)],
  row: labelled,
};

const cases: readonly [string, string, Kind, number, Writer, Edit][] = [
  ["rows added", "data.jsonl", english, 800, jsonl, added],
  ["rows added to CSV", "data.csv", english, 800, csv, added],
  ["near-duplicates", "data.jsonl", english, 800, jsonl, copied],
  ["rows deleted, after a byte order mark", "data.jsonl", english, 800, marked, deleted],
  ["rows reordered", "data.jsonl", english, 800, jsonl, reordered],
  ["rows of CSV reordered", "data.csv", english, 800, csv, reordered],
  ["labels and texts edited", "data.jsonl", english, 800, jsonl, relabelled],
  ["all at once", "data.csv", foreign, 800, csv, all],
  ["texts of all scripts", "data.jsonl", foreign, 800, jsonl, all],
  ["a compressed file", "data.jsonl.gz", english, 800, zipped, all],
  [
    "a label for nearly each row",
    "data.jsonl",
    {
      words: 500,
      row: (text, topic, id, next) => ({ id, text, label: Math.floor(next() * 9000) / 100 + topic }),
    },
    1500,
    jsonl,
    added,
  ],
  [
    "several labels a row",
    "data.jsonl",
    {
      words: 500,
      row: (text, topic, id, next) => ({
        id,
        text,
        label: next() < 0.3 ? [topics[topic]!, "praise"] : [topics[topic]!],
      }),
    },
    800,
    jsonl,
    added,
  ],
  ["no labels", "data.jsonl", { words: 500, row: (text, _, id) => ({ id, text }) }, 800, jsonl, added],
  [
    "answers instead of labels",
    "data.jsonl",
    {
      words: 500,
      row: (text, topic, _, next) => ({
        instruction: text,
        output: next() < 0.2 ? "I'm sorry, I cannot help with that." : `About ${topics[topic]!}.`,
      }),
    },
    800,
    jsonl,
    added,
  ],
  // More tokens than there are numbers of one unit.
  [
    "a large vocabulary",
    "data.jsonl",
    {
      words: 500,
      row: (text, topic, id) => ({
        id,
        text: `${text} ${Array.from({ length: 12 }, (_, i) => `v${id}x${i}`).join(" ")}`,
        label: topics[topic]!,
      }),
    },
    5500,
    jsonl,
    added,
  ],
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "profile-generated-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test.each(cases)(
  "a profile changes nothing but the reading: %s",
  async (name, file, kind, count, write, edit) => {
    const rows = rowsOf(kind, count, 1 + cases.findIndex(([other]) => other === name));
    let seed = 100;
    const head = edit(rows, (wanted) => rowsOf(kind, wanted, ++seed));
    const versions = { base: write(rows), head: write(head) };
    const versionOf = (side: keyof typeof versions): FileVersion => {
      const disk = path.join(folder, `${side}-${file}`);
      writeFileSync(disk, versions[side]);
      return { path: file, source: diskSource(disk, versions[side].length) };
    };
    const base = versionOf("base");
    const pair = { base, head: versionOf("head") };
    const profile = await buildProfile(base, defaultConfig);
    const cold = await reviewOf(pair.base, pair.head);
    const warm = await reviewOf({ ...base, profile: profile! }, pair.head);
    expect(warm.report).toBe(cold.report);
    expect(warm.evidence).toEqual(cold.evidence);
    expect(warm.readings).toBeLessThan(cold.readings);
  },
  60_000,
);

/** What the review says, the counts that it rests on, and how often the base was opened. */
async function reviewOf(base: FileVersion, head: FileVersion) {
  let readings = 0;
  const open = (): AsyncIterable<Uint8Array> => {
    readings++;
    return base.source.open();
  };
  const pairs = [{ base: { ...base, source: { ...base.source, open } }, head }];
  const dataset = { pairs, context: [], notAnalysed: [] };
  const result = await review({ dataset, contributor: null, config: defaultConfig });
  const { limits } = defaultConfig;
  const comparison = await compareDataset(dataset, { columnsFor: columnChooser(defaultConfig), limits });
  const { groups, neighbours, referenceDuplicates, referenceText } = await gatherEvidence(comparison, null);
  const counts = groups.map(({ phraseCounts, referenceRows, referenceLabels, sample }) => ({
    // As text: comparing a million numbers one by one takes most of a minute.
    phrases: [phraseCounts.starts, phraseCounts.labels, phraseCounts.counts].map((list) => list.join()),
    labels: referenceLabels.join(),
    referenceRows,
    sample,
  }));
  return {
    report: renderJson(result),
    evidence: { counts, neighbours, referenceDuplicates, referenceText },
    readings,
  };
}
