import type { Candidate } from "./candidates.ts";
import { labelsAt, type Scanned } from "./scanned.ts";

/** Median of the chi-squared distribution with one degree of freedom. */
const MEDIAN = 0.4549;
/**
 * Standard error of the median of n such values, times √n and in units of the median: 1 / (2 f(m) m) with the density
 * f(m) = 0.471. Two of them are taken off: what chance alone could inflate is no reason to look away.
 */
const MEDIAN_ERROR = 2.33;
/** Candidates that are looked at, and fewest from which a median says something. */
const MOST = 150;
const FEWEST = 20;

/**
 * How much more the labels of this pull request's own newest phrases stray from the model than the reference led to
 * expect: at least 1, and 1 where the data is alike. A pull request from another domain is full of words the model
 * misjudges, in all directions; a planted trigger is a few phrases among many. So the *median* of the squared residuals
 * is taken, and all evidence is divided by its excess: genomic control (Devlin & Roeder 1999), an empirical null in
 * the sense of Efron 2004.
 * @param ranked candidates by burst
 */
export function genomicControl(scanned: Scanned, ranked: readonly Candidate[]): number {
  const residuals: number[] = [];
  const seen = new Set<number>();
  let looked = 0;
  for (const candidate of ranked) {
    // Overlapping phrases would count the same rows again and again.
    if (candidate.rows.filter((at) => seen.has(at)).length * 3 > candidate.rows.length) continue;
    for (const at of candidate.rows) seen.add(at);
    residuals.push(...squaredResiduals(scanned, candidate));
    if (++looked >= MOST) break;
  }
  if (residuals.length < FEWEST) return 1;
  residuals.sort((a, b) => a - b);
  const inflation = residuals[Math.floor(residuals.length / 2)]! / MEDIAN;
  return Math.max(1, inflation - (2 * MEDIAN_ERROR) / Math.sqrt(residuals.length));
}

function squaredResiduals(scanned: Scanned, candidate: Candidate): number[] {
  const { group, probabilities, effect } = scanned;
  const labels = group.space.names.length;
  const found: number[] = [];
  for (let label = 0; label < labels; label++) {
    let expected = 0;
    let variance = 0;
    let observed = 0;
    for (const at of candidate.rows) {
      const p = probabilities[at * labels + label]!;
      expected += p;
      variance += p * (1 - p);
      if (labelsAt(scanned, at).includes(label)) observed++;
    }
    // A variance of half a row is as little as the normal approximation bears.
    if (variance < 0.5) continue;
    found.push((observed - expected) ** 2 / (variance + effect ** 2 * variance ** 2));
  }
  return found;
}
