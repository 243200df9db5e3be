import { describe, expect, test } from "@jest/globals";
import { gatherEvidence } from "../../src/evidence/gather.ts";
import { compare, jsonl, pair } from "../rows/support.ts";

interface Row {
  readonly text: string;
  readonly label: string;
}

/** Rows of five words, of the one label and the other in turn; no two are equal. */
const rows = (count: number, from: number, more = ""): Row[] =>
  Array.from({ length: count }, (_, i) => {
    const n = from + i;
    const word = n % 2 === 0 ? "good" : "bad";
    return { text: `the ${word} thing number${n} of${n % 17} it${more}`, label: n % 2 === 0 ? "yes" : "no" };
  });

async function groupOf(base: readonly Row[], head: readonly Row[]) {
  const evidence = await gatherEvidence(await compare([pair("d.jsonl", jsonl(base), jsonl(head))]), null);
  return evidence.groups[0]!;
}

describe("added rows are counted into the model that phrases are tested with", () => {
  const base = rows(300, 0);

  test("each with its label, to be left out of its own prediction", async () => {
    const group = await groupOf(base, [...base, ...rows(100, 1000)]);
    expect(group.rows.map(({ labels, own, ownOfAll }) => [own, ownOfAll === labels[0]])).toEqual(
      group.rows.map(() => [-1, true]),
    );
  });

  test("and not more of them than base rows, evenly over the change", async () => {
    const { rows: added } = await groupOf(base, [...base, ...rows(900, 1000)]);
    const counted = added.flatMap(({ ownOfAll }, at) => (ownOfAll < 0 ? [] : [at]));
    expect(counted).toHaveLength(300);
    expect(counted.every((at, i) => Math.abs(at - 3 * i) <= 3)).toBe(true);
  });

  test("but no edited ones: their old label is what they are judged by", async () => {
    const edited = base.map((row, i) =>
      i < 20 ? { ...row, label: row.label === "yes" ? "no" : "yes" } : row,
    );
    const group = await groupOf(base, edited);
    const arrivals = group.rows.filter(({ kind }) => kind === "arrival");
    expect(arrivals).toHaveLength(20);
    expect(arrivals.map(({ ownOfAll, labels }) => [ownOfAll, labels[0]])).toEqual(
      arrivals.map(({ own }) => [own, 1 - own]),
    );
  });

  test("so that a word that came with them says something to that model, and nothing to the base's", async () => {
    const fresh = rows(100, 1000).map(({ label }, i) => ({
      text: `entry${i} ${label === "yes" ? "lumo" : "dask"}`,
      label,
    }));
    const group = await groupOf(base, [...base, ...fresh]);
    const [row] = group.rows;
    const yes = group.space.indexOf("yes");
    const p = (model: typeof group.model): number =>
      model!.probabilities(
        { ids: row!.ids, pairs: row!.pairs, own: model === group.model ? row!.own : row!.ownOfAll },
        new Float64Array(2),
      )[yes]!;
    expect(fresh[0]!.label).toBe("yes");
    expect(p(group.model)).toBeCloseTo(0.5, 1);
    expect(p(group.modelOfAll)).toBeGreaterThan(0.8);
  });
});
