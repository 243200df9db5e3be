import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { countOf } from "../../../src/collections/count-table.ts";
import type { ReviewEvidence } from "../../../src/evidence/evidence.ts";
import { gatherBoth, gatherEvidence } from "../../../src/evidence/gather.ts";
import { compare, jsonl, pair } from "../../rows/support.ts";
import { helperHere } from "../../support/helper-here.ts";

interface Written {
  readonly text: string;
  readonly label: string;
}

const words = "the room was clean and we liked breakfast though nobody came early Ann's été 你好 !?".split(
  " ",
);
const LABELS = ["bad", "good", "mixed"];
/** The same row for the same number. Every tenth is a copy of another. */
const row = (number: number): Written => {
  const own = number % 10 === 0 ? Math.floor(number / 20) : number;
  const text = Array.from({ length: 6 }, (_, i) => words[(own * (i + 3) + i * i) % words.length]).join(" ");
  return { text: `${text} ${own % 40}`, label: LABELS[own % 3]! };
};
const BASE = Array.from({ length: 400 }, (_, number) => row(number));

/** Versions: trusted, merge base, head. Rows come, go and change between each two. */
const story = fc.record({
  came: fc.array(fc.nat({ max: 900 }), { minLength: 1, maxLength: 2 }),
  gone: fc.array(fc.nat({ max: 399 }), { maxLength: 2 }),
  added: fc.array(fc.nat({ max: 900 }), { minLength: 1, maxLength: 20 }),
  removed: fc.array(fc.nat({ max: 399 }), { maxLength: 5 }),
  relabelled: fc.array(fc.nat({ max: 399 }), { maxLength: 5 }),
  takesBack: fc.boolean(),
});
type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never;

function versionsOf({ came, gone, added, removed, relabelled, takesBack }: Story) {
  const trusted = BASE;
  const base = [...trusted.filter((_, at) => !gone.includes(at)), ...came.map(row)];
  const head = base
    .map((one, at) => (relabelled.includes(at) ? { ...one, label: "good" } : one))
    .filter((_, at) => !removed.includes(at))
    .slice(0, takesBack ? -1 : undefined)
    .concat(added.map(row));
  return [trusted, base, head].map(jsonl) as [string, string, string];
}

/** What was counted over the base; not what an even sample of it says. */
function counted({ referenceText, neighbours, groups }: ReviewEvidence) {
  return {
    referenceText: {
      ...referenceText,
      classes: [...referenceText.characterClassRows].sort(),
      scripts: [...referenceText.scriptRows].sort(),
    },
    neighbours: [...neighbours].map(([change, found]) => [
      change,
      // Of equally similar rows those that went are last here: they stand in no file that is read.
      found.map(({ similarity }) => similarity),
    ]),
    groups: groups.map(({ referenceRows, referenceLabels, trie, phraseCounts, space }) => ({
      referenceRows,
      referenceLabels,
      phrases: Array.from({ length: trie.phrases.size - 1 }, (_, at) => {
        const tokens = trie.phrases.tokensOf(at + 1);
        return [trie.text({ tokens }), space.names.map((_, label) => countOf(phraseCounts, at + 1, label))];
      }),
    })),
  };
}

describe("a review since a trusted version, counted along with that of the change", () => {
  test("has the counts that reading its own base gives, and leaves the other's evidence as it is", async () => {
    let along = 0;
    await fc.assert(
      fc.asyncProperty(story, fc.boolean(), async (told, isShared) => {
        const [trusted, base, head] = versionsOf(told);
        const own = await compare([pair("data.jsonl", base, head)]);
        const since = await compare([pair("data.jsonl", trusted, head)]);
        const helper = isShared ? helperHere((piece) => piece % 2 === 0) : null;
        const both = await gatherBoth(own, since, null, undefined, helper);
        const alone = await gatherEvidence(own, null);
        expect(counted(both.own)).toEqual(counted(alone));
        expect(both.own.groups[0]!.model?.loss).toBe(alone.groups[0]!.model?.loss);
        if (both.since === null) return;
        along++;
        expect(counted(both.since)).toEqual(counted(await gatherEvidence(since, null)));
      }),
      { numRuns: 12 },
    );
    expect(along).toBeGreaterThan(6);
  });

  test("leaves the other review the rows that are like one which the change brings back", async () => {
    // Row 20 is a copy of row 1, which is no change since the trusted version.
    const nothing = { removed: [], relabelled: [], takesBack: false };
    const [trusted, base, head] = versionsOf({ ...nothing, came: [700], gone: [1], added: [1, 701] });
    const own = await compare([pair("data.jsonl", base, head)]);
    const both = await gatherBoth(own, await compare([pair("data.jsonl", trusted, head)]), null);
    expect(both.since).not.toBeNull();
    expect(counted(both.own)).toEqual(counted(await gatherEvidence(own, null)));
    expect(both.own.neighbours.get(0)).toContainEqual(expect.objectContaining({ similarity: 1 }));
  });

  test("is gathered by itself where more of the base came since", async () => {
    const [trusted, base, head] = [0, 7, 9].map((more) => jsonl([...BASE, ...BASE.slice(0, more)]));
    const own = await compare([pair("data.jsonl", base!, head!)]);
    const since = await compare([pair("data.jsonl", trusted!, head!)]);
    expect((await gatherBoth(own, since, null)).since).toBeNull();
  });
});
