/** What was pushed a moment ago is not yet everywhere at GitHub: the first answer may be that it does not exist. */
import { setTimeout as sleep } from "node:timers/promises";
import { statusOf } from "./octokit.ts";

const waitsMs = [1_000, 3_000];

/** Asks again, twice, where the answer was 404; what is not found then is not there. */
export async function askAgain<T>(ask: () => Promise<T>): Promise<T> {
  for (const ms of waitsMs) {
    try {
      return await ask();
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
    }
    await sleep(ms);
  }
  return ask();
}
