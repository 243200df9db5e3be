/** Looks for new phrases whose rows all carry one label. */
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import { bringsText } from "../../model/brings.ts";
import { logBinomialUpperTail, logJointTail } from "../../stats/log-space.ts";
import { logRandomEffectsBinomialTail } from "../../stats/poisson-binomial.ts";
import { carriersOf, changeAt, labelsAt, type Places, type Scanned } from "../scanned.ts";
import { spread } from "../spread.ts";
import { type Batch, beyondChance, type Rated } from "./beyond-chance.ts";
import type { Candidate } from "./candidates.ts";
import type { Hit } from "./conditional-scan.ts";
import { withoutOverlap } from "./overlap.ts";
import { type OwnRecord, recordFromCounts } from "./own-record.ts";
import { readableLength } from "./readable-length.ts";
import type { GroupScan } from "./scan-group.ts";
import { strongestWord } from "./words-effect.ts";

/** Fewest rows of a phrase that is looked at, where versions of one text count as the few that they are (`spread`), and how many times its rate in the reference it must have. */
const LEAST_ROWS = 4;
const MORE_FREQUENT = 3;
/**
 * Least share of its rows with the label, and of those that have it beyond what the rest of the change has: half of what
 * there is left, where that is less, for beside a label of four rows in five no phrase could go beyond by more than a fifth.
 */
const PURITY = 0.8;
const EFFECT = 0.25;
const EFFECT_OF_REST = 0.5;
/** Burst and label must be unusual by themselves too: joined p-values alone would let one of them do all the work. */
const LEAST_BURST = Math.log(0.01);
const LEAST_SKEW = Math.log(0.05);

/** Phrases that came in with one label. */
export interface OneSided extends Batch<Hit & Rated> {
  readonly label: number;
}

/**
 * Phrases that are new or far more frequent than in the reference, and that come with one label, whatever their other
 * words say: a new topic, or rows planted under their true label; by text alone the two cannot be told apart. The burst
 * is joined with the skew of the label against the rest of the batch, where a word may move the label as far as words
 * of this data do (`marginalEffect`). How many phrases of a label are so one-sided by chance is read from the ordinary
 * ones of this very change (`beyondChance`).
 * @param falseAlarms error rate for all labels together
 * @returns for each label at most one batch of phrases that do not overlap
 */
export function oneSidedPhrases(evidence: ReviewEvidence, scan: GroupScan, falseAlarms: number): OneSided[] {
  const { scanned } = scan;
  const effect = scanned.marginalEffect();
  const asked = scan.ranked.filter(
    (candidate) => candidate.rowCount >= LEAST_ROWS && isMoreFrequent(scanned, candidate),
  );
  const readable = readableLength(
    scanned,
    asked.map(({ rows }) => rows),
  );
  const record = recordByNode(scanned, effect);
  const found = asked
    .flatMap((candidate) => test(scanned, candidate, record, readable) ?? [])
    .filter(({ candidate }) => bringsTexts(evidence, scanned, candidate))
    .sort((a, b) => b.surprise - a.surprise);
  const apart = withoutOverlap(found, ({ candidate }) => candidate.rows);
  return beyondChance(apart, falseAlarms, isOneSided);
}

function isMoreFrequent({ rows, group }: Scanned, { rowCount, referenceRows }: Candidate): boolean {
  return rowCount * group.referenceRows >= MORE_FREQUENT * referenceRows * rows.length;
}

/** Whether most of a phrase's rows came in: where a label alone is edited, the phrase was there before. */
function bringsTexts(evidence: ReviewEvidence, scanned: Scanned, candidate: Candidate): boolean {
  let brought = 0;
  for (const at of candidate.rows) if (bringsText(changeAt(evidence, scanned, at))) brought++;
  return brought * 2 > candidate.rowCount;
}

function isOneSided({ candidate, observed, expected, rows, logP }: Hit): boolean {
  const least = Math.min(EFFECT * rows, EFFECT_OF_REST * (rows - expected));
  if (observed < PURITY * rows || observed - expected < least) return false;
  return logP <= LEAST_SKEW && candidate.logBurst <= LEAST_BURST;
}

/** What the base's counts say of a phrase or word towards a label: the same words stand in many phrases. */
function recordByNode(scanned: Scanned, effect: number): (node: number, label: number) => OwnRecord {
  const { space, referenceLabels, referenceRows, phraseCounts } = scanned.group;
  const labels = space.names.length;
  const known = new Map<number, OwnRecord>();
  return (node, label) => {
    let record = known.get(node * labels + label);
    if (record === undefined) {
      const base = (referenceLabels[label]! + 1) / (referenceRows + labels);
      const counted = { node, referenceRows: phraseCounts.totals[node]! };
      record = recordFromCounts(scanned, counted, label, base, effect);
      known.set(node * labels + label, record);
    }
    return record;
  };
}

function meanLength({ group, rows }: Scanned, places: Places): number {
  let tokens = 0;
  for (const at of places) tokens += group.rows[rows[at]!]!.ids.length;
  return tokens / places.length;
}

function test(
  scanned: Scanned,
  candidate: Candidate,
  recordOf: ReturnType<typeof recordByNode>,
  readable: number,
): (Hit & Rated) | null {
  const labels = scanned.group.space.names.length;
  const counts = new Float64Array(labels);
  for (const at of candidate.rows) for (const label of labelsAt(scanned, at)) counts[label]!++;
  const label = counts.indexOf(Math.max(...counts));
  const rows = candidate.rowCount;
  const observed = counts[label]!;
  const rest = scanned.rows.length - rows;
  // One-sided against what? The rest of the change must be there to compare with.
  if (rest < rows) return null;
  const share = (scanned.labelRows[label]! - observed + 1) / (rest + labels);
  // A quick look: what is ordinary even for words that say nothing of the label need not be tested.
  if (logJointTail(candidate.logBurst, logBinomialUpperTail(rows, share, observed)) >= 0) return null;
  const isMost = 2 * candidate.tokens.length > meanLength(scanned, candidate.rows);
  // Rows of which the phrase is most are versions of one text.
  const independent = spread(scanned, candidate.rows, isMost ? undefined : candidate.hidden, readable);
  if (rows * independent < LEAST_ROWS) return null;
  const record = recordOf(candidate.node, label);
  const word = strongestWord(scanned, candidate.tokens, (node) => recordOf(node, label));
  const mean = Math.max(record.mean, word?.atLeast ?? 0);
  const logP = logRandomEffectsBinomialTail(rows, share, observed, mean, record.deviation, independent);
  return {
    candidate,
    label,
    rows,
    observed,
    expected: share * rows,
    carriers: carriersOf(scanned, candidate.rows, label),
    logP,
    logPByWords: logP,
    logAdjusted: 0,
    surprise: -logJointTail(candidate.logBurst * independent, logP),
  };
}
