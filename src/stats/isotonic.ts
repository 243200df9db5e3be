/** Isotonic regression: a rising step function through noisy observations, used to calibrate scores. */

/**
 * Isotonic regression of events on a score by pooling adjacent violators (Ayer et al. 1955; as a calibration of
 * probabilities, Zadrozny & Elkan 2002): the non-decreasing step function that fits best. Each step is drawn towards
 * the scores themselves by `prior` rows, so that a step of few rows without an event does not claim certainty.
 * @param scores probabilities as claimed
 * @param events whether each came true
 * @returns the calibrated probability of a score; the identity where there is nothing to learn from
 */
export function isotonicCalibration(
  scores: ArrayLike<number>,
  events: ArrayLike<boolean>,
  prior = 1,
): (score: number) => number {
  const order = Array.from(scores, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!);
  const steps: Step[] = [];
  for (let next = 0; next < order.length; ) {
    const from = scores[order[next]!]!;
    let step: Step = { from, rows: 0, claimed: 0, events: 0 };
    // Rows of one score are one step, whatever their order.
    for (; next < order.length && scores[order[next]!] === from; next++)
      step = merge(step, { from, rows: 1, claimed: from, events: events[order[next]!]! ? 1 : 0 });
    for (let last = steps.at(-1); last && rate(last) >= rate(step); last = steps.at(-1)) {
      steps.pop();
      step = merge(last, step);
    }
    steps.push(step);
  }
  const starts = Float64Array.from(steps, ({ from }) => from);
  const values = Float64Array.from(
    steps,
    ({ rows, claimed, events }) => (events + (prior * claimed) / rows) / (rows + prior),
  );
  return (score) => {
    const at = lastAtMost(starts, score);
    return at < 0 ? Math.min(score, values[0] ?? score) : values[at]!;
  };
}

/** Neighbouring rows with one rate. */
interface Step {
  readonly from: number;
  readonly rows: number;
  /** Sum of their scores. */
  readonly claimed: number;
  readonly events: number;
}

const rate = ({ rows, events }: Step): number => events / rows;

const merge = (a: Step, b: Step): Step => ({
  from: a.from,
  rows: a.rows + b.rows,
  claimed: a.claimed + b.claimed,
  events: a.events + b.events,
});

/** The last index whose value is at most `wanted`, by bisection; −1 when there is none. */
function lastAtMost(ascending: Float64Array, wanted: number): number {
  let low = -1;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (ascending[middle]! <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}
