import { describe, expect, test } from "@jest/globals";
import type { LabelGroup } from "../../src/evidence/label-group.ts";
import { familiarRegister } from "../../src/trigger/labels/familiar-register.ts";

/** A base of a hundred rows of four words that all of them have; token 9 is no word. */
const words = [1, 2, 3, 4];
const group = {
  tokens: { size: 100, isWord: (id: number) => id !== 9 },
  sample: Array.from({ length: 100 }, () => ({ ids: Uint32Array.from(words) })),
} as unknown as LabelGroup;

const isFamiliar = (ids: readonly number[]): boolean =>
  familiarRegister(group)({ ids: Uint32Array.from(ids) });

describe("rows that are written as the base's", () => {
  test("are as long, and of words that the base has", () => {
    expect(isFamiliar(words)).toBe(true);
    expect(isFamiliar([1])).toBe(true);
    expect(isFamiliar([...words, 1])).toBe(false);
    expect(isFamiliar([1, 2, 3, 50])).toBe(false);
  });

  test("may hold what is no word", () => {
    expect(isFamiliar([1, 2, 9])).toBe(true);
    expect(isFamiliar([9])).toBe(true);
  });

  test("a base row is measured by the others: a word that it alone has is unknown to it", () => {
    const odd = {
      ...group,
      sample: group.sample.map((row, at) => ({ ...row, ids: Uint32Array.of(1, 2, 3, at < 5 ? 60 + at : 4) })),
    };
    expect(familiarRegister(odd)({ ids: Uint32Array.of(1, 2, 3, 99) })).toBe(true);
    expect(familiarRegister(odd)({ ids: Uint32Array.of(1, 2, 98, 99) })).toBe(false);
  });
});
