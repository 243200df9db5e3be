/** Finds several rare phrases that are a trigger only together. */
import { type Bet, logMixtureEvidence, posterior } from "../../stats/e-values.ts";
import { isOfNewWords } from "../shared-tokens.ts";
import type { Candidate } from "./candidates.ts";
import type { Hit, Tested } from "./conditional-scan.ts";
import { shareAt } from "./error-shares.ts";
import { mostlyFree } from "./overlap.ts";
import type { GroupScan } from "./scan-group.ts";

/** Phrases of one label that are each too rare to stand out, and that together are beyond chance. */
export interface Family {
  readonly label: number;
  readonly hits: readonly Hit[];
  /** ln of a bound on the probability that honest new words look like this. */
  readonly logP: number;
}

/** How many triggers an attack has is not known: each guess has an equal part of the stake. What came in most rows has most of it (`shareAt`). */
const SIZES = [2, 4, 8, 16];
/**
 * A phrase is named that is so likely to be a trigger, taken to be at most so likely before its labels were looked at,
 * however few new phrases there are: where one is planted, the others are not for that.
 */
const NAMED = 0.8;
const MOST_LIKELY = 0.2;
/** A bet on a phrase is staked on all of its rows having the label, on all but one, and on all but two. */
const STAKES = [0.7, 0.2, 0.1];

/**
 * Several triggers with a few rows each. Every phrase with a word that the reference does not know is a bet that it is a
 * trigger, won when (nearly) all its rows carry the label; the bets are joined to one e-value for each label, which
 * uses how surprising each phrase is and not only how many are. Overlapping phrases are one bet.
 * @param falseAlarms error rate for all labels together
 */
export function triggerFamilies(scan: GroupScan, falseAlarms: number): Family[] {
  const unseen = withoutSharedRows(
    scan.ranked.filter((candidate) => isOfNewWords(scan.scanned.group, candidate)),
  );
  const labels = new Set(scan.tested.map(({ label }) => label));
  const limit = Math.log(falseAlarms / scan.scanned.group.space.names.length);
  return [...labels].flatMap((label) => {
    const tests = new Map(
      scan.tested.filter((test) => test.label === label).map((test) => [test.candidate, test]),
    );
    const found = unseen.map((candidate) => tests.get(candidate) ?? null);
    const guesses = SIZES.map((size) => {
      const bets = found.map((test, at) => bet(test, Math.min(0.5, size * shareAt(at))));
      return { bets, logE: logMixtureEvidence(bets) };
    });
    const logE = logMean(guesses.map((guess) => guess.logE));
    if (-logE > limit) return [];
    const { bets } = guesses.reduce((best, guess) => (guess.logE > best.logE ? guess : best));
    const hits = found.filter((test, at) => test !== null && isNamed(bets[at]!)) as Tested[];
    return hits.length === 0 ? [] : [{ label, hits, logP: -logE }];
  });
}

function isNamed({ logE, share }: Bet): boolean {
  return posterior({ logE, share: Math.min(MOST_LIKELY, share) }) >= NAMED;
}

function bet(test: Tested | null, share: number): Bet {
  const stake = test === null ? undefined : STAKES[test.rows - test.observed];
  // Beyond those stakes the bet is lost. The tail probability bounds each stake's chance to win.
  return { share, logE: stake === undefined ? Number.NEGATIVE_INFINITY : Math.log(stake) - test!.logP };
}

function logMean(values: readonly number[]): number {
  const high = Math.max(...values);
  return high + Math.log(values.reduce((sum, value) => sum + Math.exp(value - high), 0) / values.length);
}

/** Keeps a candidate when its rows are mostly not those of candidates kept before it. */
function withoutSharedRows(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<number>();
  return candidates.filter(({ rows }) => {
    if (!mostlyFree(rows, seen)) return false;
    for (const row of rows) seen.add(row);
    return true;
  });
}
