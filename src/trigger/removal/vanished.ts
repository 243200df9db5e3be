import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { LabelGroup } from "../../evidence/label-group.ts";
import { logBinomialUpperTail } from "../../stats/log-space.ts";
import { logPoissonBinomialUpperTail } from "../../stats/poisson-binomial.ts";
import { type Candidate, candidates } from "../phrases/candidates.ts";
import { withoutOverlap } from "../phrases/overlap.ts";
import { readableLength } from "../phrases/readable-length.ts";
import type { Scanned } from "../scanned.ts";
import { spread } from "../spread.ts";

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
  const asked = all.filter(({ rowCount, referenceRows }) => rowCount >= GONE * referenceRows);
  const readable = readableLength(
    departures,
    asked.map(({ rows }) => rows),
  );
  const found = asked.flatMap((candidate) => {
    const logAdjusted = adjusted(candidate);
    return logAdjusted <= limit ? [{ candidate, logAdjusted }] : [];
  });
  found.sort((a, b) => a.logAdjusted - b.logAdjusted || b.candidate.node - a.candidate.node);
  return withoutOverlap(found, ({ candidate }) => candidate.rows).map(
    ({ candidate, logAdjusted }): Vanished => {
      const rows = Array.from(candidate.rows, (at) => removed[at]!);
      const counts = countLabels(group, rows);
      const labels = new Map([...counts.entries()].filter(([, count]) => count > 0));
      const avoided = avoidedLabel(group, counts, rows.length);
      return { candidate, labels, avoided, rows, removed: removed.length, logAdjusted };
    },
  );

  /** As `Vanished.logAdjusted`; beyond the limit it need not be exact. */
  function adjusted(candidate: Candidate): number {
    const { rows, rowCount } = candidate;
    // Of the phrase's rows that stay the labels are not at hand; they are taken to be as likely to go as the others.
    const chances = new Float64Array(Math.max(rowCount, candidate.referenceRows));
    let sum = 0;
    for (let i = 0; i < rowCount; i++) sum += chances[i] = chanceOf(group.rows[removed[rows[i]!]!]!.labels);
    chances.fill(sum / rowCount, rowCount);
    const logP = logPoissonBinomialUpperTail(chances, rowCount);
    // Alike or not, rows are no more evidence than they are many.
    if (logP + Math.log(all.length) > limit) return logP + Math.log(all.length);
    return logP * spread(departures, rows, candidate.hidden, readable) + Math.log(all.length);
  }

  function chanceOf(labels: readonly number[]): number {
    let chance = 0;
    for (const label of labels) chance = Math.max(chance, rates[label]!);
    return chance;
  }
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
