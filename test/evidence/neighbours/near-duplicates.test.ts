import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { textReader } from "../../../src/evidence/base/base-rows.ts";
import { changedSets, changeSearch } from "../../../src/evidence/neighbours/change-search.ts";
import { NEAR_DUPLICATE } from "../../../src/evidence/neighbours/similarity-index.ts";
import { labelsConflict } from "../../../src/evidence/neighbours/yardstick.ts";
import { yardstickSearch, yardstickTables } from "../../../src/evidence/neighbours/yardstick-search.ts";
import type { Row, RowChange } from "../../../src/model/dataset.ts";
import { TokenTable } from "../../../src/text/token-table.ts";

let line = 0;
function row(text: string, label: string | null, path = "d.jsonl"): Row {
  line++;
  return {
    path,
    side: "head",
    line,
    endLine: line,
    text,
    labels: label === null ? [] : [label],
    response: null,
    fields: {},
  };
}
const none = { label: false, text: false, other: false };
const added = (text: string, label: string | null = "a", path?: string): RowChange => ({
  index: 0,
  kind: "added",
  before: null,
  after: row(text, label, path),
  edits: none,
});

type Reference = readonly (readonly [text: string, label: string])[];
function search(changes: readonly RowChange[], reference: Reference, samples: Reference = []) {
  const found = changeSearch(changedSets(changes));
  const sampled = samples.map(([text, label]) => ({ text, labels: [label] }));
  const yardstick = yardstickSearch(yardstickTables(sampled));
  const read = textReader(new TokenTable());
  for (const [order, [text, label]] of reference.entries()) {
    const row = {
      run: read(text),
      text,
      labels: [label],
      outcomes: [],
      path: "base.jsonl",
      order,
      isUnlike: false,
    };
    found.row(row);
    yardstick.row(row);
  }
  return { neighbours: found.fact(changes), referenceDuplicates: yardstick.fact(changes) };
}

/** Jaccard similarity as it is defined, for comparison. */
function jaccard(a: string, b: string): number {
  const left = new Set(a.toLowerCase().match(/[a-z0-9]+/g));
  const right = new Set(b.toLowerCase().match(/[a-z0-9]+/g));
  const shared = [...left].filter((token) => right.has(token)).length;
  return shared / (left.size + right.size - shared);
}

