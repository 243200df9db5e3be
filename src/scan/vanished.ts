import type { ReviewEvidence } from "../evidence/evidence.ts";
import type { LabelGroup } from "../evidence/label-group.ts";
import { logBinomialUpperTail } from "../stats/log-space.ts";
import { logPoissonBinomialUpperTail } from "../stats/poisson-binomial.ts";
import { type Candidate, candidates } from "./candidates.ts";
import { withoutOverlap } from "./overlap.ts";
import type { Scanned } from "./scanned.ts";
import { spread } from "./spread.ts";

/** A phrase that the pull request removes from the data. */
export interface Vanished {
  readonly candidate: Candidate;
  /** Its removed rows by label. */
  readonly labels: ReadonlyMap<number, number>;
  /** A label that hardly any of them has, though its share of the base is such that some should. */
  readonly avoided: number | null;
  /** Indices into `group.rows` of the removed rows that hold it. */
  readonly rows: readonly number[];
  /** Removed rows in all. */
  readonly removed: number;
  /** ln P(so many of the phrase's base rows removed), times the number of candidates. */
  readonly logAdjusted: number;
}

/** Fewest rows, and the share of the phrase's base rows that must go. */
const LEAST_ROWS = 5;
const GONE = 0.8;
/** How unlikely it must be that so few of the removed rows have a label by chance. */
const AVOIDED = Math.log(0.05);

/**
 * Phrases whose base rows go as a whole, although the other removals are spread over the data: the counter-evidence
 * that keeps a model from learning the opposite. Each row is as likely to go as the rows of its label, for retiring a
 * whole label takes all its phrases along and is no secret. Rows that say much the same count as fewer, so that
 * clearing out duplicates is no attack.
 */
export function vanishedPhrases(
  evidence: ReviewEvidence,
  group: LabelGroup,
  scanned: Scanned,
  limit: number,
): Vanished[] {
  const removed = group.rows.flatMap((row, index) =>
    row.kind === "departure" && evidence.changes[row.change]!.kind === "removed" ? [index] : [],
  );
  if (removed.length < LEAST_ROWS || removed.length >= group.referenceRows) return [];
  const all = candidates(group, removed, LEAST_ROWS);
  const departures: Scanned = { ...scanned, rows: removed };
  const rates = countLabels(group, removed).map((rows, l) => Math.min(1, rows / group.referenceLabels[l]!));
  const found = all.flatMap((candidate): Vanished[] => {
    if (candidate.rowCount < GONE * candidate.referenceRows) return [];
    const rows = Array.from(candidate.rows, (at) => removed[at]!);
    const chances = rows.map((row) => Math.max(0, ...group.rows[row]!.labels.map((label) => rates[label]!)));
    // Of the phrase's rows that stay the labels are not at hand; they are taken to be as likely to go as the others.
    const kept = candidate.referenceRows - rows.length;
    const usual = chances.reduce((sum, chance) => sum + chance, 0) / chances.length;
    const logP = logPoissonBinomialUpperTail([...chances, ...Array<number>(kept).fill(usual)], rows.length);
    const logAdjusted = logP * spread(departures, candidate.rows, candidate.hidden) + Math.log(all.length);
    if (logAdjusted > limit) return [];
    const counts = countLabels(group, rows);
    const labels = new Map([...counts.entries()].filter(([, count]) => count > 0));
    const avoided = avoidedLabel(group, counts, rows.length);
    return [{ candidate, labels, avoided, rows, removed: removed.length, logAdjusted }];
  });
  found.sort((a, b) => a.logAdjusted - b.logAdjusted || b.candidate.node - a.candidate.node);
  return withoutOverlap(found, ({ rows }) => rows);
}

function countLabels(group: LabelGroup, rows: readonly number[]): Float64Array {
  const counts = new Float64Array(group.space.names.length);
  for (const row of rows) for (const label of group.rows[row]!.labels) counts[label]!++;
  return counts;
}

/** The label whose absence is the least likely: what the rows were evidence against. */
function avoidedLabel(group: LabelGroup, counts: Float64Array, rows: number): number | null {
  const surprise = [...counts].map((count, label) => {
    const share = group.referenceLabels[label]! / Math.max(1, group.referenceRows);
    return logBinomialUpperTail(rows, 1 - share, rows - count) + Math.log(counts.length);
  });
  const least = Math.min(...surprise);
  return least <= AVOIDED ? surprise.indexOf(least) : null;
}
