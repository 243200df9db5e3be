import { describe, expect, test } from "@jest/globals";
import type { Json } from "../../src/model/json.ts";
import { labelColumns } from "../../src/rows/open/label-columns.ts";

/** What columns are made of forty rows, each with a text. */
const of = (row: (i: number) => Record<string, Json>) =>
  labelColumns(
    Array.from({ length: 40 }, (_, i) => ({
      value: { text: `A sentence of several words, number ${i}.`, ...row(i) },
      keys: [],
      isEntry: false,
    })),
  );

describe("columns that say the label together", () => {
  test("votes that sum to what another column says leave out that column and what follows", () => {
    const found = of((i) => ({ n: 3 + (i % 2), hate: i % 3, fine: 3 + (i % 2) - (i % 3), other: i % 7 }));
    expect(found).toMatchObject({ from: "votes", columns: ["hate", "fine"] });
  });

  test("a row in twenty may be a slip of the hand, no more", () => {
    const votes = (slips: number) =>
      of((i) => ({ yes: (i % 4) + (i < slips ? 1 : 0), no: 3 - (i % 4) }))?.columns ?? null;
    expect([votes(2), votes(3)]).toEqual([["yes", "no"], null]);
  });

  test("flags that were not asked of every text are flags, where every row answers one", () => {
    const asked = (i: number) => ({
      hate: i % 3 === 0 ? null : i % 2,
      threat: i % 3 === 1 ? null : (i >> 1) % 2,
      insult: i % 3 === 2 ? null : (i >> 2) % 2,
    });
    expect(of(asked)).toMatchObject({ from: "flags", columns: ["hate", "threat", "insult"] });
    expect(of((i) => (i < 20 ? asked(i) : {}))).toBeNull();
  });

  test("a share from one half on is a flag, also the one that is called the label", () => {
    const found = of((i) => ({ target: (i % 5) / 4, threat: (i % 3) / 2, insult: 0.1, obscene: i % 2 }));
    expect(found).toMatchObject({ from: "flags", columns: ["target", "threat", "insult", "obscene"] });
  });

  test("people who agree no more than chance answered different questions", () => {
    const agreeing = of((i) => ({ rater_1: i % 2 ? "a" : "b", rater_2: i % 2 || i > 30 ? "a" : "b" }));
    const apart = of((i) => ({ rater_1: i % 2 ? "a" : "b", rater_2: (i >> 1) % 2 ? "a" : "b" }));
    expect(agreeing).toMatchObject({ from: "judges", columns: ["rater_1", "rater_2"] });
    expect(apart).toBeNull();
  });

  test("where a column says what most of them said, it is the label, and is tested", () => {
    const said = (i: number): readonly Json[] => [i % 2, i % 10 ? i % 2 : 1, i % 7 ? i % 2 : 0];
    const decided = (i: number): Json => Number(said(i).filter((one) => one === 1).length > 1);
    const people = (i: number) => ({ rater_1: said(i)[0]!, rater_2: said(i)[1]!, rater_3: said(i)[2]! });
    expect(of((i) => ({ ...people(i), outcome_final: i % 5 }))).toMatchObject({ from: "judges" });
    const verdict = { from: "judges", columns: Object.keys(people(0)), beside: "outcome_final" };
    expect(of((i) => ({ ...people(i), outcome_final: decided(i) }))).toMatchObject(verdict);
    expect(of((i) => ({ ...people(i), outcome_final: decided(i) ? "bad" : "good" }))).toMatchObject(verdict);
  });

  test("beside a column that is called the label and says who won, votes are one more", () => {
    const row = (i: number) => ({ yes: i % 4, no: 3 - (i % 4), class: i % 4 > 1 ? "fine" : "bad" });
    expect(of(row)).toMatchObject({ from: "votes", columns: ["yes", "no"], beside: "class" });
  });

  test.each<[string, (i: number) => Record<string, Json>]>([
    ["grades", (i) => ({ clarity: 1 + (i % 5), style: 1 + (i % 4), depth: 1 + (i % 3) })],
    ["numbers of what readers did", (i) => ({ likes: i * i, shares: i, replies: i % 3 })],
    ["votes beside a column that is called the label", (i) => ({ yes: i % 4, no: 3 - (i % 4), label: "x" })],
    ["votes that one column always wins", () => ({ yes: 3, no: 0 })],
  ])("%s are none", (_, row) => {
    expect(of(row)).toBeNull();
  });
});
