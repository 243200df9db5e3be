import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { gatherEvidence } from "../../../src/evidence/gather.ts";
import type { RowHelper } from "../../../src/evidence/row-share.ts";
import type { DatasetComparison, FilePair } from "../../../src/model/dataset.ts";
import { openRowThread } from "../../../src/review/threads/row-helper.ts";
import { bytes, compare, jsonl } from "../../rows/support.ts";
import { helperHere } from "../../support/helper-here.ts";
import { transpileSources } from "../../support/transpiled.ts";

// Threads take a while to start where other programs want the processor too.
/** The rows of a data set with everything that is treated in a way of its own. */
const text = fc
  .array(fc.constantFrom(..."ab cd ef gh ij kl mn op".split(" "), "Ann's", "été", "你好", "!?", 'q"q'), {
    minLength: 1,
    maxLength: 9,
  })
  .map((words) => words.join(" "));
const label = fc.constantFrom("x", "y", "z");
const row = fc.oneof(
  { weight: 8, arbitrary: fc.record({ text, label }) },
  // Records on several levels, a list of labels, and none.
  { weight: 1, arbitrary: fc.record({ text, label, more: fc.constant([1, { a: 2 }]) }) },
  { weight: 1, arbitrary: fc.record({ text, label: fc.constant(["x", "y"]) }) },
  { weight: 1, arbitrary: fc.record({ text }) },
);
const rows = fc.array(row, { minLength: 1, maxLength: 60 });

interface Written {
  readonly text: string;
  readonly label?: string | string[];
}
const csv = (list: readonly Written[]): string =>
  `text,label\n${list.map(({ text, label }) => `"${text.replaceAll('"', '""')}",${String(label ?? "")}\n`).join("")}`;

type Write = (list: readonly Written[]) => string;
function pairOf(name: string, base: string, head: string, chunk: number): FilePair {
  return {
    base: { path: name, source: bytes(base, chunk) },
    head: { path: name, source: bytes(head, chunk) },
  };
}

/** What of the evidence depends on the reference, in a form that can be compared. */
async function counted(comparison: DatasetComparison, helper: RowHelper | null) {
  const evidence = await gatherEvidence(comparison, null, undefined, helper);
  return {
    text: {
      ...evidence.referenceText,
      classes: [...evidence.referenceText.characterClassRows],
      scripts: [...evidence.referenceText.scriptRows],
    },
    neighbours: [...evidence.neighbours],
    duplicates: evidence.referenceDuplicates,
    groups: evidence.groups.map(({ phraseCounts, referenceLabels, referenceRows, model, rows: own }) => ({
      phraseCounts,
      referenceLabels,
      referenceRows,
      loss: model?.loss,
      priors: model?.priors,
      scores: own.map(({ ids }) => model?.probabilities({ ids }, new Float64Array(model.labels))),
    })),
  };
}

describe("rows counted by two threads", () => {
  test("give the same evidence, whichever of them gets which rows", async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        rows,
        fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 40, max: 700 }),
        fc.constantFrom<Write>(jsonl, csv),
        async (base, more, shares, chunk, write) => {
          // Some rows leave, some of which stand there several times; some come.
          const head = [...base.slice(Math.floor(base.length / 4)), ...more];
          const twice = [...base, ...base.slice(0, 5), ...base];
          const name = write === jsonl ? "data.jsonl" : "data.csv";
          const comparison = await compare([pairOf(name, write(twice), write([...base, ...head]), chunk)]);
          const expected = await counted(comparison, null);
          const helper = helperHere((piece) => shares[piece % shares.length]!);
          expect(await counted(comparison, helper)).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a thread that counts rows", () => {
  let sources: ReturnType<typeof transpileSources>;
  beforeAll(() => {
    sources = transpileSources();
  });
  afterAll(() => {
    sources.remove();
  });

  const some = Array.from({ length: 4000 }, (_, i) => ({
    text: `row ${String(i % 700)} says ${["this", "that", "été"][i % 3]!} of ${String(i)}`,
    label: "xyz"[i % 3],
    ...(i % 50 === 0 ? { more: [i] } : {}),
  }));

  test("takes its share and gives the same evidence", async () => {
    const added = some.slice(0, 30).map((one) => ({ ...one, text: `${one.text} now` }));
    const pair = pairOf("data.jsonl", jsonl(some), jsonl([...some.slice(20), ...added]), 4096);
    const comparison = await compare([pair]);
    const thread = openRowThread(new URL("src/review/threads/row-thread.js", sources.url), 0);
    let taken = 0;
    const watched: RowHelper = {
      ...thread,
      begin(setup) {
        const share = thread.begin(setup);
        return {
          ...share,
          take(piece) {
            const took = share.take(piece);
            if (took) taken++;
            return took;
          },
        };
      },
    };
    try {
      expect(await counted(comparison, watched)).toEqual(await counted(comparison, null));
      expect(taken).toBeGreaterThan(0);
    } finally {
      await thread.close();
    }
  });

  test("that cannot be started fails the review", async () => {
    const comparison = await compare([pairOf("data.jsonl", jsonl(some), jsonl(some.slice(1)), 4096)]);
    const thread = openRowThread(new URL("nowhere.js", sources.url), 0);
    await expect(counted(comparison, thread)).rejects.toThrow();
    await thread.close();
  });
});
