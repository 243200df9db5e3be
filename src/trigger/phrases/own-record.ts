/** What the base's own rows with a phrase say of its effect on the label. */
import { countOf } from "../../collections/count-table.ts";
import type { ContentModel } from "../../evidence/content-model/content-model.ts";
import { shiftProbability } from "../../stats/poisson-binomial.ts";
import { boundProbability } from "../limits.ts";
import type { Scanned } from "../scanned.ts";
import type { Candidate } from "./candidates.ts";

/** What the reference says of a phrase's effect on a label, beyond the rest of its rows. */
export interface OwnRecord {
  /** Posterior mean and standard deviation of the effect, in log-odds. */
  readonly mean: number;
  readonly deviation: number;
  /** How much more the labels of its reference rows vary than one effect for all of them explains; at least 1. */
  readonly dispersion: number;
}

/** Reference rows of a phrase that are looked at. */
const MOST_ROWS = 150;

/**
 * The posterior of a phrase's effect given the sampled reference rows that hold it, each scored by the model blind to
 * the phrase and to the row itself: a normal at the mode (Laplace) under the prior of `unexplainedEffect`. Without such
 * rows it is the prior. Where the phrase is known but not sampled, its counts are used as if all rows were typical.
 */
export function ownRecord(
  scanned: Scanned,
  candidate: Candidate,
  label: number,
  typical: number,
  hidden: ReadonlySet<number>,
  effect: number,
): OwnRecord {
  const rows = scanned.sampleRows(candidate.node);
  if (rows.length === 0) return recordFromCounts(scanned, candidate, label, typical, effect);
  return recordOf(scanned, scanned.group.modelOfAll!, rows, label, effect, hidden);
}

/** The same for any sampled reference rows, given by their indices; without rows it is the prior. */
export function recordOf(
  scanned: Scanned,
  model: ContentModel,
  rows: readonly number[],
  label: number,
  effect: number,
  hidden?: ReadonlySet<number>,
): OwnRecord {
  const step = Math.max(1, rows.length / MOST_ROWS);
  const out = new Float64Array(model.labels);
  const seen: { p: number; hit: boolean }[] = [];
  for (let i = 0; i < rows.length; i += step) {
    const row = scanned.group.sample[rows[Math.floor(i)]!]!;
    model.probabilities(row, out, hidden);
    seen.push({ p: boundProbability(out[label]!), hit: row.label === label });
  }
  return posterior(seen, effect);
}

/** The same from the phrase's counts alone, each of its reference rows taken to have the same probability `typical`. */
export function recordFromCounts(
  scanned: Scanned,
  candidate: Pick<Candidate, "node" | "referenceRows">,
  label: number,
  typical: number,
  effect: number,
): OwnRecord {
  const hits = countOf(scanned.group.phraseCounts, candidate.node, label);
  const n = candidate.referenceRows;
  const p = boundProbability(typical);
  const size = Math.min(n, MOST_ROWS);
  const share = n === 0 ? 0 : hits / n;
  const seen = Array.from({ length: size }, (_, i) => ({ p, hit: i < Math.round(share * size) }));
  return posterior(seen, effect);
}

/** Degrees of freedom of the prior: few, because most words say nothing beyond their row and a few ("but") say much. */
const FREEDOM = 3;

/**
 * The mode under a Student t prior of scale `effect`, by reweighting (each step is a normal prior whose precision
 * follows from the present mean; Lange, Little & Taylor 1989). A record that is strong enough is not drawn to 0, as a
 * normal prior would; without a record it is that normal.
 */
export function posterior(seen: readonly { p: number; hit: boolean }[], effect: number): OwnRecord {
  let precision = 1 / (effect * effect);
  let mean = 0;
  let information = 0;
  for (let step = 0; step < 40; step++) {
    if (seen.length > 0) precision = (FREEDOM + 1) / (FREEDOM * effect * effect + mean * mean);
    let slope = -precision * mean;
    information = precision;
    for (const { p, hit } of seen) {
      const q = shiftProbability(p, mean);
      slope += (hit ? 1 : 0) - q;
      information += q * (1 - q);
    }
    const next = mean + Math.max(-1, Math.min(1, slope / information));
    const close = Math.abs(next - mean) < 1e-6;
    mean = next;
    if (close) break;
  }
  return { mean, deviation: Math.sqrt(1 / information), dispersion: dispersion(seen, mean) };
}

/** Pearson's statistic over its degrees of freedom, drawn towards 1 as ten rows of no excess would. */
function dispersion(seen: readonly { p: number; hit: boolean }[], mean: number): number {
  let sum = 0;
  for (const { p, hit } of seen) {
    const q = shiftProbability(p, mean);
    sum += ((hit ? 1 : 0) - q) ** 2 / (q * (1 - q));
  }
  return Math.max(1, (sum + 10) / (seen.length + 10));
}
