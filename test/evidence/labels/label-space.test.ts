import { describe, expect, test } from "@jest/globals";
import { labelSpace, labelTable, orderQuestions } from "../../../src/evidence/labels/label-space.ts";

/** Labels with so many rows each. */
const rows = (labels: Record<string, number>) => new Map(Object.entries(labels));
const base = rows({ POSITIVE: 300, NEGATIVE: 200, Positve: 2 });

function spaceOf(head: Record<string, number>, before = base) {
  const table = labelTable(new Map([...before, ...rows(head)]), before, "label")!;
  return { ...labelSpace(table), bounds: table.bounds };
}

describe("the labels of a group", () => {
  test("a label in another spelling is the base's label", () => {
    const { names, indexOf } = spaceOf({ positive: 38, "NEGATIVE.": 3, MIXED: 4 });
    expect(names).toEqual(["MIXED", "NEGATIVE", "POSITIVE"]);
    expect(["positive", "Positve", "POSITIVE", "NEGATIVE.", "MIXED", "other"].map(indexOf)).toEqual([
      2, 2, 2, 1, 0, -1,
    ]);
  });

  test("1.0, true and +1 are 1 where the base has 0 and 1", () => {
    const { names, indexOf } = spaceOf({ true: 38 }, rows({ 0: 100, 1: 100 }));
    expect(names).toEqual(["0", "1"]);
    expect(["true", "+1", "1e0", "False"].map(indexOf)).toEqual([1, 1, 1, 0]);
  });

  test("a thousand labels that a change brings leave those of the base tested", () => {
    const many = Object.fromEntries(Array.from({ length: 1500 }, (_, i) => [`todo-${i}`, 1]));
    const { names, indexOf } = spaceOf(many);
    expect(names).toHaveLength(1000);
    expect(indexOf("POSITIVE")).toBeGreaterThanOrEqual(0);
  });

  test("whether numbers are measures, and in which ranges, is the base's to say", () => {
    const more = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [String(i + 2), 1]));
    expect(spaceOf(more, rows({ 0: 100, 1: 100 })).bounds).toBeNull();
    const scores = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [String(i), 10]));
    const far = Object.fromEntries(Array.from({ length: 900 }, (_, i) => [String(i + 1000), 10]));
    expect(spaceOf(far, rows(scores)).bounds).toEqual(spaceOf({}, rows(scores)).bounds);
  });

  test("a measure is asked for its range and for its half", () => {
    const scores = rows(Object.fromEntries(Array.from({ length: 100 }, (_, i) => [String(i), 1])));
    const table = labelTable(scores, scores, "label")!;
    const questions = orderQuestions(table).map(labelSpace);
    expect(questions.map(({ names }) => names)).toEqual([
      ["≤ 24", "> 24 to 49", "> 49 to 74", "> 74"],
      ["≤ 49", "> 49"],
    ]);
    expect(questions.map(({ indexOf }) => ["49", "49.5", "none"].map(indexOf))).toEqual([
      [1, 2, -1],
      [0, 1, -1],
    ]);
  });

  test("grades are asked for their half, which the base's grades make; numbers of classes are not", () => {
    const questionsOf = (grades: Record<string, number>, column = "label") =>
      orderQuestions(labelTable(rows({ ...grades, 99: 1 }), rows(grades), column)!).map(labelSpace);
    const [, half] = questionsOf({ 1: 20, 2: 20, 4: 20, 5: 20 });
    expect(half!.names).toEqual(["≤ 2", "> 2"]);
    expect(questionsOf({ 1: 20, 2: 20, 4: 20, 5: 20 }).map(({ isHalves }) => isHalves)).toEqual([
      false,
      true,
    ]);
    expect(["1", "2.0", "4", "99"].map(half!.indexOf)).toEqual([0, 0, 1, 1]);
    expect(questionsOf({ 1: 9, 2: 9, 3: 9, 4: 9, 5: 9, 10: 9 })[1]!.names).toEqual(["≤ 3", "> 3"]);
    expect(questionsOf({ 0: 20, 1: 20, 2: 20, 3: 20 })).toHaveLength(1);
    expect(questionsOf({ 0: 20, 1: 20, 2: 20, 3: 20, 4: 20 }, "helpfulness_score")[1]!.names).toEqual([
      "≤ 2",
      "> 2",
    ]);
    const toTen = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [String(i), 20]));
    expect(questionsOf(toTen, "answer")[1]!.names).toEqual(["≤ 5", "> 5"]);
    expect(questionsOf({ ...toTen, 11: 20 }, "answer")).toHaveLength(1);
    expect(questionsOf({ 1: 20, 2: 20, 3: 20 })).toHaveLength(1);
    expect(questionsOf({ 1: 20, 2: 20, 4: 20, good: 20 })).toHaveLength(1);
  });

  test("a measure of which nearly all rows have the highest value has two ranges, which are its halves", () => {
    const scores = rows({
      0: 900,
      ...Object.fromEntries(Array.from({ length: 30 }, (_, i) => [String(-i - 1), 1])),
    });
    const table = labelTable(scores, scores, "label")!;
    expect(orderQuestions(table)).toEqual([table]);
  });

  test("without labels in the base, those of the change are all there is", () => {
    expect(spaceOf({ good: 2, bad: 1 }, rows({})).names).toEqual(["bad", "good"]);
  });
});
