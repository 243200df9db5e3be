/** The texts of check runs that end without a review, each with what to do. */
import type { ConfigError } from "../../config/parse.ts";
import type { CheckOutput } from "../../model/check-output.ts";
import { markdownCode, markdownProse } from "../../report/hostile.ts";
import type { BrokenConfig } from "./facts/read-config.ts";

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

/** GitHub takes neither the result nor the result without annotations. */
export const refused: CheckOutput = {
  title: "GitHub refused the result of the review",
  summary: `The review ended, but GitHub did not take what this check was to show, and would not the next time. What nobody can see does not pass. The operator of this App finds the refusal in its log. ${rerun}`,
};

/** Something about the pull request makes a review impossible; the reason is in words for a maintainer. */
export function cannotReview(reason: string): CheckOutput {
  return {
    title: "The changes could not be reviewed",
    summary: `${markdownProse(reason)}\n\nWhat was not reviewed does not pass. ${rerun}`,
  };
}

/** GitHub refuses what the App asks for, whoever asks again: permissions were taken away, or not yet granted. */
export const mayNotRead =
  "GitHub does not let this App read the change. An owner has to accept the permissions that the App asks for (on the page of its installation, under Configure), or give it access to the repository.";

/** The base branch's configuration does not hold: what changes data fails until it is mended there. */
export function badConfig(outcome: BrokenConfig): CheckOutput {
  return configFault(
    outcome,
    "The configuration is read from the base branch, where it does not hold, so that the defaults were used and nothing counts as accepted. Correct it there with a pull request that changes nothing but the configuration: that one passes. Then press **Re-run** here.",
  );
}

/** The changes bring in a configuration that does not hold: after the merge it would fail every pull request. */
export function badNewConfig(outcome: BrokenConfig): CheckOutput {
  return configFault(
    outcome,
    "This pull request brings it in; after the merge it would fail every later one. Correct it in this pull request.",
  );
}

function configFault(outcome: BrokenConfig, where: string): CheckOutput {
  if (outcome.status === "unreadable")
    return {
      title: "The configuration could not be read",
      summary: `${markdownCode(outcome.file)}: ${markdownProse(outcome.reason)}\n\n${where}`,
    };
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

/** The changes are to the configuration alone. That is never a pass by itself: people should see what it does. */
export function rulesChange(paths: readonly string[], differences: readonly string[]): CheckOutput {
  const what =
    differences.length === 0
      ? "No option has another value than before, and the same findings are accepted."
      : `After the merge:\n\n${differences.map((line) => `- ${line}`).join("\n")}`;
  return {
    title: "The rules of the review change",
    summary: `This pull request changes no dataset file, but ${paths.map(markdownCode).join(" and ")}, by which later ones are reviewed. It does not block, and it is no pass either: have somebody look at it who may decide this.\n\n${what}`,
  };
}

/** Files beside the data that decide about it, changed together with it. */
export function rulesNotice(paths: readonly string[]): string {
  const shown = paths.slice(0, 5).map(markdownCode).join(", ");
  const more = paths.length > 5 ? ` and ${paths.length - 5} more` : "";
  return `Together with the data this pull request changes ${shown}${more}: files that decide who owns the data, how it is shown and stored, or what runs on it. They were not reviewed.`;
}

/** What rows were not compared with, so that nobody takes the whole repository for read. */
export function referenceNotice(leftOut: number): string {
  return `${leftOut} untouched dataset ${leftOut === 1 ? "file was" : "files were"} not read as reference: the nearest ones are, within a bound of requests and of bytes (\`limits.maxContextBytes\`). Every changed row was reviewed.`;
}

/** Shown instead of a pass where the same commit fails in another open pull request: a check belongs to the commit. */
export function sameCommitFails(pullNumber: number): string {
  return `The same commit is the head of #${pullNumber}, where its changes do not pass. A check belongs to a commit, not to a pull request, so it cannot pass here while it fails there.`;
}
