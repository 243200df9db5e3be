/** Wilson's confidence limits of a rate. */

/** 95 % point of the standard normal. */
const Z = 1.645;
/** The point beyond which, on both sides together, 5 % lie. */
const Z_BOTH = 1.96;

/** The highest rate that `events` of `trials`, one or more, still allow for: the upper limit of 95 % of Wilson 1927. */
export function wilsonUpperLimit(events: number, trials: number): number {
  return limits(events, trials, Z)[1];
}

/** Both limits of 95 % of a rate, `events` of `trials` (one or more), each 0 to 1 (Wilson 1927). */
export function wilsonInterval(events: number, trials: number): readonly [low: number, high: number] {
  const [low, high] = limits(events, trials, Z_BOTH);
  return [Math.max(0, low), Math.min(1, high)];
}

function limits(events: number, trials: number, z: number): readonly [number, number] {
  const share = events / trials;
  const middle = share + z ** 2 / (2 * trials);
  const spread = z * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2));
  const size = 1 + z ** 2 / trials;
  return [(middle - spread) / size, (middle + spread) / size];
}
