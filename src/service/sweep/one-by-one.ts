/** What is the matter with one repository, head or delivery keeps no other from its turn in the sweep. */
import { retryAfterMs, statusOf } from "../../github/client/octokit.ts";
import { passingFault } from "../../github/client/passing-fault.ts";

/**
 * Does work with each of some things of an installation, and returns the sum of what it answers. A fault that passes
 * rejects at the end, so that the next sweep comes back to it; what GitHub refuses for good is left alone. What holds for
 * all of them (a limit, a token that is not taken, our own database) rejects at once.
 */
export async function oneByOne<T>(
  items: Iterable<T> | AsyncIterable<T>,
  work: (item: T) => Promise<number>,
): Promise<number> {
  let sum = 0;
  let failure: { readonly error: unknown } | null = null;
  for await (const item of items) {
    try {
      sum += await work(item);
    } catch (error) {
      const status = statusOf(error);
      if (status === null || status === 401 || retryAfterMs(error) !== null) throw error;
      if (passingFault(error) !== null) failure = { error };
    }
  }
  if (failure) throw failure.error;
  return sum;
}
