import { expect, test } from "@jest/globals";
import type { LabelGroup } from "../../src/evidence/label-group.ts";
import { logFewAgree } from "../../src/trigger/agreement.ts";
import { labelAgreement } from "../../src/trigger/labels/label-agreement.ts";
import type { Scanned } from "../../src/trigger/scanned.ts";

/** A text is one token: the label that it speaks for. */
const text = (speaksFor: number) => ({ ids: Uint32Array.of(speaksFor) });
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

/** Twenty base rows of each of two labels, of which sixteen speak for it. */
const sample = [0, 1].flatMap((label) => [
  ...times(16, { ...text(label), label, own: label }),
  ...times(4, { ...text(1 - label), label, own: label }),
]);

/** Added rows by the label that they carry and the one that their text speaks for; `shift` as if their shares had moved. */
function agreement(rows: readonly (readonly [number, number])[], shift = Float64Array.of(1, 1)) {
  const model = {
    labels: 2,
    priors: Float64Array.of(0.5, 0.5),
    probabilities: ({ ids }: { ids: Uint32Array }, out: Float64Array) => {
      out.set(ids[0] === 0 ? [0.9, 0.1] : [0.1, 0.9]);
      return out;
    },
  };
  const group = {
    model,
    sample,
    fittedOn: "reference",
    referenceLabels: Float64Array.of(20, 20),
    rows: rows.map(([label, speaksFor], change) => ({ ...text(speaksFor), labels: [label], change })),
  } as unknown as LabelGroup;
  const probabilities = Float32Array.from(
    rows.flatMap(([, of]) => {
      const [a, b] = [(of === 0 ? 0.9 : 0.1) * shift[0]!, (of === 0 ? 0.1 : 0.9) * shift[1]!];
      return [a / (a + b), b / (a + b)];
    }),
  );
  const scanned = { group, rows: rows.map((_, at) => at), probabilities, shift } as unknown as Scanned;
  const changes = rows.map(() => ({ kind: "added" })) as never;
  return labelAgreement({ changes }, scanned, () => true)!;
}

test("counts who agrees, and says how many would in the base, half as often and by chance", () => {
  const found = agreement([
    ...times(2, [0, 0]),
    ...times(2, [0, 1]),
    ...times(2, [1, 1]),
    ...times(2, [1, 0]),
  ] as never);
  expect(found.agreeing).toBe(4);
  expect(found.disagreeing).toEqual([2, 3, 6, 7]);
  // Of the base's rows of a label 16 of 20 speak for it.
  expect(found.asInBase).toBeCloseTo(8 * 0.8, 12);
  // Of the four rows of the other label two do, and of the base's 20 others that count beside them one in five: (2 + 4) / 24.
  expect(found.byChance).toBeCloseTo(8 * 0.25, 12);
  // Beyond that the base's agree in (0.8 − 0.2) / (1 − 0.2) of what is left.
  expect(found.halfAsInBase).toBeCloseTo(8 * (0.25 + 0.5 * 0.75 * 0.75), 12);
});

test("a batch of one label is measured by the base's chance, for it has none of its own", () => {
  const found = agreement(times(40, [0, 0] as const));
  expect(found.agreeing).toBe(40);
  expect(found.byChance).toBeCloseTo(8, 12);
  expect(logFewAgree(found, found.halfAsInBase)).toBeCloseTo(0, 6);
});

test("shares of labels that the scan moved change nothing", () => {
  const rows = [...times(9, [0, 0]), ...times(3, [1, 0]), ...times(4, [1, 1])] as never;
  expect(agreement(rows, Float64Array.of(1.6, 0.4))).toEqual(agreement(rows));
});

test("so few that agree are as unlikely as the binomial has it", () => {
  const found = agreement([...times(1, [0, 0]), ...times(3, [0, 1])] as never);
  // P(at most 1 of 4) at one half: (1 + 4) / 16.
  expect(logFewAgree(found, 2)).toBeCloseTo(Math.log(5 / 16), 12);
});
