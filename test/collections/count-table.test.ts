import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { countOf, countTable } from "../../src/collections/count-table.ts";

const FEATURES = 5000;

/** Few labels are kept densely and many sparsely, where the number of features is not known; both otherwise. */
test("counts what was added to it and to another table, whose features have other numbers, by label", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(1, 3, 12, 13, 40),
      fc.boolean(),
      fc.array(fc.tuple(fc.nat({ max: FEATURES - 1 }), fc.nat({ max: 39 }), fc.boolean()), { maxLength: 60 }),
      (labels, isBounded, events) => {
        const open = () => countTable(labels, isBounded ? FEATURES : undefined);
        const [own, other] = [open(), open()];
        const expected = new Map<string, number>();
        for (const [feature, any, isOther] of events) {
          const label = any % labels;
          const number = isOther ? FEATURES - 1 - feature : feature;
          (isOther ? other : own).add(feature, label);
          expected.set(`${number} ${label}`, (expected.get(`${number} ${label}`) ?? 0) + 1);
        }
        own.addAll(structuredClone(other.parts()), (feature) => FEATURES - 1 - feature);
        const counts = own.freeze(FEATURES);
        for (const [key, count] of expected) {
          const [feature, label] = key.split(" ").map(Number) as [number, number];
          expect(countOf(counts, feature, label)).toBe(count);
        }
        expect(counts.totals.reduce((sum, rows) => sum + rows, 0)).toBe(events.length);
        for (let f = 0; f < FEATURES; f++)
          for (let i = counts.starts[f]! + 1; i < counts.starts[f + 1]!; i++)
            expect(counts.entries[2 * i]!).toBeGreaterThan(counts.entries[2 * i - 2]!);
      },
    ),
    { numRuns: 40 },
  );
});
