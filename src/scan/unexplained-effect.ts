import type { LabelGroup, SampleRow } from "../evidence/label-group.ts";

/** Sample rows that a word must have for its effect to be measured, and at most, so that words of one weight are compared. */
const LEAST_ROWS = 6;
const MOST_ROWS = 60;
/** Words that are measured; the estimate no longer moves beyond. */
const MOST_WORDS = 400;
/** Tokens that the measurement may read, so that long rows cost no more than short ones. */
const TOKEN_BUDGET = 400_000;
/** What is assumed where the reference is too small to measure it, and how many measured words outweigh that. */
const ASSUMED = 1;
const ASSUMED_WORDS = 10;

/**
 * How much an honest word says of the label beyond what the rest of its row says: the standard deviation, in log-odds,
 * of the effect of a word that the model is blind to. It is measured on the reference by the method of moments
 * (for a word with k labelled rows, expected E and variance V: E[(k − E)² − V] = τ²V², as DerSimonian & Laird 1986),
 * and it is what makes the scan quiet: a new word may well have a label of its own.
 */
export function unexplainedEffect(group: LabelGroup): number {
  const { model } = group;
  if (model === null) return ASSUMED;
  return deviation(group, (row, word, out) => {
    model.probabilities({ ids: row.ids, own: row.label }, out, (id) => id === word);
  });
}

/** The same for what a word says of the label by itself, the rest of the row left aside. */
export function wordEffect(group: LabelGroup): number {
  const shares = group.referenceLabels.map((rows) => rows + 0.5);
  const total = shares.reduce((sum, rows) => sum + rows, 0);
  return deviation(group, (_, __, out) => {
    for (let l = 0; l < out.length; l++) out[l] = shares[l]! / total;
  });
}

/** Writes the probability of each label of a row, to a predictor that does not know one of its words. */
type Predictor = (row: SampleRow, word: number, out: Float64Array) => void;

function deviation(group: LabelGroup, predict: Predictor): number {
  const { sample } = group;
  const labels = group.space.names.length;
  const rowsOf = new Map<number, number[]>();
  sample.forEach((row, index) => {
    if (row.label < 0) return;
    for (const id of new Set(row.ids))
      if (group.tokens.isWord(id)) (rowsOf.get(id) ?? setNew(rowsOf, id)).push(index);
  });
  const words = [...rowsOf].filter(([, rows]) => rows.length >= LEAST_ROWS && rows.length <= MOST_ROWS);
  const step = Math.max(1, Math.floor(words.length / MOST_WORDS));
  const p = new Float64Array(labels);
  let excess = 0;
  let weight = 0;
  let budget = TOKEN_BUDGET;
  let measured = 0;
  for (let i = 0; i < words.length && budget > 0; i += step) {
    const [word, rows] = words[i]!;
    measured++;
    const expected = new Float64Array(labels);
    const variance = new Float64Array(labels);
    const observed = new Float64Array(labels);
    for (const index of rows) {
      const row = sample[index]!;
      predict(row, word, p);
      budget -= row.ids.length;
      observed[row.label]!++;
      for (let l = 0; l < p.length; l++) {
        expected[l]! += p[l]!;
        variance[l]! += p[l]! * (1 - p[l]!);
      }
    }
    for (let l = 0; l < p.length; l++) {
      const v = variance[l]!;
      // A label that is hardly expected says little of the effect and would dominate the sum by its tiny variance.
      if (v < 0.5) continue;
      excess += (observed[l]! - expected[l]!) ** 2 - v;
      weight += v * v;
    }
  }
  const estimate = weight > 0 ? Math.max(0, excess / weight) : ASSUMED ** 2;
  return Math.sqrt((measured * estimate + ASSUMED_WORDS * ASSUMED ** 2) / (measured + ASSUMED_WORDS));
}

function setNew(map: Map<number, number[]>, key: number): number[] {
  const list: number[] = [];
  map.set(key, list);
  return list;
}
