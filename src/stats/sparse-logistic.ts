/** Logistic regression over rows with few of many features. */

/** Rows of distinct features each, side by side: row i has `features[starts[i]]` to `features[starts[i + 1] − 1]`. */
export interface SparseRows {
  readonly starts: Uint32Array;
  readonly features: Uint32Array;
  /** Features are below it. */
  readonly width: number;
}

/** Lays rows side by side. */
export function sparseRows(rows: readonly ArrayLike<number>[], width: number): SparseRows {
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach((row, i) => {
    starts[i + 1] = starts[i]! + row.length;
  });
  const features = new Uint32Array(starts[rows.length]!);
  rows.forEach((row, i) => features.set(row, starts[i]));
  return { starts, features, width };
}

/** What a fit minimises: some of the rows, how far each belongs to the positive class, and the pull to zero. */
interface Problem {
  readonly data: SparseRows;
  /** Indices of the rows that are fitted. */
  readonly members: ArrayLike<number>;
  /** By index of the row: the share of it that is positive, 0 to 1. */
  readonly positive: ArrayLike<number>;
  /** Precision of the normal prior of each weight; the intercept has none. */
  readonly ridge: number;
}

const NEWTON_STEPS = 8;
const CONJUGATE_STEPS = 15;
const HALVINGS = 8;

/**
 * Ridge logistic regression on sparse binary features by Newton's method, each step solved by conjugate gradients
 * (Lin, Weng & Keerthi 2008). Time grows with the number of features in the rows.
 * @param start weights to start from, the intercept last; not changed
 * @returns the weights of the features, and the intercept last
 */
export function fitSparseLogistic(problem: Problem, start: Float64Array): Float64Array {
  let weights = start.slice();
  // What the weights say of each row, and what those that are tried say.
  let predicted = new Float64Array(problem.members.length);
  let tried = new Float64Array(predicted.length);
  let value = objective(problem, weights, predicted);
  const curvature = new Float64Array(problem.members.length);
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const gradient = gradientAt(problem, weights, predicted, curvature);
    const direction = conjugateGradients(problem, curvature, gradient);
    let next = weights;
    let best = value;
    for (let halving = 0, scale = 1; halving < HALVINGS && best >= value; halving++, scale /= 2) {
      next = weights.slice();
      for (let f = 0; f < next.length; f++) next[f]! -= scale * direction[f]!;
      best = objective(problem, next, tried);
    }
    const gain = value - best;
    if (!(gain > 0)) break;
    weights = next;
    value = best;
    [predicted, tried] = [tried, predicted];
    if (gain < 3e-3 * value) break;
  }
  return weights;
}

/** The linear predictor of one row. */
export function predictSparse(
  { starts, features, width }: SparseRows,
  row: number,
  weights: Float64Array,
): number {
  let sum = weights[width]!;
  const end = starts[row + 1]!;
  for (let i = starts[row]!; i < end; i++) sum += weights[features[i]!]!;
  return sum;
}

/** What is minimised; fills in the linear predictor of each row. */
function objective(
  { data, members, positive, ridge }: Problem,
  weights: Float64Array,
  predicted: Float64Array,
): number {
  const { width } = data;
  let sum = 0;
  for (let f = 0; f < width; f++) sum += weights[f]! * weights[f]!;
  sum *= ridge / 2;
  for (let m = 0; m < members.length; m++) {
    const row = members[m]!;
    const s = predictSparse(data, row, weights);
    predicted[m] = s;
    const log = s > 0 ? s + Math.log1p(Math.exp(-s)) : Math.log1p(Math.exp(s));
    sum += log - positive[row]! * s;
  }
  return sum;
}

/** The gradient; fills in the curvature of each row's likelihood. */
function gradientAt(
  { data, members, positive, ridge }: Problem,
  weights: Float64Array,
  predicted: Float64Array,
  curvature: Float64Array,
): Float64Array {
  const { starts, features, width } = data;
  const gradient = scaled(weights, ridge);
  gradient[width] = 0;
  for (let m = 0; m < members.length; m++) {
    const row = members[m]!;
    const q = 1 / (1 + Math.exp(-predicted[m]!));
    const amount = q - positive[row]!;
    const end = starts[row + 1]!;
    for (let i = starts[row]!; i < end; i++) gradient[features[i]!]! += amount;
    gradient[width] += amount;
    curvature[m] = q * (1 - q);
  }
  return gradient;
}

/** Solves (XᵀCX + ridge) x = b for the diagonal matrix C of curvatures. */
function conjugateGradients(problem: Problem, curvature: Float64Array, b: Float64Array): Float64Array {
  const x = new Float64Array(b.length);
  const product = new Float64Array(b.length);
  const residual = b.slice();
  const direction = b.slice();
  let norm = dot(residual, residual);
  const enough = 1e-2 * norm;
  for (let step = 0; step < CONJUGATE_STEPS && norm > enough; step++) {
    multiply(problem, curvature, direction, product);
    const scale = norm / dot(direction, product);
    let next = 0;
    for (let f = 0; f < x.length; f++) {
      x[f]! += scale * direction[f]!;
      const left = residual[f]! - scale * product[f]!;
      residual[f] = left;
      next += left * left;
    }
    const ratio = next / norm;
    for (let f = 0; f < x.length; f++) direction[f] = residual[f]! + ratio * direction[f]!;
    norm = next;
  }
  return x;
}

/** (XᵀCX + ridge) times the vector, into `out`. One loop, since it is most of a fit. */
function multiply(
  { data, members, ridge }: Problem,
  curvature: Float64Array,
  vector: Float64Array,
  out: Float64Array,
): void {
  const { starts, features, width } = data;
  for (let f = 0; f < width; f++) out[f] = ridge * vector[f]!;
  out[width] = 0;
  for (let m = 0; m < members.length; m++) {
    const start = starts[members[m]!]!;
    const end = starts[members[m]! + 1]!;
    let sum = vector[width]!;
    for (let i = start; i < end; i++) sum += vector[features[i]!]!;
    sum *= curvature[m]!;
    for (let i = start; i < end; i++) out[features[i]!]! += sum;
    out[width] += sum;
  }
}

function scaled(vector: Float64Array, by: number): Float64Array {
  const product = new Float64Array(vector.length);
  for (let f = 0; f < vector.length; f++) product[f] = by * vector[f]!;
  return product;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