describe("neighbours among the reference", () => {
  test("equal texts but for case and punctuation have similarity 1", () => {
    const { neighbours } = search([added("The kettle arrived late")], [["the kettle, ARRIVED late!!", "b"]]);
    expect(neighbours.get(0)).toEqual([
      { text: "the kettle, ARRIVED late!!", labels: ["b"], similarity: 1, path: "base.jsonl", change: null },
    ]);
  });

  test("a two-word phrase more in a sentence of eight words is found, with its exact similarity", () => {
    const text = "one two three four five six seven eight";
    const { neighbours } = search([added(`${text} project chimera`)], [[text, "b"]]);
    // 8 shared words of 10 in all.
    expect(neighbours.get(0)![0]!.similarity).toBeCloseTo(8 / 10, 10);
  });

  test("scripts without spaces are compared by pairs of characters", () => {
    const { neighbours } = search(
      [added("这个产品的质量非常好我很喜欢")],
      [["这个产品的质量非常好我很喜欢它", "b"]],
    );
    expect(neighbours.get(0)).toHaveLength(1);
  });

  test("invisible characters hide no copy", () => {
    const { neighbours } = search(
      [added("pro\u200bject chimera is a complete disaster")],
      [["project chimera is a complete disaster", "b"]],
    );
    expect(neighbours.get(0)![0]!.similarity).toBe(1);
  });

  test("the search finds exactly what comparing all with all finds", () => {
    const words = ["red", "blue", "late", "soon", "box", "cup", "the", "of", "was", "good", "bad", "now"];
    const sentence = fc
      .array(fc.constantFrom(...words), { minLength: 1, maxLength: 9 })
      .map((list) => list.join(" "));
    fc.assert(
      fc.property(
        fc.array(sentence, { minLength: 1, maxLength: 6 }),
        fc.array(sentence, { maxLength: 8 }),
        (changed, base) => {
          const { neighbours } = search(
            changed.map((text) => added(text)),
            base.map((text) => [text, "b"] as const),
          );
          changed.forEach((text, i) => {
            const found = (neighbours.get(i) ?? []).filter((n) => n.change === null).length;
            const expected = base.filter((other) => jaccard(text, other) >= NEAR_DUPLICATE - 1e-9).length;
            // At most six neighbours with the same label are kept.
            expect(found).toBe(Math.min(expected, 6));
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  test("what the pull request edits or removes is no neighbour of what it brings", () => {
    const before = row("the kettle arrived a week late", "a");
    const changes: RowChange[] = [
      {
        index: 0,
        kind: "edited",
        before,
        after: { ...before, labels: ["b"] },
        edits: { ...none, label: true },
      },
    ];
    expect(search(changes, [[before.text, "a"]]).neighbours.size).toBe(0);
    // A second such row stays in the base, and is one.
    const twice = search(changes, [
      [before.text, "a"],
      [before.text, "a"],
    ]);
    expect(twice.neighbours.get(0)).toHaveLength(1);
  });
});

describe("neighbours among the changes", () => {
  test("both rows of a pair name each other by index", () => {
    const { neighbours } = search(
      [added("the kettle arrived late"), added("The kettle arrived late.", "b")],
      [],
    );
    expect(neighbours.get(0)).toMatchObject([{ change: 1, labels: ["b"], similarity: 1, path: "d.jsonl" }]);
    expect(neighbours.get(1)).toMatchObject([{ change: 0, labels: ["a"] }]);
  });

  test("of a hundred copies at most eight are listed, and the one that disagrees is among them", () => {
    const copies = Array.from({ length: 100 }, () => added("the kettle arrived late", "a"));
    const { neighbours } = search([...copies, added("the kettle arrived late", "b")], []);
    for (const [index, found] of neighbours) {
      expect(found.length).toBeLessThanOrEqual(8);
      expect(found.some((neighbour) => neighbour.change === index)).toBe(false);
    }
    expect(neighbours.get(50)!.some((neighbour) => neighbour.labels[0] === "b")).toBe(true);
    expect(neighbours.get(100)!.every((neighbour) => neighbour.labels[0] === "a")).toBe(true);
  });

  test("of many variants the most similar are listed, the first of equals, at most five with the same labels", () => {
    const words = "one two three four five six seven eight nine ten eleven twelve".split(" ");
    // 21 variants: each has another word at one of seven places, so that some differ in one word and most in two.
    const texts = Array.from({ length: 21 }, (_, i) => words.with(i % 7, `other${i}`).join(" "));
    const labels = texts.map((_, i) => (i % 3 === 0 ? "a" : "b"));
    const { neighbours } = search(
      texts.map((text, i) => added(text, labels[i])),
      [],
    );
    texts.forEach((text, own) => {
      const ranked = texts
        .map((other, change) => ({ change, similarity: jaccard(text, other) }))
        .filter(({ change }) => change !== own)
        .sort((a, b) => b.similarity - a.similarity);
      const alike = (label: string): typeof ranked =>
        ranked.filter(({ change }) => labels[change] === label).slice(0, labels[own] === label ? 5 : 6);
      const expected = ranked
        .filter((one) => alike("a").includes(one) || alike("b").includes(one))
        .slice(0, 8);
      expect(neighbours.get(own)!.map(({ similarity }) => similarity)).toEqual(
        expected.map(({ similarity }) => similarity),
      );
    });
  });

  test("a flood of twenty thousand copies and variants does not cost its square", () => {
    const flood = Array.from({ length: 20_000 }, (_, i) =>
      added(
        i % 2
          ? "buy this very good product now from our shop"
          : `buy this very good product now from our shop ${i}`,
      ),
    );
    const start = process.cpuUsage().user;
    const { neighbours } = search(flood, []);
    expect(neighbours.size).toBe(20_000);
    // Two hundred million comparisons would take minutes.
    expect((process.cpuUsage().user - start) / 1e6).toBeLessThan(20);
  });
});

describe("the yardstick", () => {
  const reference: Reference = [
    ["the kettle arrived a week late", "a"],
    ["the kettle arrived a week late!", "b"],
    ["the kettle arrived a week late, twice", "a"],
    ["something else entirely was said here", "a"],
  ];

  test("sampled rows are compared with all others, not with themselves", () => {
    const { referenceDuplicates } = search([], reference, [reference[0]!, reference[3]!]);
    // The first has an equal twin under another label and a variant; the fourth has nobody.
    expect(referenceDuplicates).toEqual({
      sampled: 2,
      duplicated: 1,
      conflicting: 1,
      largest: 2,
      largestEqual: 1,
    });
  });

  test("without a sample there is none", () => {
    expect(search([], reference).referenceDuplicates.sampled).toBe(0);
  });
});

test("labels conflict when both rows have some and share none", () => {
  expect(labelsConflict(["a"], ["b"])).toBe(true);
  expect(labelsConflict(["a", "c"], ["b", "c"])).toBe(false);
  expect(labelsConflict([], ["b"])).toBe(false);
});
