import { expect, test } from "@jest/globals";
import { effectOf, type Scanned } from "../../src/trigger/scanned.ts";

const scanned = (fittedOn: "reference" | "changes") =>
  ({
    group: { fittedOn, tokens: { name: String } },
    wordEffect: () => ({ deviation: 0.4, tail: 2 }),
    newEffect: () => ({ deviation: 1.5, tail: 1 }),
  }) as unknown as Scanned;
const effect = (referenceRows: number, fittedOn: "reference" | "changes" = "reference") =>
  effectOf(scanned(fittedOn), { tokens: [1], referenceRows });

test("a word that a few base rows have is neither new nor known, and may say as much as either", () => {
  expect(effect(0)).toEqual({ deviation: 1.5, tail: 1 });
  for (const rows of [1, 5]) expect(effect(rows)).toEqual({ deviation: 1.5, tail: 2 });
  expect(effect(6)).toEqual({ deviation: 0.4, tail: 2 });
});

test("where the change itself is all that is known, every word is", () => {
  expect(effect(0, "changes")).toEqual({ deviation: 0.4, tail: 2 });
});
