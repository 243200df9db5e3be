import { expect, test } from "@jest/globals";
import { gatherBoth, gatherEvidence } from "../../src/evidence/gather.ts";
import { KnownBase } from "../../src/evidence/known-base.ts";
import type { ByteSource, DatasetComparison } from "../../src/model/dataset.ts";
import { compareDataset } from "../../src/rows/diff/compare.ts";
import { bytes, compare, jsonl, options, pair } from "../rows/support.ts";

/** Rows of all kinds that are read in ways of their own: plain, with letters beyond ASCII, with lists of labels. */
const rows = (count: number, from: number) =>
  Array.from({ length: count }, (_, i) => {
    const n = from + i;
    const word = n % 2 === 0 ? "good" : "bad";
    return {
      text: `the ${word} thing number${n} of${n % 17}${n % 5 === 0 ? " café" : ""}`,
      label: n % 7 === 0 ? ["yes", "no"] : n % 2 === 0 ? "yes" : "no",
    };
  });

const comparisonOf = (base: readonly object[], added: readonly object[]) =>
  compare([pair("d.jsonl", jsonl(base), jsonl([...base, ...added]))]);

const shared = async (comparison: DatasetComparison, known: KnownBase) =>
  (await gatherBoth(comparison, null, null, undefined, null, known)).own;

const said = (evidence: Awaited<ReturnType<typeof gatherEvidence>>) => ({
  text: evidence.referenceText,
  duplicates: evidence.referenceDuplicates,
  neighbours: evidence.neighbours,
  groups: evidence.groups.map((group) => ({
    phrases: group.phraseCounts,
    labels: group.referenceLabels,
    loss: group.modelOfAll?.loss,
    sample: group.sample,
  })),
});

test("a review that shares what others read of its base finds what it finds alone, whichever base came before", async () => {
  const known = new KnownBase();
  const [first, second] = [rows(300, 0), rows(320, 5000)];
  for (const base of [first, first, second, first, first]) {
    const comparison = await comparisonOf(base, rows(60, Math.floor(base.length * 31)));
    const alone = said(await gatherEvidence(comparison, null));
    expect(said(await shared(comparison, known))).toEqual(alone);
  }
});

test("the rows of a base that is known are not read again", async () => {
  const known = new KnownBase();
  let opened = 0;
  const counting = (source: ByteSource): ByteSource => ({
    ...source,
    open: () => {
      opened++;
      return source.open();
    },
  });
  const base = jsonl(rows(300, 0));
  const reads: number[] = [];
  for (const from of [1000, 2000]) {
    const head = { path: "d.jsonl", source: bytes(base + jsonl(rows(60, from))) };
    const comparison = await compare([{ base: { path: "d.jsonl", source: counting(bytes(base)) }, head }]);
    opened = 0;
    await shared(comparison, known);
    reads.push(opened);
  }
  expect(reads[0]).toBeGreaterThan(0);
  expect(reads[1]).toBe(0);
});

test("where files beside the changed ones are read too, nothing is shared", async () => {
  const known = new KnownBase();
  const context = (count: number) => [{ path: "more.jsonl", source: bytes(jsonl(rows(count, 9000))) }];
  for (const count of [50, 80]) {
    const pairs = [pair("d.jsonl", jsonl(rows(100, 0)), jsonl(rows(130, 0)))];
    const input = { pairs, context: context(count), notAnalysed: [] };
    const comparison = await compareDataset(input, options());
    const { groups } = await shared(comparison, known);
    expect(groups[0]!.referenceRows).toBe(100 + count);
  }
});
