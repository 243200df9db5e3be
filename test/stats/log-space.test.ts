import { expect, test } from "@jest/globals";
import { seededRandom } from "../../examples/feedback/random.ts";
import { logJointTail } from "../../src/stats/log-space.ts";

test("the joint tail of two p-values is Fisher's: chi-squared with four degrees of freedom at −2 ln of their product", () => {
  // P(χ²₄ ≥ x) = e^(−x/2) (1 + x/2), and 9.488 is its 95 % point.
  expect(logJointTail(-9.488 / 4, -9.488 / 4)).toBeCloseTo(Math.log(0.05), 3);
  expect(logJointTail(0, 0)).toBe(0);
  expect(logJointTail(-700, -300)).toBeCloseTo(-1000 + Math.log(1001), 9);
});

test("it holds for uniform p-values", () => {
  const { next } = seededRandom(3);
  const rounds = 20_000;
  let below = 0;
  for (let i = 0; i < rounds; i++) {
    if (logJointTail(Math.log(1 - next()), Math.log(1 - next())) <= Math.log(0.1)) below++;
  }
  // Standard error: 0.0021.
  expect(Math.abs(below / rounds - 0.1)).toBeLessThan(0.0085);
});
