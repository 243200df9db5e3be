import { describe, expect, test } from "@jest/globals";
import { seededRandom } from "../../examples/feedback/random.ts";
import { beyondChance, type Rated } from "../../src/trigger/phrases/beyond-chance.ts";

/** Surprises of `tests` honest tests: exponential with mean 1, as −ln of a uniform p-value is. */
function honest(seed: number, tests: number): Rated[] {
  const { next, below } = seededRandom(seed);
  return Array.from({ length: tests }, () => ({ label: below(2), surprise: -Math.log(1 - next()) }));
}

const bySurprise = (all: readonly Rated[]): Rated[] => [...all].sort((a, b) => b.surprise - a.surprise);
const alarm = (all: readonly Rated[], falseAlarms: number): boolean =>
  beyondChance(bySurprise(all), falseAlarms, () => true).length > 0;

describe("beyond chance", () => {
  test("keeps the stated rate, however many tests there are", () => {
    for (const tests of [50, 500, 5000]) {
      const rounds = 1000;
      let alarms = 0;
      for (let seed = 0; seed < rounds; seed++) if (alarm(honest(seed, tests), 0.1)) alarms++;
      // Standard error of the share: 0.0095.
      expect(alarms / rounds).toBeLessThan(0.1 + 3 * 0.0095);
      // With few tests it is cautious, for one more ordinary test a label is assumed.
      if (tests >= 500) expect(alarms / rounds).toBeGreaterThan(0.04);
    }
  });

  test("finds one that stands out, and several of one label that do not stand out alone", () => {
    const some = honest(1, 500);
    const label = 1;
    expect(alarm(some, 0.05)).toBe(false);
    expect(beyondChance(bySurprise([...some, { label, surprise: 14 }]), 0.05, () => true)).toMatchObject([
      { label, found: [{ surprise: 14 }] },
    ]);
    expect(alarm([...some, { label, surprise: 8.2 }], 0.05)).toBe(false);
    const several = [...some, ...Array.from({ length: 4 }, (_, i) => ({ label, surprise: 8.2 + i / 100 }))];
    const [batch] = beyondChance(bySurprise(several), 0.05, () => true);
    expect(batch!.found.filter(({ surprise }) => surprise > 8)).toHaveLength(4);
  });

  test("what may not be named counts among the ordinary ones only", () => {
    const strange = { label: 0, surprise: 20 };
    expect(beyondChance([strange], 0.05, (one) => one !== strange)).toEqual([]);
  });
});
