/**
 * Milliseconds of processor time that `work` takes in this process. Unlike wall time it says the same on a busy
 * machine, so that a bound on it fails for slow code alone.
 */
export function processorMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
