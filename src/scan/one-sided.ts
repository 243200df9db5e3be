import { logRandomEffectsTail } from "../stats/poisson-binomial.ts";
import type { Candidate } from "./candidates.ts";
import type { Hit } from "./conditional-scan.ts";
import { withoutOverlap } from "./overlap.ts";
import { recordFromCounts } from "./own-record.ts";
import type { GroupScan } from "./scan-group.ts";
import { carriersOf, labelsAt, type Scanned } from "./scanned.ts";
import { spread } from "./spread.ts";

/** Fewest rows, and least share of them with the label, of a phrase that came in with one label. */
const LEAST_ROWS = 6;
const PURITY = 0.9;
/** The label must be unusual by itself too: in a batch of one label every phrase has that label. */
const LEAST_SKEW = Math.log(0.01);
/** So must the burst: joined p-values alone would let one of them do all the work. */
const LEAST_BURST = Math.log(0.002);

/**
 * Phrases that are new or far more frequent than in the reference, and that come with one label, whatever their other
 * words say: a new topic, or rows planted under their true label; by text alone the two cannot be told apart. The burst
 * is joined with the skew of the label against the rest of the batch, where a word may move the label as far as words
 * of this data do (`marginalEffect`).
 * @returns not overlapping, most significant first; `logAdjusted` is the joint ln p-value times the number of candidates
 */
export function oneSidedPhrases(scan: GroupScan, limit: number): Hit[] {
  const { scanned, ranked } = scan;
  const effect = scanned.marginalEffect();
  const found = ranked.flatMap((candidate) => {
    if (candidate.rowCount < LEAST_ROWS || candidate.logBurst > LEAST_BURST) return [];
    const hit = test(scanned, candidate, effect, ranked.length);
    return hit !== null && hit.logAdjusted <= limit ? [hit] : [];
  });
  found.sort((a, b) => a.logAdjusted - b.logAdjusted);
  return withoutOverlap(found, ({ candidate }) => candidate.rows);
}

function test(scanned: Scanned, candidate: Candidate, effect: number, families: number): Hit | null {
  const labels = scanned.group.space.names.length;
  const counts = new Float64Array(labels);
  for (const at of candidate.rows) for (const label of labelsAt(scanned, at)) counts[label]!++;
  const label = counts.indexOf(Math.max(...counts));
  const rows = candidate.rowCount;
  const observed = counts[label]!;
  if (observed < PURITY * rows) return null;
  const rest = scanned.rows.length - rows;
  // One-sided against what? The rest of the change must be there to compare with.
  if (rest < rows) return null;
  const share = (scanned.labelRows[label]! - observed + 1) / (rest + labels);
  const independent = spread(scanned, candidate.rows, candidate.hidden);
  const base = (scanned.group.referenceLabels[label]! + 1) / (scanned.group.referenceRows + labels);
  const record = recordFromCounts(scanned, candidate, label, base, effect);
  const shares = new Float64Array(rows).fill(share);
  const logSkew = logRandomEffectsTail(shares, observed, record.mean, record.deviation, independent);
  if (logSkew > LEAST_SKEW) return null;
  return {
    candidate,
    label,
    rows,
    observed,
    expected: share * rows,
    carriers: carriersOf(scanned, candidate.rows, label),
    logP: logSkew,
    logAdjusted: candidate.logBurst * independent + logSkew + Math.log(families),
  };
}
