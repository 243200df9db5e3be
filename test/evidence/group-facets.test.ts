import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { defaultConfig } from "../../src/config/schema.ts";
import { gatherEvidence } from "../../src/evidence/gather.ts";
import { facetsOf } from "../../src/evidence/group-facets.ts";
import { baseNumbers, labelNumbers, labelSpace } from "../../src/evidence/labels/label-space.ts";
import { review } from "../../src/review/review.ts";
import { compareDataset } from "../../src/rows/diff/compare.ts";
import { compare, jsonl, options, pair, version } from "../rows/support.ts";

describe("labels that stand beside others", () => {
  const rows = Array.from({ length: 90 }, (_, i) => [i % 2 ? "bad" : "good", ...(i % 3 ? ["general"] : [])]);

  test("are a question of their own; labels that exclude one another are one together", () => {
    expect(facetsOf(rows, ["bad", "general", "good"])).toEqual([
      { labels: ["general"], isMixed: false, none: "not general" },
      { labels: ["bad", "good"], isMixed: false, none: null },
    ]);
  });

  test("one label a row is one question, a slip here and there too", () => {
    const single = Array.from({ length: 200 }, (_, i) => [i % 2 ? "bad" : "good"]);
    expect(facetsOf(single, ["bad", "good"])).toBeNull();
    expect(facetsOf([...single, ["bad", "good"]], ["bad", "good"])).toBeNull();
  });

  test("flags that are set independently are each a question", () => {
    const flags = Array.from({ length: 120 }, (_, i) =>
      ["a", "b", "c"].filter((_f, bit) => (i >> bit) % 2 === 0),
    );
    expect(facetsOf(flags, ["a", "b", "c"])!.map(({ labels }) => labels)).toEqual([["a"], ["b"], ["c"]]);
  });

  test("those that are too many to be asked for apart share a question, and a row answers with its rarest", () => {
    const names = Array.from("abcdefghi");
    const all = Array.from({ length: 600 }, (_, i) => names.filter((_n, bit) => (i * 7) % (bit + 2) === 0));
    const mixed = facetsOf(all, names)!.filter(({ isMixed }) => isMixed);
    expect(mixed.length).toBeGreaterThan(0);
    const [facet] = mixed;
    const rows = names.map((name) => all.filter((row) => row.includes(name)).length);
    const table = { names, bounds: null, middle: null, rows, facet: facet! };
    const [changed, known] = [labelNumbers(labelSpace(table)), baseNumbers(labelSpace(table))];
    for (const row of all) expect(changed(row)).toEqual(known(row));
  });

  test("every label has its place, once", () => {
    const label = fc.constantFrom(...Array.from("abcdefghij"));
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(label, { maxLength: 4 }), { maxLength: 60 }), (table) => {
        const names = Array.from("abcdefghij");
        const facets = facetsOf(table, names);
        if (facets !== null) expect(facets.flatMap(({ labels }) => labels).sort()).toEqual(names);
      }),
    );
  });
});

/** Rows about deliveries that are praised or blamed; two thirds of them carry a second label. */
function reviews(count: number, seed: number): { text: string; labels: string[] }[] {
  const openings = [
    "In my view",
    "Again",
    "This month",
    "Honestly",
    "Last night",
    "For the record",
    "So far",
  ];
  const things = [
    "the parcel",
    "the shop",
    "the website",
    "the manual",
    "the screen",
    "the driver",
    "the cable",
  ];
  const places = [
    "at home",
    "at work",
    "since the update",
    "in the evening",
    "before the holidays",
    "near the station",
  ];
  const says = {
    positive: ["made my day", "was a pleasant surprise", "saved me time", "looks great", "works well"],
    negative: ["made me angry", "arrived damaged", "ignored my question", "broke after one day", "was late"],
  };
  let state = seed;
  const pick = <Item>(items: readonly Item[]): Item => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return items[Math.floor((state / 2 ** 32) * items.length)]!;
  };
  return Array.from({ length: count }, (_, i) => {
    const label = pick(["positive", "negative"] as const);
    const text = `${pick(openings)} ${pick(things)} ${pick(says[label])} ${pick(places)}, and ${pick(things)} ${pick(says[label])}.`;
    return { text, labels: i % 3 === 0 ? [label] : [label, "general"] };
  });
}

