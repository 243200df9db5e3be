/** Learns how rows with a surprising label are written, in contrast to all others. */
import { fitSparseLogistic, predictSparse, type SparseRows } from "../../stats/sparse-logistic.ts";

/** Changed rows and base rows with their form, and what is known of their labels. */
export interface FormRows {
  readonly form: SparseRows;
  /**
   * By row: −ln of the probability that the content model gives to the label in question, where a changed row carries
   * it; −∞ for all others, which cannot be planted for it.
   */
  readonly surprise: Float64Array;
}

/** Rows that are rated together, by what was learned from other parts. */
export interface Part {
  readonly rows: Uint32Array;
  /** Those of them that are learned from. */
  readonly learned: Uint32Array;
}

/**
 * The share of the changed rows that is taken to be planted before anything is known. It says how doubtful a single
 * row is while the signature is learned; the order of the rows hardly depends on it.
 */
const ASSUMED_SHARE = 0.03;
/** Precision of the prior of a feature's weight: a standard deviation of 1 in log-odds, as of a telling word. */
const RIDGE = 1;
/** Later rounds no longer change the order of the rows. */
const ROUNDS = 2;

/**
 * Learns how rows are written whose label their content does not explain, in contrast to all others.
 * @param parts two or more
 * @returns weights of a logistic model, whose linear predictor rises with the likeness to that signature
 */
export function learnSignature(rows: FormRows, parts: readonly Part[]): Float64Array {
  const { planted, weights } = crossFit(rows, parts);
  return fitSparseLogistic(
    { data: rows.form, members: learned(parts), positive: planted, ridge: RIDGE },
    weights[0]!,
  );
}

/**
 * The signature of all rows, each judged by what was learned from the other parts.
 * @returns by row, the log-likelihood ratio of its form: planted against not; 0 for rows of no part
 */
export function rateForm(rows: FormRows, parts: readonly Part[]): Float64Array {
  return crossFit(rows, parts).ratios;
}

/**
 * Expectation and maximisation, where a row's share in the signature is the probability that it is planted given its
 * form and the surprise of its label. So that no row confirms itself, each part is rated by a model of the others.
 */
function crossFit(rows: FormRows, parts: readonly Part[]) {
  const others = parts.map((_, part) => learned(parts.filter((_, other) => other !== part)));
  const planted = new Float64Array(rows.surprise.length);
  const ratios = new Float64Array(rows.surprise.length);
  for (const part of parts) for (const row of part.rows) planted[row] = sharePlanted(0, rows.surprise[row]!);
  let weights: Float64Array[] = parts.map(() => new Float64Array(rows.form.width + 1));
  for (let round = 0; round < ROUNDS; round++) {
    weights = others.map((members, part) =>
      fitSparseLogistic({ data: rows.form, members, positive: planted, ridge: RIDGE }, weights[part]!),
    );
    const odds = others.map((members) => logOdds(members, planted));
    parts.forEach((members, part) => {
      for (const row of members.rows) {
        ratios[row] = predictSparse(rows.form, row, weights[part]!) - odds[part]!;
        planted[row] = sharePlanted(ratios[row], rows.surprise[row]!);
      }
    });
  }
  return { planted, ratios, weights };
}

/** Of the rows that a model was fitted on: what it would say of any row if the form meant nothing. */
function logOdds(members: Uint32Array, planted: Float64Array): number {
  let positive = 1e-9;
  for (const row of members) positive += planted[row]!;
  return Math.log(positive / (members.length - positive));
}

function learned(parts: readonly Part[]): Uint32Array {
  return Uint32Array.from(parts.flatMap((part) => Array.from(part.learned)));
}

/** The probability that a row is planted, given the log-likelihood ratio of its form and the surprise of its label. */
export function sharePlanted(ratio: number, surprise: number, share = ASSUMED_SHARE): number {
  return 1 / (1 + Math.exp(-(ratio + surprise + Math.log(share / (1 - share)))));
}
