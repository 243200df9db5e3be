import type { LabelGroup } from "../evidence/label-group.ts";
import type { DetectionFloor } from "../model/result.ts";
import { logBinomialUpperTail } from "../stats/log-space.ts";
import { logRandomEffectsTail } from "../stats/poisson-binomial.ts";
import type { Candidate } from "./candidates.ts";
import { logShare } from "./error-shares.ts";
import { boundProbability, LEAST_TRIGGER_PROBABILITY, LEAST_TRIGGER_ROWS, SINGLE_PHRASE } from "./limits.ts";
import { type GroupScan, scanGroup } from "./scan-group.ts";

/** Largest floor that is worth computing: beyond it the answer is "a great many". */
const MOST_ROWS = 2000;

/**
 * For each label, the smallest number of rows with one unseen phrase that this very pull request could hide for it
 * without being blocked is one less than what is returned here as blocked first; `rows` is the first number that would
 * be blocked, under the default rate of false alarms. The hidden rows are taken to be like the rows of other labels in this pull request and the base sample:
 * typical ones, neither the easiest nor the hardest to disguise.
 */
export function detectionFloor(group: LabelGroup): DetectionFloor[] {
  if (group.kind !== "label" || group.model === null) return [];
  const scan = scanGroup(group);
  if (scan.scanned.rows.length === 0) return [];
  return group.space.names.map((label, index) => ({ label, rows: firstBlocked(scan, index) }));
}

function firstBlocked(scan: GroupScan, label: number): number | null {
  const { scanned, ranked, inflation } = scan;
  const typical = probabilitiesOfOthers(scan, label);
  if (typical.length === 0) return null;
  const share = scanned.rows.length / Math.max(1, scanned.rows.length + scanned.group.referenceRows);
  // One new word, as `phraseRate` has it: the least conspicuous of unseen phrases.
  const rate = 0.5 / (scanned.group.referenceRows + 1);
  const blocked = (rows: number): boolean => {
    const ranks = {
      burst: rankOf(ranked, "logBurst", logBinomialUpperTail(rows, share, rows)),
      chance: rankOf(ranked, "logChance", logBinomialUpperTail(scanned.rows.length, rate, rows)),
    };
    const p = Float64Array.from(
      { length: rows },
      (_, i) => typical[Math.floor(((i + 0.5) / rows) * typical.length)]!,
    );
    const { deviation, tail } = scanned.wordEffect();
    const logP = logRandomEffectsTail(p, rows, 0, deviation) / tail / inflation;
    return logP - logShare(ranks) <= Math.log(SINGLE_PHRASE);
  };
  let high = LEAST_TRIGGER_ROWS;
  while (high < MOST_ROWS && !blocked(high)) high *= 2;
  if (high >= MOST_ROWS) return null;
  let low = Math.max(LEAST_TRIGGER_ROWS, high / 2);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (blocked(middle)) high = middle;
    else low = middle + 1;
  }
  return high;
}

/** Where a phrase with this value would stand among the candidates. */
function rankOf(ranked: readonly Candidate[], key: "logBurst" | "logChance", value: number): number {
  return ranked.filter((candidate) => candidate[key] <= value).length;
}

/** What the model gives the label on rows that carry another one, in ascending order. */
function probabilitiesOfOthers({ scanned }: GroupScan, label: number): Float64Array {
  const labels = scanned.group.space.names.length;
  const values: number[] = [];
  scanned.rows.forEach((index, at) => {
    if (!scanned.group.rows[index]!.labels.includes(label)) {
      values.push(boundProbability(scanned.probabilities[at * labels + label]!, LEAST_TRIGGER_PROBABILITY));
    }
  });
  return Float64Array.from(values).sort();
}
