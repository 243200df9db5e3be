import { describe, expect, test } from "@jest/globals";
import { fitWeights } from "../../../src/evidence/content-model/fit-weights.ts";

const priors = Float64Array.of(0.5, 0.5);
/** Words, pairs and letters under a weak prior, and the same under a strong one; words and letters squared. */
const TYPICAL = [0.35, 0.15, 0.1, 0.35, 0.15, 0.1, 0, 0];
/** Rows of two labels: what each of the first three views says for label 0; the others say nothing. */
const rows = (all: readonly (readonly [own: number, views: readonly [number, number, number]])[]) => ({
  evidence: Float64Array.from(
    all.flatMap(([, views]) => [...views, 0, 0, 0, 0, 0].flatMap((says) => [says, 0])),
  ),
  own: Uint32Array.from(all, ([own]) => own),
});

describe("the weights of the views", () => {
  test("are the typical ones where there is nothing to fit them on", () => {
    const { weights, biases, noise } = fitWeights(rows([]), priors);
    expect(weights).toEqual(TYPICAL);
    expect([...biases]).toEqual([0, 0]);
    expect(noise).toBe(0.005);
  });

  test("views that say nothing leave the label shares: a loss of ln 2 for two labels that are as frequent", () => {
    const nothing = rows([
      [0, [0, 0, 0]],
      [1, [0, 0, 0]],
    ]);
    const { loss, priorLoss, weights } = fitWeights(nothing, priors);
    expect(loss).toBeCloseTo(Math.LN2, 12);
    expect(priorLoss).toBeCloseTo(Math.LN2, 12);
    expect(weights).toEqual(TYPICAL);
  });

  test("are where the penalised likelihood no longer rises, and rise with what a view knows", () => {
    const telling = rows(
      Array.from({ length: 60 }, (_, i) => [i % 2, [i % 2 === 0 ? 2 : i % 10 === 1 ? 1 : -2, 0, 0.1]]),
    );
    const { weights } = fitWeights(telling, priors);
    /** −ln likelihood and the pull towards the typical weights (precision 4), by their definition. */
    const objective = (w: readonly number[]): number => {
      let sum = 0;
      for (let row = 0; row < 60; row++) {
        const odds = TYPICAL.reduce((total, _, v) => total + w[v]! * telling.evidence[row * 16 + v * 2]!, 0);
        sum += Math.log1p(Math.exp(telling.own[row] === 0 ? -odds : odds));
      }
      return sum + TYPICAL.reduce((pull, typical, v) => pull + 2 * (w[v]! - typical) ** 2, 0);
    };
    for (const v of TYPICAL.keys()) {
      const moved = (by: number) => weights.map((weight, at) => (at === v ? weight + by : weight));
      expect((objective(moved(1e-4)) - objective(moved(-1e-4))) / 2e-4).toBeCloseTo(0, 2);
    }
    expect(weights[0]).toBeGreaterThan(0.35);
    // A view without evidence stays where it is drawn to.
    expect(weights[1]).toBeCloseTo(0.15, 6);
  });
});
