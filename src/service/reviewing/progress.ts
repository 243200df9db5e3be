/** Shows in a check run how far its review is. */
import type { CheckOutput } from "../../model/check-output.ts";

const words = {
  download: "Downloading the changed files",
  read: "Reading the rows",
  compare: "Comparing rows",
  reference: "Learning from the data that is there",
  measure: "Measuring the changes",
  render: "Writing the result",
  drill: "Reviewing what was planted",
  replay: "Reviewing what was merged before",
} as const;

type Stage = keyof typeof words;

/** How far a review is. */
export interface Step {
  readonly stage: Stage;
  readonly done: number;
  readonly total: number | null;
}

/**
 * Shows steps in the check run, at most one each `everyMs`, and none without room for it (`WriteRoom`): the end of a review
 * would wait for it. Returns the listener and `settled`, which resolves when no update is on its way any more: a late one would set a finished
 * run back to "in progress".
 */
export function progressReporter(
  update: (output: CheckOutput) => Promise<void>,
  hasRoom: () => boolean,
  everyMs = 10_000,
  now: () => number = Date.now,
): { readonly report: (step: Step) => void; readonly settled: () => Promise<void> } {
  let last = now();
  let pending: Promise<void> = Promise.resolve();
  let busy = false;
  return {
    report(step) {
      if (busy || now() - last < everyMs || !hasRoom()) return;
      last = now();
      busy = true;
      // A stage that cannot be shown is no reason to stop; whatever is wrong will stop the result's own posting.
      pending = update(stepOutput(step))
        .catch(() => undefined)
        .finally(() => {
          busy = false;
        });
    },
    settled: () => pending,
  };
}

function stepOutput({ stage, done, total }: Step): CheckOutput {
  const share = total ? ` (${Math.min(100, Math.floor((100 * done) / total))} %)` : "";
  return {
    title: `${words[stage]}${share}`,
    summary: "The work goes on. This check ends by itself.",
  };
}
