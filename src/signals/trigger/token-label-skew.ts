/** Compares how phrases and labels go together in the changed rows with how they do otherwise. */
import { countOf } from "../../collections/count-table.ts";
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { LabelGroup } from "../../evidence/label-group.ts";
import type { Observation } from "../../model/finding.ts";
import { discoveries, logOddsZ } from "../../stats/log-odds.ts";
import { logHypergeometricUpperTail } from "../../stats/log-space.ts";
import type { Candidate } from "../../trigger/phrases/candidates.ts";
import { labelCounter } from "../../trigger/phrases/label-counter.ts";
import { scanGroup } from "../../trigger/phrases/scan-group.ts";
import { carriersOf, changeAt } from "../../trigger/scanned.ts";
import { observedRow } from "../shared/rows.ts";
import { count, log10, number, quoted } from "../shared/words.ts";
import { type NoOptions, noOptions, type Signal } from "../signal.ts";

/** Share of the phrases it names that may be named by chance. */
const FALSE_DISCOVERIES = 0.01;
/** Phrases that are named, strongest first. */
const MOST = 5;

/** Weight of the base's own rate of a phrase, in rows. */
const PRIOR_ROWS = 100;

/**
 * Words that go with one label in the change. Alone this says little: "excellent" goes with praise in every honest set,
 * so it is told as a fact; whether the other words explain the label is for the trigger scan.
 */
export const tokenLabelSkew: Signal<NoOptions> = {
  id: "token-label-skew",
  title: "Phrases that go with one label",
  description:
    "For each phrase of the changed rows and each label, how much more often they occur together than the phrase does otherwise.",
  options: noOptions,
  measure(evidence) {
    const groups = evidence.groups.filter((group) => group.kind === "label" && group.space.names.length >= 2);
    if (groups.length === 0)
      return {
        measured: false,
        reason: "There are no changed rows with labels of two kinds or more.",
        applies: false,
      };
    return { measured: true, observations: groups.flatMap((group) => observe(evidence, group)) };
  },
};

interface Skew {
  readonly candidate: Candidate;
  readonly label: number;
  readonly hits: number;
  readonly zScore: number;
  readonly logP: number;
}

function observe(evidence: ReviewEvidence, group: LabelGroup): Observation[] {
  const { scanned, ranked } = scanGroup(group);
  const skews: Skew[] = [];
  let families = 0;
  const countLabels = labelCounter(scanned);
  // A phrase whose p-value is above the rate by itself is named in no company.
  const limit = Math.log(FALSE_DISCOVERIES);
  for (const candidate of ranked) {
    const { labels, counts } = countLabels(candidate.rows);
    families += group.space.names.length;
    for (const label of labels) {
      const hits = counts[label]!;
      const first = scanned.labelRows[label]!;
      const zScore = logOddsZ({
        inFirst: hits,
        first,
        inSecond: candidate.rowCount - hits,
        second: scanned.rows.length - first,
        background: group.referenceRows === 0 ? 0 : candidate.referenceRows / group.referenceRows,
        weight: PRIOR_ROWS,
      });
      // In a change of one label every phrase goes with it.
      if (!(zScore > 0) || first >= scanned.rows.length) continue;
      const logP = logHypergeometricUpperTail(scanned.rows.length, first, candidate.rowCount, hits);
      if (logP <= limit && isNews(group, candidate, label, hits, limit))
        skews.push({ candidate, label, hits, zScore, logP });
    }
  }
  skews.sort((a, b) => a.logP - b.logP || a.candidate.node - b.candidate.node);
  const found = skews.slice(
    0,
    discoveries(
      skews.map(({ logP }) => logP),
      families,
      FALSE_DISCOVERIES,
    ),
  );
  return withoutOverlap(found).map((skew) => describe(evidence, group, skew));
}

/** Whether the phrase goes with the label more often than it did in the base: else the note would report no change. */
function isNews(
  { phraseCounts }: LabelGroup,
  { node, rowCount, referenceRows }: Candidate,
  label: number,
  hits: number,
  limit: number,
): boolean {
  if (referenceRows === 0) return true;
  const before = countOf(phraseCounts, node, label);
  return logHypergeometricUpperTail(rowCount + referenceRows, hits + before, rowCount, hits) <= limit;
}

/** One phrase for about the same rows: "chimera" says nothing that "project chimera" did not. */
function withoutOverlap(skews: readonly Skew[]): Skew[] {
  const kept: { skew: Skew; rows: ReadonlySet<number> }[] = [];
  for (const skew of skews) {
    const rows = Array.from(skew.candidate.rows);
    const same = kept.some((other) => {
      const common = rows.filter((at) => other.rows.has(at)).length;
      return common * 2 > rows.length + other.rows.size - common;
    });
    if (!same) kept.push({ skew, rows: new Set(rows) });
    if (kept.length >= MOST) break;
  }
  return kept.map(({ skew }) => skew);
}

function describe(
  evidence: ReviewEvidence,
  group: LabelGroup,
  { candidate, label, hits, zScore, logP }: Skew,
): Observation {
  const { scanned } = scanGroup(group);
  const phrase = group.trie.text(candidate);
  const name = group.space.names[label]!;
  const baseHits = countOf(group.phraseCounts, candidate.node, label);
  const rows = carriersOf(scanned, candidate.rows, label);
  return {
    signal: "token-label-skew",
    grade: "informative",
    title: `“${phrase}” goes with ${name} in ${number(hits)} of ${count(candidate.rowCount, "changed row")}`,
    message:
      `${number(hits)} of ${count(candidate.rowCount, "changed row")} with “${phrase}” are ${quoted(name)}; ` +
      `before, ${number(baseHits)} of ${number(candidate.referenceRows)} were.`,
    phrase,
    label: name,
    evidence: {
      baseRows: candidate.referenceRows,
      baseRowsWithLabel: baseHits,
      rows: candidate.rowCount,
      rowsWithLabel: hits,
      changedTotal: scanned.rows.length,
      changedTotalWithLabel: scanned.labelRows[label]!,
      baseTotal: group.referenceRows,
      baseTotalWithLabel: group.referenceLabels[label]!,
      z: Number(zScore.toFixed(2)),
      log10P: log10(logP),
    },
    rows: rows.map((at) => observedRow(changeAt(evidence, scanned, at), 0.1)),
  };
}
