/** Which rows count as told by the trigger scan. */
import { expect, test } from "@jest/globals";
import { explainedByTriggers, toldByTriggers } from "../../src/trigger/phrases/explained.ts";
import type { GroupScan } from "../../src/trigger/phrases/scan-group.ts";
import { candidate } from "./support.ts";

test("rows of an everyday phrase are explained to no test of form, but told", () => {
  const hit = (node: number, logAdjusted: number, carriers: number[]) => ({
    candidate: candidate({ node }),
    label: 0,
    logAdjusted,
    carriers,
  });
  // Each word is its own node; the first stands in 50 of 1,000 base rows, which is everyday.
  const scan = {
    hits: [hit(1, -9, [0, 1]), hit(2, -9, [1, 2]), hit(3, -1, [5])],
    tested: [],
    ranked: [],
    scanned: {
      group: {
        trie: { phrases: { tokensOf: (node: number) => [node] }, nodeOf: (token: number) => token },
        phraseCounts: { totals: [0, 50, 0, 0] },
        referenceRows: 1000,
        space: { names: ["a", "b"] },
      },
    },
  } as unknown as GroupScan;
  expect([...explainedByTriggers(scan).values()].map((rows) => [...rows])).toEqual([[1, 2]]);
  expect([...toldByTriggers(scan)].sort()).toEqual([0, 1, 2]);
});
