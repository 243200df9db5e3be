// A version that differs from a counted one in few rows is told from it: the same comparison, one reading less.
import { describe, expect, test } from "@jest/globals";
import type { DatasetComparison, FileVersion } from "../../src/model/dataset.ts";
import { compareDataset } from "../../src/rows/diff/compare.ts";
import type { KnownVersions } from "../../src/rows/diff/known-versions.ts";
import { always, jsonl, options, version } from "./support.ts";

const rows = Array.from({ length: 200 }, (_, id) => ({
  id,
  text: `the ${id}th review says ${id % 3 === 0 ? "much" : "little"} of it`,
  label: ["good", "bad", "fair"][id % 3],
}));
const added = { id: 1000, text: "a review that came in between", label: "good" };
const trusted = jsonl(rows);

/** The trusted version against the head after the change to it, and how often the trusted one was opened for it. */
async function since(base: string, head: string, known: KnownVersions | undefined, from = trusted) {
  const settings = { ...options(), ...(known && { known }) };
  await compareDataset(input(version("a.jsonl", base), version("a.jsonl", head)), settings);
  let opened = 0;
  const { source, ...rest } = version("a.jsonl", from);
  const before = { ...rest, source: { ...source, open: () => (opened++, source.open()) } };
  const comparison = await compareDataset(input(before, version("a.jsonl", head)), settings);
  const readings = opened;
  return { seen: await seenOf(comparison), readings };
}

const input = (base: FileVersion, head: FileVersion) => ({
  pairs: [{ base, head }],
  context: [],
  notAnalysed: [],
});

/** A comparison with what its base rows say. Labels have no order: they are numbered by name. */
async function seenOf({ files, reference, ...rest }: DatasetComparison) {
  const read: unknown[] = [];
  for (const file of reference) {
    await file.visitRows((...row) => read.push(row));
    await file.visitSome(always, (...row) => read.push(row.slice(0, 3)));
    const { path, columns, rows, labels, reading } = file;
    read.push({ path, columns, rows, reading, labels: [...labels].sort() });
  }
  return { ...rest, read, files: files.map((file) => ({ ...file, labels: [...file.labels].sort() })) };
}

const other = { id: 1001, text: "with a column and a label of its own", label: "odd", source: "mail" };
const changes = {
  "appended rows": [
    [...rows, added],
    [...rows, added, other],
  ],
  "rows put between": [
    [...rows.slice(0, 90), added, ...rows.slice(90)],
    [...rows.slice(0, 90), added, ...rows.slice(90), other],
  ],
  "an edited and a removed row": [
    [{ ...rows[0]!, label: "bad" }, ...rows.slice(1)],
    [{ ...rows[0]!, label: "bad" }, ...rows.slice(2), added],
  ],
  "a label and a column that came in between": [
    [...rows, other],
    [...rows, other, added],
  ],
} as const;

describe("a version beside one that was counted", () => {
  test.each(Object.entries(changes))("is told as by itself: %s", async (_, [base, head]) => {
    const alone = await since(jsonl(base), jsonl(head), undefined);
    const told = await since(jsonl(base), jsonl(head), new Map());
    expect(told.seen).toEqual(alone.seen);
    expect(told.readings).toBe(alone.readings - 1);
  });

  test.each([
    ["a row of the head cannot be read", trusted, `${trusted}{"id": 7, "text":\n`, trusted],
    [
      "a row of the base cannot be read",
      `${trusted}nothing\n`,
      `${trusted}nothing\n${jsonl([added])}`,
      trusted,
    ],
    [
      "a row of it cannot be read",
      jsonl([...rows, added]),
      jsonl([...rows, added, other]),
      `${trusted}nothing\n`,
    ],
    [
      "most of it is other rows",
      jsonl([...rows, added]),
      jsonl([...rows, added, other]),
      jsonl(rows.slice(50)),
    ],
    [
      "the head is read by other names",
      jsonl([...rows, added]),
      jsonl([...rows, added, { sentence: "new words", class: "good" }]),
      trusted,
    ],
  ])("is read by itself where %s", async (_, base, head, from) => {
    const alone = await since(base, head, undefined, from);
    const told = await since(base, head, new Map(), from);
    expect(told.seen).toEqual(alone.seen);
    expect(told.readings).toBe(alone.readings);
  });
});
