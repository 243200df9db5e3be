import { describe, expect, test } from "@jest/globals";
import type { LabelGroup } from "../../src/evidence/label-group.ts";
import { whyHigh } from "../../src/trigger/phrases/floor/floor-reason.ts";

const group = { referenceLabels: Float64Array.of(70, 30), referenceRows: 100 } as unknown as LabelGroup;
const typical = Float64Array.of(0.3, 0.6);

describe("why a floor is high", () => {
  test("is the cause without which it would be lowest", () => {
    const without = (cause: string) =>
      whyHigh(group, 1, 60, (changed) => (cause in changed ? 12 : 50), typical);
    expect(without("typical")).toMatch(/hardly tell this label from the others/);
    expect(without("deviation")).toMatch(/new words here often have a label of their own/);
    expect(without("inflation")).toMatch(/strays from the base as a whole/);
  });

  test("is a common label where most of the base carry it", () => {
    const floorWith = ({ typical: clear }: { typical?: Float64Array }) =>
      clear === undefined ? null : Math.max(...clear) < 0.11 ? 9 : null;
    expect(whyHigh(group, 0, null, floorWith, typical)).toMatch(/^70 % of the base/);
  });

  test("is said of floors above twenty rows alone, and where no row could be disguised", () => {
    expect(whyHigh(group, 0, 20, () => 5, typical)).toBeNull();
    expect(whyHigh(group, 0, null, () => null, new Float64Array(0))).toMatch(
      /no changed row carries another/,
    );
  });
});
