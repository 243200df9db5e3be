/** Shares the permitted rate of false alarms out among the phrases. */
import { LEAST_TRIGGER_ROWS } from "../limits.ts";
import { KNOWN_ROWS } from "../scanned.ts";
import type { Candidate } from "./candidates.ts";

/** Where a candidate stands, from 0, when all are ordered by how unlikely they are to have come by chance. */
export interface Ranks {
  /** By burst: what was never seen before and now stands in many rows comes first. */
  readonly burst: number;
  /** By chance: a whole sentence that stands in several rows comes first. */
  readonly chance: number;
}

/** Shares fall with the rank r as r^−1.5; their sum over all ranks is ζ(1.5). */
const DECAY = 1.5;
const SUM = 2.612;

/**
 * ln of the share of the error rate that a candidate is tested at. Neither order knows of labels, so any shares that
 * add up to one keep the rate (weighted Bonferroni, Genovese, Roeder & Wasserman 2006): a phrase that came with the
 * pull request is tested at a few parts in ten, an everyday one at a few in a billion. Each order has half of it, for a
 * trigger may be one new word in many rows or a sentence in a few.
 */
export function logShare({ burst, chance }: Ranks): number {
  return Math.log(0.5 * (shareAt(burst) + shareAt(chance)));
}

/** The share at a rank, from 0; all of them add up to one. */
export function shareAt(rank: number): number {
  return (rank + 1) ** -DECAY / SUM;
}

/** A candidate with its share. */
export interface Ranked {
  readonly candidate: Candidate;
  readonly logShare: number;
}

/**
 * A phrase in fewer rows than a finding needs by itself comes last in both orders: whatever its labels, it is not told of, and
 * would take its share from those that are (Tarone 1990). The plain attack brings something new: a phrase that the base knows has
 * half of its share, and the other half nobody has.
 * @returns the candidates by burst, each with its share of the error rate
 */
export function rankCandidates(candidates: readonly Candidate[]): Ranked[] {
  const byBurst = order(candidates, ({ logBurst }) => logBurst);
  const bursts = ranks(candidates, byBurst);
  const chances = ranks(
    candidates,
    order(candidates, ({ logChance }) => logChance),
  );
  return Array.from(byBurst, (index) => ({
    candidate: candidates[index]!,
    logShare:
      logShare({ burst: bursts[index]!, chance: chances[index]! }) -
      (candidates[index]!.referenceRows >= KNOWN_ROWS ? Math.LN2 : 0),
  }));
}

/** By candidate, its place in an order in which those of too few rows have been put last. */
function ranks(candidates: readonly Candidate[], ordered: Uint32Array): Uint32Array {
  const found = new Uint32Array(ordered.length);
  const mayBeTold = (index: number): boolean => candidates[index]!.rowCount >= LEAST_TRIGGER_ROWS;
  let told = 0;
  for (const index of ordered) if (mayBeTold(index)) found[index] = told++;
  for (const index of ordered) if (!mayBeTold(index)) found[index] = told++;
  return found;
}

/** Indices of the candidates in ascending order of a key; ties go to the one of more rows, then by node. */
function order(candidates: readonly Candidate[], key: (candidate: Candidate) => number): Uint32Array {
  const keys = Float64Array.from(candidates, key);
  const rows = Uint32Array.from(candidates, ({ rowCount }) => rowCount);
  const nodes = Uint32Array.from(candidates, ({ node }) => node);
  return Uint32Array.from(candidates.keys()).sort(
    (a, b) => keys[a]! - keys[b]! || rows[b]! - rows[a]! || nodes[a]! - nodes[b]!,
  );
}
