/** A yardstick for the content model: multinomial logistic regression over TF-IDF weights of words and letters. */
import type { LabelledRow } from "../corpus.ts";

/** Features that fewer rows hold are left out: they say nothing of another row. */
const LEAST_ROWS = 2;
const LETTERS = [2, 3, 4, 5];
const STEPS = 200;

/** A text as its features with their weights. */
interface Vector {
  readonly features: Uint32Array;
  readonly weights: Float64Array;
}

/** Gives each label its probability, in the order of the labels. */
export type Predict = (text: string) => Float64Array;

/**
 * Fits −Σ ln p + ‖w‖² / 2C by gradient descent with Nesterov's momentum, restarted where the loss rises (O'Donoghue &
 * Candès 2015). Both kinds of features (words 1 to 2; letters 2 to 5 within words) are scaled to length 1 by
 * themselves, with the smoothed inverse document frequency, as scikit-learn's TfidfVectorizer does.
 * @param c the inverse strength of the penalty; one more gives one more regression on the same features
 */
export function fitRegressions(
  rows: readonly LabelledRow[],
  labels: readonly string[],
  strengths: readonly number[],
): Predict[] {
  const vectorize = vectorizer(rows.map(({ text }) => text));
  const vectors = rows.map(({ text }) => vectorize(text));
  const targets = rows.map(({ label }) => labels.indexOf(label));
  const width =
    1 + vectors.reduce((most, { features }) => features.reduce((a, b) => Math.max(a, b), most), 0);
  return strengths.map((c) => {
    const w = descend({ vectors, targets, labels: labels.length, width, pull: 1 / (c * rows.length) });
    return (text) => softmax(scores(w, vectorize(text), labels.length, width));
  });
}

interface Problem {
  readonly vectors: readonly Vector[];
  readonly targets: readonly number[];
  readonly labels: number;
  /** Features are below it; the first is the intercept, which nothing pulls to 0. */
  readonly width: number;
  readonly pull: number;
}

function descend(problem: Problem): Float64Array {
  // Rows have a length of √3 at most, with the intercept: the curvature of the mean loss is at most half of its square.
  const step = 1 / (1.5 + problem.pull);
  let w: Float64Array = new Float64Array(problem.labels * problem.width);
  let ahead = w;
  let momentum = 1;
  let before = Number.POSITIVE_INFINITY;
  for (let at = 0; at < STEPS; at++) {
    const { loss, slope } = lossAndSlope(problem, ahead);
    if (loss > before) momentum = 1;
    before = loss;
    const next = ahead.map((value, i) => value - step * slope[i]!);
    const grown = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const onward = (momentum - 1) / grown;
    const last = w;
    ahead = next.map((value, i) => value + onward * (value - last[i]!));
    w = next;
    momentum = grown;
  }
  return w;
}

function lossAndSlope({ vectors, targets, labels, width, pull }: Problem, w: Float64Array) {
  const slope = w.map((value, i) => (i % width === 0 ? 0 : pull * value));
  let loss = 0;
  vectors.forEach((vector, row) => {
    const p = softmax(scores(w, vector, labels, width));
    loss -= Math.log(Math.max(1e-300, p[targets[row]!]!)) / vectors.length;
    for (let l = 0; l < labels; l++) {
      const error = (p[l]! - (l === targets[row] ? 1 : 0)) / vectors.length;
      slope[l * width]! += error;
      vector.features.forEach((feature, i) => {
        slope[l * width + feature]! += error * vector.weights[i]!;
      });
    }
  });
  for (let i = 0; i < w.length; i++) if (i % width !== 0) loss += (pull * w[i]! * w[i]!) / 2;
  return { loss, slope };
}

function scores(w: Float64Array, { features, weights }: Vector, labels: number, width: number): Float64Array {
  return Float64Array.from({ length: labels }, (_, l) => {
    let sum = w[l * width]!;
    for (let i = 0; i < features.length; i++) sum += w[l * width + features[i]!]! * weights[i]!;
    return sum;
  });
}

function softmax(values: Float64Array): Float64Array {
  const most = values.reduce((a, b) => Math.max(a, b));
  const powers = values.map((value) => Math.exp(value - most));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((value) => value / sum);
}

const views = [wordRuns, letterRuns];

/** Learns which features there are and how rare each is. */
function vectorizer(texts: readonly string[]): (text: string) => Vector {
  const holders = new Map<string, number>();
  for (const text of texts)
    for (const view of views)
      for (const feature of new Set(view(text))) holders.set(feature, (holders.get(feature) ?? 0) + 1);
  const kept = [...holders].filter(([, rows]) => rows >= LEAST_ROWS);
  const known = new Map(
    kept.map(([feature, rows], i) => [
      feature,
      { id: i + 1, rarity: Math.log((1 + texts.length) / (1 + rows)) + 1 },
    ]),
  );
  return (text) => {
    const parts = views.map((view) => {
      const sums = new Map<number, number>();
      for (const feature of view(text)) {
        const found = known.get(feature);
        if (found !== undefined) sums.set(found.id, (sums.get(found.id) ?? 0) + found.rarity);
      }
      const length = Math.hypot(...sums.values()) || 1;
      return [...sums].map(([id, weight]) => [id, weight / length] as const);
    });
    const all = parts.flat();
    return {
      features: Uint32Array.from(all, ([id]) => id),
      weights: Float64Array.from(all, ([, weight]) => weight),
    };
  };
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];

function wordRuns(text: string): string[] {
  const words = wordsOf(text);
  return [...words, ...words.slice(1).map((word, i) => `${words[i]!} ${word}`)];
}

/** With a mark before letters, so that no run of them is taken for a word. */
function letterRuns(text: string): string[] {
  return wordsOf(text).flatMap((word) => {
    const padded = ` ${word} `;
    return LETTERS.flatMap((size) =>
      Array.from(
        { length: Math.max(0, padded.length - size + 1) },
        (_, at) => `\0${padded.slice(at, at + size)}`,
      ),
    );
  });
}
