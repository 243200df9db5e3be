import type { ConfigError, ConfigOutcome } from "../../config/parse.ts";
import type { CheckOutput } from "../../github/check-output.ts";
import { markdownCode, markdownProse } from "../../report/hostile.ts";

/** What a check says when there is no review to show. Each names the cause and the remedy. */

export const inProgress: CheckOutput = {
  title: "Reading the dataset changes",
  summary: "The review has started. This check ends by itself.",
};

export const noDatasetFiles: CheckOutput = {
  title: "No dataset files changed",
  summary:
    "This pull request changes no file that counts as a dataset, so there is nothing to review. Which files count is set by `include` and `exclude` in `.github/dataset-review.yml`.",
};

export const superseded: CheckOutput = {
  title: "A newer commit is reviewed instead",
  summary: "This commit is no longer the head of the pull request, so its review was stopped.",
};

export const closed: CheckOutput = {
  title: "The pull request is closed",
  summary: "It was closed before the review began. Reopen it, or press **Re-run**, to have it reviewed.",
};

/** A merge group that brings in exactly what a pull request was reviewed for. */
export const alreadyReviewed: CheckOutput = {
  title: "Reviewed already, with nothing new since",
  summary:
    "The dataset changes of this merge group are, byte for byte, those of a pull request that passed its review, against the same data and the same configuration. The pull request's own check shows that review.",
};

const rerun = "Press **Re-run** on this check to try again.";

/** A failure of ours. The check fails, because rows that nobody reviewed must not pass. */
export const couldNotComplete: CheckOutput = {
  title: "The review could not be completed",
  summary: `An internal error stopped the review, so nothing can be said about these changes. ${rerun} If it stops again, the operator of this App finds the cause in its log.`,
};

/** Something about the pull request makes a review impossible; the reason is in words for a maintainer. */
export function cannotReview(reason: string): CheckOutput {
  return {
    title: "The changes could not be reviewed",
    summary: `${markdownProse(reason)}\n\nWhat was not reviewed does not pass. ${rerun}`,
  };
}

/** The base branch's configuration does not hold; the check fails until it is mended there. */
export function badConfig(outcome: Exclude<ConfigOutcome, { status: "valid" | "absent" }>): CheckOutput {
  const where =
    "The configuration is read from the base branch. Correct it there with a pull request of its own, then press **Re-run**.";
  if (outcome.status === "unreadable") {
    return {
      title: "The configuration could not be read",
      summary: `${markdownCode(outcome.file)}: ${markdownProse(outcome.reason)}\n\n${where}`,
    };
  }
  const count = outcome.errors.length;
  return {
    title: count === 1 ? "The configuration has an error" : `The configuration has ${count} errors`,
    summary: `${outcome.errors.map(configErrorLine).join("\n")}\n\n${where}`,
  };
}

function configErrorLine({ file, line, key, message, remedy }: ConfigError): string {
  const option = key === "" ? "" : ` ${markdownCode(key)}:`;
  return `- ${markdownCode(`${file}:${line}`)}${option} ${markdownProse(message)}. ${markdownProse(remedy)}`;
}

/** A pull request cannot loosen its own review, and a reader should know that it tries to change later ones. */
export function configChangeNotice(path: string): string {
  return `This pull request changes ${markdownCode(path)}. The review used the base branch's version; the change takes effect after the merge.`;
}

/** Shown instead of a pass where the same commit fails in another open pull request: a check belongs to the commit. */
export function sameCommitFails(pullNumber: number): string {
  return `The same commit is the head of #${pullNumber}, where its changes do not pass. A check belongs to a commit, not to a pull request, so it cannot pass here while it fails there.`;
}
