import { logRandomEffectsTail, shiftProbability } from "../stats/poisson-binomial.ts";
import type { Candidate } from "./candidates.ts";
import type { Scanned } from "./scanned.ts";
import { spread } from "./spread.ts";

/** One candidate against one label. */
export interface LabelTest {
  readonly label: number;
  /** Rows of the candidate, those of them with the label, and how many the other words of the rows suggest. */
  readonly rows: number;
  readonly observed: number;
  readonly expected: number;
  /** ln P(at least `observed`) for an honest phrase. */
  readonly logP: number;
}

/**
 * How surprising it is that this many rows of a candidate carry a label, to a model that sees all of each row but the
 * candidate itself. The phrase's own record in the reference, where it has one, tells how far it moves the label; what
 * is left open is the effect of a typical honest word. Rows that say much the same count as fewer (`spread`).
 */
export function testLabel(
  scanned: Scanned,
  candidate: Candidate,
  rows: readonly number[],
  label: number,
): LabelTest {
  const { group } = scanned;
  const model = group.model!;
  const tokens = new Set(group.trie.phrases[candidate.node]!.tokens);
  const skip = (id: number): boolean => tokens.has(id);
  const p = new Float64Array(model.labels);
  const blind = new Float64Array(rows.length);
  let expected = 0;
  let observed = 0;
  rows.forEach((at, i) => {
    const row = group.rows[scanned.rows[at]!]!;
    model.probabilities({ ids: row.ids, own: row.own }, p, skip);
    const value = shifted(p, scanned.shift, label);
    blind[i] = Math.min(0.999, Math.max(1e-4, value));
    expected += value;
    if (row.labels.includes(label)) observed++;
  });
  const record = ownRecord(scanned, candidate, label, expected / Math.max(1, rows.length));
  const logP =
    logRandomEffectsTail(blind, observed, record.mean, record.deviation) * spread(scanned, rows, tokens);
  return { label, rows: rows.length, observed, expected, logP };
}

/** The probability of one label after the label shares have moved (Saerens et al. 2002, equation 2.4). */
export function shifted(p: Float64Array, shift: Float64Array, label: number): number {
  let sum = 0;
  for (let l = 0; l < p.length; l++) sum += p[l]! * shift[l]!;
  return sum > 0 ? (p[label]! * shift[label]!) / sum : p[label]!;
}

/**
 * The posterior of the phrase's effect on the log-odds of the label, given how its reference rows are labelled, as a
 * normal at its mode (Laplace). Without reference rows it is the prior: mean 0, the unexplained effect's deviation.
 */
function ownRecord(
  scanned: Scanned,
  candidate: Candidate,
  label: number,
  typical: number,
): { mean: number; deviation: number } {
  const { group, effect } = scanned;
  const n = candidate.referenceRows;
  const counts = group.phraseCounts;
  let k = 0;
  for (let i = counts.starts[candidate.node]!; i < counts.starts[candidate.node + 1]!; i++) {
    if (counts.labels[i] === label) k = counts.counts[i]!;
  }
  const precision = 1 / (effect * effect);
  const p = Math.min(0.999, Math.max(1e-3, typical));
  let mean = 0;
  for (let step = 0; step < 30; step++) {
    const q = shiftProbability(p, mean);
    const slope = k - n * q - precision * mean;
    const curvature = n * q * (1 - q) + precision;
    const next = mean + Math.max(-1, Math.min(1, slope / curvature));
    if (Math.abs(next - mean) < 1e-6) break;
    mean = next;
  }
  const q = shiftProbability(p, mean);
  // A record of many rows still leaves room for honest change between two batches of data: a quarter of the effect.
  const deviation = Math.sqrt(1 / (n * q * (1 - q) + precision) + (effect / 4) ** 2 * (n / (n + 10)));
  return { mean, deviation: Math.min(effect, deviation) };
}
