/** Tells from what two answers differ in which of them the base's preference pairs would prefer. */
import { PairTable } from "../../collections/pair-table.ts";
import { tally } from "../../collections/tally.ts";
import {
  fitSparseLogistic,
  predictSparse,
  type SparseRows,
  sparseRows,
} from "../../stats/sparse-logistic.ts";
import { TokenTable } from "../../text/token-table.ts";

/** The answers of a preference pair. */
export interface AnswerPair {
  readonly prompt: string;
  readonly chosen: string;
  readonly rejected: string;
}

/** Characters and tokens of an answer that are read, so that long answers cost no more. */
const CHARACTERS = 4000;
const TOKENS = 400;
/** Pairs that must differ in something for it to be counted. */
const LEAST_PAIRS = 3;
const FOLDS = 5;
/** Precision of the prior of a weight: a weight of a quarter, either way, is usual. */
const RIDGE = 16;

/** ln of the odds that the chosen answer of a pair is the better one. */
export interface PairModel {
  /** Of the base's pairs, each by a model that was fitted without it. */
  readonly ofBase: Float64Array;
  readonly of: (pair: AnswerPair) => number;
}

/**
 * Logistic regression on what one answer of a pair has and the other has not (Bradley & Terry 1952, with features): words, pairs of
 * words, the first and the last one, and how much longer it is or how many more lines, digits, capitals and marks it has. Each
 * pair is shown both ways round, so that its order says nothing.
 */
export function pairModel(base: readonly AnswerPair[]): PairModel {
  const table = new PairTable();
  const tokens = new TokenTable();
  const learnt = base.map(differenceReader(tokens, (left, right) => table.add(left, right)));
  const rows = rowsOf(learnt);
  const data = rows(learnt);
  const folds = foldsOf(base);
  const odds = new Float64Array(base.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const weights = fitted(data, (pair) => folds[pair] !== fold);
    folds.forEach((own, pair) => {
      if (own === fold) odds[pair] = predictSparse(data, 2 * pair, weights);
    });
  }
  const factor = calibration(odds);
  const weights = fitted(data, () => true);
  // What no base pair has says nothing: it is not kept.
  const read = differenceReader(tokens, (left, right) => table.get(left, right));
  return {
    ofBase: odds.map((value) => value * factor),
    of: (pair) => predictSparse(rows([read(pair)]), 0, weights) * factor,
  };
}

/** By pair its fold: one for all pairs of a prompt, and not by turns, since files have an order. */
function foldsOf(pairs: readonly AnswerPair[]): number[] {
  const prompts = new Map<string, number>();
  return pairs.map(({ prompt }) => {
    if (!prompts.has(prompt)) prompts.set(prompt, Math.floor(((prompts.size * GOLDEN) % 1) * FOLDS));
    return prompts.get(prompt)!;
  });
}

/** Its multiples are spread evenly, in no step with anything (Weyl). */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** What only the one answer has, and what only the other: numbers of features. */
interface Difference {
  readonly here: readonly number[];
  readonly there: readonly number[];
}

/** Beside a token where it stands at an end of the answer, and beside the number of a form; no token has such a number. */
const FIRST = -1;
const LAST = -2;
const FORM = -3;

function differenceReader(
  tokens: TokenTable,
  feature: (left: number, right: number) => number,
): (pair: AnswerPair) => Difference {
  const featuresOf = (answer: string): Set<number> => {
    const ids = tokens.add(answer.slice(0, CHARACTERS)).subarray(0, TOKENS);
    const found = new Set([feature(ids[0] ?? 0, FIRST), feature(ids.at(-1) ?? 0, LAST)]);
    ids.forEach((id, at) => {
      found.add(feature(id, 0));
      if (at > 0) found.add(feature(ids[at - 1]!, id));
    });
    return found;
  };
  const only = (mine: Set<number>, theirs: Set<number>, more: readonly number[]): number[] => [
    ...[...mine].filter((one) => !theirs.has(one)),
    ...more.map((form) => feature(form, FORM)),
  ];
  return ({ chosen, rejected }) => {
    const [one, other] = [featuresOf(chosen), featuresOf(rejected)];
    const [ofOne, ofOther] = [measures(chosen), measures(rejected)];
    return {
      here: only(one, other, moreOf(ofOne, ofOther)),
      there: only(other, one, moreOf(ofOther, ofOne)),
    };
  };
}

const SIGNS = [/\n/g, /\d/g, /\p{Lu}/gu, /[^\p{L}\p{N}\s]/gu, /[.!?。！？]/g, /\s+/g];

/** Its length, how many of each kind of sign it has, and how long its words are. */
function measures(answer: string): number[] {
  const read = answer.slice(0, CHARACTERS);
  const counts = SIGNS.map((sign) => read.match(sign)?.length ?? 0);
  return [answer.length, ...counts, read.length / (1 + counts.at(-1)!)];
}

/** ln of the ratios that are told apart. */
const STEPS = [0, 0.1, 0.25, 0.5, 1, 1.5, 2, 3];

/** The steps by which measures are above others. */
function moreOf(mine: readonly number[], theirs: readonly number[]): number[] {
  return mine.flatMap((value, measure) => {
    const ratio = Math.log((value + 1) / (theirs[measure]! + 1));
    return STEPS.flatMap((step, at) => (ratio > step ? [measure * STEPS.length + at] : []));
  });
}

/** Lays pairs side by side, each twice: as it is and the other way round. What few of the known pairs differ in is left out. */
function rowsOf(known: readonly Difference[]): (pairs: readonly Difference[]) => SparseRows {
  const counts = tally(known.flatMap(({ here, there }) => [...here, ...there]));
  const features = [...counts].filter(([, pairs]) => pairs >= LEAST_PAIRS);
  const numbers = new Map(features.map(([feature], number) => [feature, number]));
  const half = numbers.size;
  const row = (here: readonly number[], there: readonly number[]): number[] => [
    ...here.flatMap((feature) => numbers.get(feature) ?? []),
    ...there.flatMap((feature) => (numbers.has(feature) ? half + numbers.get(feature)! : [])),
  ];
  return (pairs) =>
    sparseRows(
      pairs.flatMap(({ here, there }) => [row(here, there), row(there, here)]),
      2 * half,
    );
}

/** The weights by some of the pairs. */
function fitted(data: SparseRows, isMember: (pair: number) => boolean): Float64Array {
  const positive = Float64Array.from({ length: data.starts.length - 1 }, (_, row) => 1 - (row % 2));
  const members = Array.from(positive.keys()).filter((row) => isMember(row >> 1));
  return fitSparseLogistic({ data, members, positive, ridge: RIDGE }, new Float64Array(data.width + 1));
}

/** The factor that makes odds true of pairs that were left out (Platt 1999, without an intercept: a pair has no order); by Newton's method. */
function calibration(odds: Float64Array): number {
  let factor = 0;
  for (let step = 0; step < 30; step++) {
    let [slope, curvature] = [0, 1e-9];
    for (const value of odds) {
      const p = 1 / (1 + Math.exp(-factor * value));
      slope += (1 - p) * value;
      curvature += p * (1 - p) * value * value;
    }
    factor = Math.max(0, factor + Math.max(-1, Math.min(1, slope / curvature)));
  }
  return factor;
}
