/** 95 % point of the standard normal. */
const Z = 1.645;

/** The highest rate that `events` of `trials`, one or more, still allow for: the upper limit of 95 % of Wilson 1927. */
export function wilsonUpperLimit(events: number, trials: number): number {
  const share = events / trials;
  const spread = Z * Math.sqrt((share * (1 - share)) / trials + Z ** 2 / (4 * trials ** 2));
  return (share + Z ** 2 / (2 * trials) + spread) / (1 + Z ** 2 / trials);
}
