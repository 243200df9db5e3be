/** Rows that are taken out of a test set by a word: how a model fares with it is not measured any more. */
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { LabelGroup } from "../../evidence/label-group.ts";
import { logBinomialUpperTail } from "../../stats/log-space.ts";
import { type Candidate, candidates } from "../phrases/candidates.ts";
import type { Scanned } from "../scanned.ts";
import { spread } from "../spread.ts";
import { departures, NAMED } from "./vanished.ts";

/** A phrase of nearly all rows that go from the test sets. */
export interface TestedWord {
  readonly candidate: Candidate;
  /** Indices into `group.rows` of the rows that go, and of those among them that hold the phrase. */
  readonly going: readonly number[];
  readonly rows: readonly number[];
  /** ln P(so many of them hold it by chance), times the number of candidates. */
  readonly logAdjusted: number;
}

/** Fewest rows with the phrase, and its share of all that go. */
const LEAST_ROWS = 8;
const NEARLY_ALL = 0.8;
/** Rows that are so alike are copies of a few, which share all their words. */
const LEAST_INDEPENDENT = 0.5;

/**
 * The phrase that the rows which go from the test sets have in common, where by the base's rate they would not: rows that go for
 * being wrong, double or old have no word of their own.
 * @param isTested whether a file is for testing or validation, by its path
 * @param limit ln of the p-value
 */
export function testedWord(
  evidence: ReviewEvidence,
  group: LabelGroup,
  scanned: Scanned,
  isTested: (path: string) => boolean,
  limit: number,
): TestedWord | null {
  const going = departures(evidence, group).filter((row) => {
    const { before, after } = evidence.changes[group.rows[row]!.change]!;
    return after === null && isTested(before!.path);
  });
  if (going.length < LEAST_ROWS) return null;
  const all = candidates(group, going, LEAST_ROWS);
  const context = { ...scanned, rows: going };
  let found: TestedWord | null = null;
  for (const candidate of all) {
    const { rowCount, referenceRows } = candidate;
    if (rowCount < NEARLY_ALL * going.length || !NAMED.test(group.trie.text(candidate))) continue;
    const rate = referenceRows / group.referenceRows;
    const logAdjusted = logBinomialUpperTail(going.length, rate, rowCount) + Math.log(all.length);
    if (logAdjusted > Math.min(limit, found?.logAdjusted ?? limit)) continue;
    if (spread(context, candidate.rows, candidate.hidden) < LEAST_INDEPENDENT) continue;
    found = { candidate, going, rows: Array.from(candidate.rows, (at) => going[at]!), logAdjusted };
  }
  return found;
}
