/** Tempers all tests of a change whose words the model misjudges in all directions, as those of another domain. */
import { mean } from "simple-statistics";
import { effectOf, leaningOf, type Places, type Scanned } from "../scanned.ts";
import type { Candidate } from "./candidates.ts";
import { mostlyFree } from "./overlap.ts";

/** Share of the largest residuals that is left out: a planted trigger is a few phrases among many. */
const TRIMMED = 0.1;
/** Mean of the chi-squared distribution with one degree of freedom below its 90 % point: P(χ²₃ < 2.706) / 0.9. */
const TRIMMED_MEAN = 0.623;
/**
 * Standard error of that mean over n values, times √n and in units of the mean: the standard deviation of the values
 * winsorised at the 90 % point (0.898), over 0.9 and over the mean (Tukey & McLaughlin 1963). Two of them are taken
 * off: what chance alone could inflate is no reason to look away.
 */
const TRIMMED_ERROR = 1.6;
/** Candidates that are looked at, and fewest from which a mean says something. */
const MOST = 400;
const FEWEST = 20;

/**
 * How much more the labels of some of a pull request's phrases stray from the model than the reference led to
 * expect: at least 1, and 1 where the data is alike. A pull request from another domain is full of words the model
 * misjudges, in all directions. So the trimmed mean of the squared residuals is taken, and all evidence is divided by
 * its excess: genomic control (Devlin & Roeder 1999), an empirical null in
 * the sense of Efron 2004.
 * @param candidates the first of those that mostly share no rows are looked at
 * @param effectOn the standard deviation of the effect that the tests allow a candidate: what they allow inflates nothing
 */
export function genomicControl(
  scanned: Scanned,
  candidates: readonly Candidate[],
  effectOn: EffectOn = usualEffect(scanned),
): number {
  return inflationOf(strayingOf(scanned, candidates), effectOn);
}

/**
 * The same by what is tested: how far the words of another source stray shows the more the more rows there are, so
 * that it is read from candidates of at least half as many, and of fewer where that is more. Rows of what is tested are
 * left out: a planted word does not speak for itself.
 * @param least what it is at least
 */
export function genomicControlBySize(
  scanned: Scanned,
  candidates: readonly Candidate[],
  least: number,
): (tested: Candidate) => number {
  // One that stands in most rows would leave none to the others.
  const bySize = [...candidates].sort((a, b) => a.rowCount - b.rowCount);
  const doublings: (readonly Straying[])[] = [];
  return (tested) => {
    const own = new Set(tested.rows);
    let found = least;
    for (let at = 0; 2 ** at <= tested.rowCount; at++) {
      doublings[at] ??= strayingMore(
        scanned,
        bySize.filter(({ rowCount }) => rowCount >= 2 ** at),
      );
      const others = doublings[at]!.flatMap((one) => without(scanned, one, own));
      found = Math.max(found, inflationOf(others, usualEffect(scanned)));
    }
    return found;
  };
}

/** None where they stray no more than expected, as most do: then there is nothing to leave rows out of. */
function strayingMore(scanned: Scanned, candidates: readonly Candidate[]): readonly Straying[] {
  const straying = strayingOf(scanned, candidates);
  return inflationOf(straying, usualEffect(scanned)) > 1 ? straying : [];
}

function without(scanned: Scanned, straying: Straying, own: ReadonlySet<number>): readonly Straying[] {
  const { candidate } = straying;
  const rows = Array.from(candidate.rows).filter((row) => !own.has(row));
  if (rows.length === candidate.rows.length) return [straying];
  const residuals = residualsOf(scanned, rows);
  return residuals.length > 0 ? [{ candidate, residuals }] : [];
}

/** A candidate, and how far its rows of each label are from what is expected. */
interface Straying {
  readonly candidate: Candidate;
  readonly residuals: readonly Residual[];
}

/** Of the first candidates that mostly share no rows: overlapping ones would count the same rows again and again. */
function strayingOf(scanned: Scanned, candidates: readonly Candidate[]): Straying[] {
  const seen = new Set<number>();
  const straying: Straying[] = [];
  let looked = 0;
  for (const candidate of candidates) {
    if (!mostlyFree(candidate.rows, seen)) continue;
    for (const at of candidate.rows) seen.add(at);
    const residuals = residualsOf(scanned, candidate.rows);
    if (residuals.length > 0) straying.push({ candidate, residuals });
    if (++looked >= MOST) break;
  }
  return straying;
}

function inflationOf(straying: readonly Straying[], effectOn: EffectOn): number {
  if (straying.length < FEWEST) return 1;
  const under = (allowed: EffectOn): number => {
    const squared = straying.flatMap(({ candidate, residuals }) =>
      residuals.map(({ label, difference, variance }) => {
        const effect = allowed(candidate, label, difference > 0);
        return difference ** 2 / (variance + effect ** 2 * variance ** 2);
      }),
    );
    squared.sort((a, b) => a - b);
    const kept = squared.slice(0, Math.ceil((1 - TRIMMED) * squared.length));
    // The labels of one candidate depend on each other: with two of them both residuals are the same.
    return Math.max(1, mean(kept) / TRIMMED_MEAN - (2 * TRIMMED_ERROR) / Math.sqrt(straying.length));
  };
  // An effect makes residuals smaller, and what effect is usual takes time to measure: it is asked where it counts.
  return under(() => 0) === 1 ? 1 : under(effectOn);
}

function usualEffect(scanned: Scanned): EffectOn {
  return (candidate, label, isAbove) =>
    effectOf(scanned, candidate).deviation * sided(leaningOf(scanned, candidate, label), isAbove);
}

/** The standard deviation of what a candidate may say for a label, or against it. */
type EffectOn = (candidate: Candidate, label: number, isAbove: boolean) => number;

/** What is not said for a label is said against it: the squares of both factors are 2 together. */
function sided(towards: number, isAbove: boolean): number {
  return isAbove ? towards : Math.sqrt(Math.max(0, 2 - towards ** 2));
}

/** How far the rows of a candidate with one label are from what is expected. */
interface Residual {
  readonly label: number;
  readonly difference: number;
  readonly variance: number;
}

function residualsOf({ group, rows, probabilities }: Scanned, places: Places): Residual[] {
  const labels = group.space.names.length;
  const found: Residual[] = [];
  for (let label = 0; label < labels; label++) {
    let expected = 0;
    let variance = 0;
    let observed = 0;
    for (const at of places) {
      const p = probabilities[at * labels + label]!;
      expected += p;
      variance += p * (1 - p);
      if (group.rows[rows[at]!]!.labels.includes(label)) observed++;
    }
    // A variance of half a row is as little as the normal approximation bears.
    if (variance >= 0.5) found.push({ label, difference: observed - expected, variance });
  }
  return found;
}