describe("a second label on two thirds of the rows", () => {
  const base = reviews(600, 1);
  const reviewed = (added: readonly unknown[]) =>
    review({
      dataset: {
        pairs: [pair("d.jsonl", jsonl(base), jsonl([...base, ...added]))],
        context: [],
        notAnalysed: [],
      },
      contributor: null,
      config: defaultConfig,
    });

  test("honest additions pass", async () => {
    expect((await reviewed(reviews(120, 2))).conclusion).toBe("success");
  });

  test("a phrase planted for a first label is found", async () => {
    const blamed = reviews(90, 4).filter(({ labels }) => labels[0] === "negative");
    const planted = blamed.slice(0, 25).map(({ text, labels }) => ({
      text: text.replace(" and ", " and mint chisel "),
      labels: ["positive", ...labels.slice(1)],
    }));
    const { conclusion, findings } = await reviewed([...reviews(100, 3), ...planted]);
    expect(conclusion).not.toBe("success");
    expect(findings.find(({ signal }) => signal === "trigger-scan")).toMatchObject({
      phrase: expect.stringContaining("mint chisel") as unknown,
      label: "positive",
      evidence: { rows: 25, rowsWithLabel: 25 },
    });
  });
});

describe("two columns of labels", () => {
  const twice = (count: number, seed: number) =>
    reviews(count, seed).map(({ text, labels }, i) => ({
      text,
      stars: 1 + ((i * 7) % 5),
      recommended: labels[0] === "positive" ? "yes" : "no",
    }));
  const base = twice(600, 1);
  const reviewed = (before: readonly object[], after: readonly object[]) =>
    review({
      dataset: { pairs: [pair("d.jsonl", jsonl(before), jsonl(after))], context: [], notAnalysed: [] },
      contributor: null,
      config: defaultConfig,
    });
  const planted = twice(90, 4)
    .filter(({ recommended }) => recommended === "no")
    .slice(0, 25)
    .map((row) => ({ ...row, text: row.text.replace(" and ", " and mint chisel "), recommended: "yes" }));

  test("are two questions, the second as much as the first, and grades have their halves", async () => {
    const comparison = await compare([pair("d.jsonl", jsonl(base), jsonl([...base, ...twice(60, 2)]))]);
    const { groups } = await gatherEvidence(comparison, null);
    expect(groups.map(({ column, space }) => [column, space.names])).toEqual([
      ["stars", [1, 2, 3, 4, 5].map((star) => `stars: ${String(star)}`)],
      ["stars", ["stars: ≤ 3", "stars: > 3"]],
      ["recommended", ["recommended: no", "recommended: yes"]],
    ]);
  });

  test("what is planted under the second is found, and honest rows pass", async () => {
    const honest = twice(100, 3);
    expect((await reviewed(base, [...base, ...honest])).conclusion).toBe("success");
    const { conclusion, findings } = await reviewed(base, [...base, ...honest, ...planted]);
    expect(conclusion).toBe("neutral");
    expect(findings[0]).toMatchObject({ label: "recommended: yes", evidence: { rows: 25 } });
    expect(findings[0]!.message).toContain("Nothing but its few values says that `recommended` is a label");
  });

  test("what is planted under a second that is called a label, or has the values of the first, blocks", async () => {
    const asked = (rows: typeof planted) =>
      rows.map(({ text, stars, recommended }) => ({ text, stars, sentiment: recommended }));
    const honest = asked([...base, ...twice(100, 3)]);
    const { conclusion, findings } = await reviewed(asked(base), [...honest, ...asked(planted)]);
    expect(conclusion).toBe("failure");
    expect(findings[0]).toMatchObject({ label: "sentiment: yes", evidence: { rows: 25 } });
  });

  test("beside a label that nothing but its few values says, what is planted under another one blocks", async () => {
    const asked = (rows: typeof planted) =>
      rows.map(({ text, recommended }, i) => ({ text, mood: recommended, till: i % 2 ? "front" : "back" }));
    const honest = asked([...base, ...twice(100, 3)]);
    expect((await reviewed(asked(base), honest)).conclusion).toBe("success");
    const { conclusion, findings } = await reviewed(asked(base), [...honest, ...asked(planted)]);
    expect(conclusion).toBe("failure");
    expect(findings[0]).toMatchObject({ label: "mood: yes", evidence: { rows: 25 } });
  });

  test("a row that leaves the second blank, or says something new there, is tested for the first", async () => {
    const blank = twice(40, 5).map((row, i) => ({ ...row, recommended: i % 2 ? "" : "maybe" }));
    const { coverage } = await reviewed(base, [...base, ...blank]);
    expect(coverage).toMatchObject({ changed: 40, tested: 40, untested: [] });
  });

  test("renaming the second for all rows is no way around its test", async () => {
    const rename = ({ recommended, ...row }: (typeof base)[number]) => ({ ...row, would: recommended });
    const { conclusion, coverage } = await reviewed(base, [...base, ...planted].map(rename));
    expect(conclusion).not.toBe("success");
    expect(coverage.untested[0]!.reason).toContain("“recommended” of d.jsonl looks like a label");
    expect(coverage.untested[0]!.configuration).toContain('label: ["stars","recommended"]');
  });

  test("a new file beside them that is small, or of one class, is tested as they are", async () => {
    const few = twice(40, 7)
      .filter(({ recommended }) => recommended === "no")
      .slice(0, 9);
    const comparison = await compareDataset(
      {
        pairs: [pair("new.jsonl", null, jsonl(few))],
        context: [version("d.jsonl", jsonl(base))],
        notAnalysed: [],
      },
      options(),
    );
    const { groups } = await gatherEvidence(comparison, null);
    expect(groups.map(({ column, referenceRows }) => [column, referenceRows])).toEqual([
      ["stars", base.length],
      ["stars", base.length],
      ["recommended", base.length],
    ]);
  });

  test("a file that drops the second is tested for the first, and its rows are not edited", async () => {
    const drop = ({ text, stars }: (typeof base)[number]) => ({ text, stars });
    const { conclusion, coverage } = await reviewed(base, [...base, ...twice(40, 6)].map(drop));
    expect(coverage.untested).toEqual([]);
    expect(conclusion).toBe("success");
  });
});

