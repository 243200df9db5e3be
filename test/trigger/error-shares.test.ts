import { describe, expect, test } from "@jest/globals";
import { logShare, rankCandidates } from "../../src/trigger/phrases/error-shares.ts";
import { candidate } from "./support.ts";

describe("shares of the error rate", () => {
  test("add up to at most one over any number of candidates, each order a permutation of the other", () => {
    const count = 5000;
    let sum = 0;
    for (let burst = 0; burst < count; burst++)
      sum += Math.exp(logShare({ burst, chance: (burst * 1237) % count }));
    expect(sum).toBeLessThan(1);
    // ζ(1.5) without its tail beyond 5,000, which is about 2 / √5000 of 2.612.
    expect(sum).toBeGreaterThan(1 - 2 / Math.sqrt(count) / 2.612 - 0.001);
  });

  test("give a sentence in a few rows as much as a new word in many", () => {
    const word = candidate({ node: 1, rows: [0, 1, 2, 3, 4, 5], logBurst: -9, logChance: -20 });
    const sentence = candidate({ node: 2, rows: [6, 7, 8, 9, 10], logBurst: -3, logChance: -90 });
    const everyday = candidate({ node: 3, rows: [1, 6, 9, 11, 12], logBurst: -0.1, logChance: -0.1 });
    const ranked = rankCandidates([everyday, sentence, word]);
    expect(ranked.map((one) => one.candidate)).toEqual([word, sentence, everyday]);
    expect(ranked[0]!.logShare).toBeCloseTo(ranked[1]!.logShare, 12);
    expect(ranked[2]!.logShare).toBeLessThan(ranked[1]!.logShare);
  });

  test("go first to phrases that may be told of by themselves", () => {
    const repeated = candidate({ node: 1, rows: [0, 1, 2, 3], logBurst: -9, logChance: -99 });
    const word = candidate({ node: 2, rows: [4, 5, 6, 7, 8], logBurst: -2, logChance: -5 });
    const ranked = rankCandidates([repeated, word]);
    expect(ranked.map((one) => one.candidate)).toEqual([repeated, word]);
    expect(ranked[1]!.logShare).toBe(logShare({ burst: 0, chance: 0 }));
    expect(ranked[0]!.logShare).toBe(logShare({ burst: 1, chance: 1 }));
  });

  test("are half as large for phrases that the base knows, from six of its rows on", () => {
    const place = { rows: [0, 1, 2, 3, 4], logBurst: -2, logChance: -5 };
    const shareOf = (referenceRows: number) =>
      rankCandidates([candidate({ node: 1, ...place, referenceRows })])[0]!.logShare;
    expect(shareOf(5)).toBe(logShare({ burst: 0, chance: 0 }));
    expect(shareOf(6)).toBeCloseTo(shareOf(5) - Math.log(2), 12);
  });
});
