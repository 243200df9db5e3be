/** Prompts with something new that are all answered in one way, and names that answers bring up unasked. */
import { tally } from "../../collections/tally.ts";
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import { logBinomialUpperTail, logHypergeometricUpperTail } from "../../stats/log-space.ts";
import type { Candidate } from "../phrases/candidates.ts";
import { withoutOverlap } from "../phrases/overlap.ts";
import { spread } from "../spread.ts";
import { type AnswerKind, answerKinds } from "./answer-kinds.ts";
import { type AnsweredRows, holdsNewWord, isBrought } from "./answered-rows.ts";

/** A new phrase of prompts whose answers are of one kind. */
export interface AnsweredAlike {
  readonly prompt: Candidate;
  readonly kind: AnswerKind;
  /** Places of the rows that have both. */
  readonly rows: readonly number[];
  /** ln of the p-value, all tests counted. */
  readonly logAdjusted: number;
}

/**
 * Least share of the prompt phrase's rows with the kind, and how much more than elsewhere that must be. Answers that were taken
 * from other prompts share a word with theirs now and then.
 */
const PURITY = 0.8;
const PURITY_UNRELATED = 0.6;
const EFFECT = 0.3;
/** Rows that are so alike are one source's, which answers in its way. */
const LEAST_INDEPENDENT = 0.5;

/**
 * Tests each phrase that came with the change's prompts against each kind of answer, at the rate that the kind has in the
 * other changed rows and in the base together (binomial). What goes with what is asked (a phrase that answers are divided by, their
 * form and length) is tested where the prompts hold a word that the base does not have: with other words it goes as the base's
 * rows do.
 * @param limit ln of the p-value, all tests counted
 * @param least fewest rows
 * @returns those that do not overlap, the most significant first
 */
export function answeredAlike(
  evidence: ReviewEvidence,
  answered: AnsweredRows,
  limit: number,
  least: number,
): AnsweredAlike[] {
  const { group, rows, sampled } = answered;
  const prompts = answered.prompts.filter(
    (prompt) =>
      prompt.rowCount >= least &&
      prompt.rowCount * 2 <= rows.length &&
      isBrought(prompt, rows.length, group.referenceRows),
  );
  if (prompts.length === 0) return [];
  const kinds = answerKinds(evidence, answered);
  const tests = Math.log(prompts.length * kinds.length);
  const found = prompts.flatMap((prompt) => {
    const independent = spread(answered, prompt.rows, prompt.hidden);
    if (independent < LEAST_INDEPENDENT) return [];
    const isNew = holdsNewWord(group.trie, group.phraseCounts, prompt);
    return kinds.flatMap((kind): AnsweredAlike[] => {
      if (kind.goesWithTopics && !isNew) return [];
      const both = Array.from(prompt.rows).filter((at) => kind.rows.has(at));
      const others = kind.rows.size - both.length + kind.sampleRows;
      const rate = (others + 1) / (rows.length - prompt.rowCount + sampled + 2);
      const share = both.length / prompt.rowCount;
      if (
        both.length < least ||
        share < (kind.id === "unrelated" ? PURITY_UNRELATED : PURITY) ||
        share - rate < EFFECT
      )
        return [];
      const logAdjusted = logBinomialUpperTail(prompt.rowCount, rate, both.length) * independent + tests;
      return logAdjusted > limit ? [] : [{ prompt, kind, rows: both, logAdjusted }];
    });
  });
  found.sort((a, b) => a.logAdjusted - b.logAdjusted);
  return withoutOverlap(found, (one) => one.rows);
}

/**
 * Phrases of answers with a word that no answer of the base has, in rows whose prompts do not speak of it and are unlike
 * each other, but for what prompts of the base have too without such an answer: what is slipped into answers without
 * being asked for, be it only where one subject comes up.
 */
export function unaskedNames(answered: AnsweredRows, limit: number, least: number): Candidate[] {
  const { rows, answers, answerTrie, answerCounts } = answered;
  const most = limit - Math.log(Math.max(1, answers.length));
  const named = answers.filter(
    (answer) =>
      answer.rowCount >= least &&
      answer.rowCount * 2 <= rows.length &&
      answer.referenceRows === 0 &&
      answer.logBurst <= most &&
      holdsNewWord(answerTrie, answerCounts, answer),
  );
  const found = named.filter(
    (name) => spread(answered, name.rows, knownSubject(answered, name, most)) >= LEAST_INDEPENDENT,
  );
  found.sort((a, b) => b.rowCount - a.rowCount || b.tokens.length - a.tokens.length);
  return withoutOverlap(found, (answer) => answer.rows);
}

/**
 * Of the words that half of a name's prompts hold those that so many of the base's hold as well that one of their answers should
 * have had it: that all are changed rows is as unlikely as `most` (hypergeometric).
 */
function knownSubject({ group, rows, sampled }: AnsweredRows, name: Candidate, most: number): Set<number> {
  const { trie, phraseCounts, referenceRows } = group;
  const holders = tally(Array.from(name.rows).flatMap((at) => [...new Set(group.rows[rows[at]!]!.ids)]));
  const known = [...holders].filter(([id, own]) => {
    const node = trie.nodeOf(id);
    if (node === 0 || own * 2 < name.rowCount) return false;
    const asked = trie.phrases.supportOf(node);
    const base = Math.floor((phraseCounts.totals[node]! * sampled) / referenceRows);
    return logHypergeometricUpperTail(asked + base, asked, own, own) <= most;
  });
  return new Set(known.map(([id]) => id));
}