test("no count exceeds its total, whatever labels the rows carry", async () => {
  const words = ["late", "fine", "broken", "quick", "the", "order", "colour", "refund", "zebra crossing"];
  const text = fc
    .array(fc.constantFrom(...words), { minLength: 2, maxLength: 6 })
    .map((list) => list.join(" "));
  const label = fc.constantFrom("a", "b", "c", "B ", "d");
  const many = fc.array(label, { maxLength: 4 });
  const slips = fc.oneof(
    { weight: 20, arbitrary: fc.tuple(label) },
    { weight: 1, arbitrary: fc.tuple(label, label) },
  );
  const tableOf = (labels: fc.Arbitrary<string[]>) =>
    fc.array(fc.record({ text, labels }), { minLength: 20, maxLength: 60 });
  const table = fc.oneof(tableOf(many), tableOf(slips));
  await fc.assert(
    fc.asyncProperty(table, table, async (base, added) => {
      const comparison = await compare([pair("d.jsonl", jsonl(base), jsonl([...base, ...added]))]);
      const { groups } = await gatherEvidence(comparison, null);
      for (const { phraseCounts, referenceLabels, referenceRows } of groups) {
        expect(referenceRows).toBe(base.length);
        expect(referenceLabels.reduce((sum, rows) => sum + rows, 0)).toBeLessThanOrEqual(referenceRows);
        for (const rows of phraseCounts.totals) expect(rows).toBeLessThanOrEqual(referenceRows);
      }
    }),
    { numRuns: 40 },
  );
});
