import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { logMixtureEvidence, posterior } from "../../src/stats/e-values.ts";

describe("a mixture of bets", () => {
  test("is 1 on average when every null hypothesis holds, whatever the stakes", () => {
    // Each hypothesis: won with probability p and then worth 1/p, else 0. All outcomes are enumerated.
    const game = fc.record({
      p: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      share: fc.double({ min: 0.001, max: 0.5, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(game, { minLength: 1, maxLength: 6 }), (games) => {
        let mean = 0;
        for (let outcome = 0; outcome < 2 ** games.length; outcome++) {
          let chance = 1;
          const bets = games.map(({ p, share }, i) => {
            const won = ((outcome >> i) & 1) === 1;
            chance *= won ? p : 1 - p;
            return { share, logE: won ? -Math.log(p) : Number.NEGATIVE_INFINITY };
          });
          mean += chance * Math.exp(logMixtureEvidence(bets));
        }
        expect(mean).toBeCloseTo(1, 9);
      }),
    );
  });

  test("multiplies what each bet brings", () => {
    // (1 − 0.1 + 0.1 × 100) × (1 − 0.5 + 0.5 × 4) = 10.9 × 2.5
    const bets = [
      { share: 0.1, logE: Math.log(100) },
      { share: 0.5, logE: Math.log(4) },
    ];
    expect(Math.exp(logMixtureEvidence(bets))).toBeCloseTo(27.25, 10);
  });

  test("tells how likely a hypothesis is false afterwards (Bayes)", () => {
    // Odds 1:9 before, times 100: 100/9 to 1.
    expect(posterior({ share: 0.1, logE: Math.log(100) })).toBeCloseTo(100 / 109, 10);
    expect(posterior({ share: 0.1, logE: Number.NEGATIVE_INFINITY })).toBe(0);
  });
});
