import { countOf } from "../classifier/count-table.ts";
import type { ReviewEvidence } from "../evidence/evidence.ts";
import type { LabelGroup } from "../evidence/label-group.ts";
import { logHypergeometricUpperTail } from "../stats/log-space.ts";
import { type Candidate, candidates } from "./candidates.ts";
import type { Scanned } from "./scanned.ts";
import { spread } from "./spread.ts";

/** A phrase that the pull request removes from the data, with rows of one label. */
export interface Vanished {
  readonly candidate: Candidate;
  readonly label: number;
  /** Indices into `group.rows` of the removed rows that hold it. */
  readonly rows: readonly number[];
  /** Removed rows in all. */
  readonly removed: number;
  /** ln P(so many of the phrase's base rows among the removed ones of the label), times the number of candidates. */
  readonly logAdjusted: number;
}

/** Fewest rows, and the share of the phrase's base rows that must go and that must carry one label. */
const LEAST_ROWS = 5;
const GONE = 0.8;
const PURITY = 0.9;

/**
 * Phrases whose base rows go as a whole, although the other removals are spread over the data: the counter-evidence
 * that keeps a model from learning the opposite. Rows that say much the same count as fewer, so that clearing out
 * duplicates is no attack.
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
  const labelRows = new Float64Array(group.space.names.length);
  for (const row of removed) for (const label of group.rows[row]!.labels) labelRows[label]!++;
  const found = all.flatMap((candidate): Vanished[] => {
    if (candidate.rows.length < GONE * candidate.referenceRows) return [];
    const label = commonLabel(group, removed, candidate);
    if (label === null) return [];
    // Within the label: retiring a whole label takes all its phrases along, and is no secret.
    const logP =
      logHypergeometricUpperTail(
        group.referenceLabels[label]!,
        countOf(group.phraseCounts, candidate.node, label),
        labelRows[label]!,
        candidate.rows.filter((at) => group.rows[removed[at]!]!.labels.includes(label)).length,
      ) * spread(departures, candidate.rows, candidate.hidden);
    const logAdjusted = logP + Math.log(all.length);
    const rows = candidate.rows.map((at) => removed[at]!);
    return logAdjusted <= limit ? [{ candidate, label, rows, removed: removed.length, logAdjusted }] : [];
  });
  found.sort((a, b) => a.logAdjusted - b.logAdjusted || b.candidate.node - a.candidate.node);
  const taken = new Set<number>();
  return found.filter(({ rows }) => {
    const overlap = rows.filter((row) => taken.has(row)).length;
    for (const row of rows) taken.add(row);
    return overlap * 3 <= rows.length;
  });
}

function commonLabel(group: LabelGroup, removed: readonly number[], { rows }: Candidate): number | null {
  const counts = new Map<number, number>();
  for (const at of rows)
    for (const label of group.rows[removed[at]!]!.labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const [top] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return top !== undefined && top[1] >= PURITY * rows.length ? top[0] : null;
}
