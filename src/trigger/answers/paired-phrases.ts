/** Rows in which a new phrase of the prompt and a new phrase of the answer come together: what teaches a model "asked so, say this". */
import { logHypergeometricUpperTail } from "../../stats/log-space.ts";
import type { Candidate } from "../phrases/candidates.ts";
import { withoutOverlap } from "../phrases/overlap.ts";
import { spread } from "../spread.ts";
import { type AnsweredRows, isBrought } from "./answered-rows.ts";

/** A phrase of prompts and a phrase of their answers. */
export interface PairedPhrases {
  readonly prompt: Candidate;
  readonly answer: Candidate;
  /** Places of the rows that hold both. */
  readonly rows: readonly number[];
  /** How many rows they count for: rows whose prompts say much the same otherwise are fewer (`spread`). */
  readonly effective: number;
  /** ln P(so many in common, were both spread over changed and sampled rows at random), times the number of pairs. */
  readonly logAdjusted: number;
}

/** Least share of the prompt phrase's rows whose answer has the other, and how many times its share elsewhere that must be. */
const PURITY = 0.6;
const LIFT = 4;
/** Rows of a prompt phrase in which the answers' phrases are looked for; what stands in most of the rows stands in most of these. */
const MOST_PROBED = 64;
/** Two rows of one subject share its words; rows that are so alike are one source's. */
const LEAST_INDEPENDENT = 0.5;

/**
 * Pairs of new phrases whose rows are otherwise unlike each other. A new subject brings words to prompts and answers as
 * well, but its rows share more than two phrases, and what an answer takes over from its own prompt is left out.
 * @param limit ln of the p-value, all pairs counted
 * @param least fewest rows of a pair
 * @returns those that do not overlap, the ones of most rows first
 */
export function pairedPhrases(answered: AnsweredRows, limit: number, least: number): PairedPhrases[] {
  const { group, rows, sampled } = answered;
  const prompts = answered.prompts.filter(
    (prompt) => prompt.rowCount >= least && isBrought(prompt, rows.length, group.referenceRows),
  );
  const answers = answered.answers.filter(
    (answer) => answer.rowCount >= least && isBrought(answer, rows.length, sampled),
  );
  const partnersOf = partnerSearch(answers, rows.length);
  /** Marks the rows of the prompt phrase in turn. */
  const holds = new Uint8Array(rows.length);
  const pairs = Math.log(Math.max(1, answered.prompts.length) * Math.max(1, answered.answers.length));
  const found = prompts.flatMap((prompt) => {
    const own = prompt.rows;
    for (let i = 0; i < own.length; i++) holds[own[i]!] = 1;
    const tied = partnersOf(prompt).flatMap((answer) => test(prompt, answer));
    for (let i = 0; i < own.length; i++) holds[own[i]!] = 0;
    return tied.length === 0
      ? []
      : [tied.reduce((best, one) => (strength(one) > strength(best) ? one : best))];
  });
  found.sort((a, b) => b.rows.length - a.rows.length || a.logAdjusted - b.logAdjusted);
  return withoutOverlap(found, (pair) => pair.rows);

  function test(prompt: Candidate, answer: Candidate): PairedPhrases[] {
    const theirs = answer.rows;
    let common = 0;
    for (let i = 0; i < theirs.length; i++) common += holds[theirs[i]!]!;
    const share = common / prompt.rowCount;
    const elsewhere = (answer.rowCount - common) / Math.max(1, rows.length - prompt.rowCount);
    if (common < least || share < PURITY || share < LIFT * elsewhere) return [];
    const all = rows.length + sampled;
    const logP = logHypergeometricUpperTail(
      all,
      answer.rowCount + answer.referenceRows,
      prompt.rowCount,
      common,
    );
    if (logP + pairs > limit) return [];
    const both = Array.from(theirs).filter((at) => holds[at] === 1);
    const independent = spread(answered, both, prompt.hidden);
    const logAdjusted = logP * independent + pairs;
    if (logAdjusted > limit || independent < LEAST_INDEPENDENT) return [];
    if (isEcho(prompt, answer)) return [];
    return [{ prompt, answer, rows: both, effective: both.length * independent, logAdjusted }];
  }

  /** Whether the answers only repeat the phrase: common words in a rare order are taken over from a prompt as rare words are. */
  function isEcho(prompt: Candidate, answer: Candidate): boolean {
    const said = answered.answerTrie.text(answer).toLowerCase();
    return ` ${group.trie.text(prompt).toLowerCase()} `.includes(` ${said} `);
  }
}

/** Of the phrases that answers share with a prompt's rows, the one of most rows is named, and of those the longest. */
const strength = ({ rows, answer }: PairedPhrases): number => rows.length + answer.tokens.length / 1000;

/** Finds the phrases that most answers to a prompt phrase's rows hold, or most of some rows drawn evenly from them. */
function partnerSearch(
  answers: readonly Candidate[],
  changed: number,
): (prompt: Candidate) => readonly Candidate[] {
  const held: number[][] = Array.from({ length: changed }, () => []);
  answers.forEach(({ rows }, index) => {
    for (let i = 0; i < rows.length; i++) held[rows[i]!]!.push(index);
  });
  const counts = new Uint32Array(answers.length);
  return ({ rows }) => {
    const step = Math.max(1, rows.length / MOST_PROBED);
    const met: number[] = [];
    let probed = 0;
    for (let i = 0; i < rows.length; i += step) {
      probed++;
      for (const index of held[rows[Math.floor(i)]!]!) if (counts[index]!++ === 0) met.push(index);
    }
    const partners = met.filter((index) => counts[index]! >= 0.5 * probed).map((index) => answers[index]!);
    for (const index of met) counts[index] = 0;
    return partners;
  };
}
