/** The verdict of a pull request that changes no row: there is nothing to review, or only the rules change. */
import { acceptedPath } from "../../config/dataset-paths.ts";
import { acceptedDifferences, configDifferences } from "./facts/config-differences.ts";
import type { Changes } from "./facts/read-changes.ts";
import { isBroken } from "./facts/read-config.ts";
import { noDatasetFiles, rulesChange } from "./notices.ts";
import { type TrialReview, trialOfRules } from "./trial-of-rules.ts";
import { type Verdict, verdict } from "./verdict.ts";

/** The verdict where no row changed. A change of the rules alone is shown to people, and is no pass. */
export async function withoutRows(
  changes: Changes,
  mergeBase: string,
  review: TrialReview,
): Promise<Verdict> {
  const { config, configFault, configChange, accepted, acceptedChange } = changes;
  if (configFault !== null) return verdict("failure", configFault);
  const paths: string[] = [];
  const differences: string[] = [];
  if (configChange !== null && !isBroken(configChange.after)) {
    paths.push(configChange.path);
    const after = configChange.after.config;
    const options = configDifferences(config, after);
    const trial =
      options.length === 0
        ? []
        : await trialOfRules(changes.smallHistory, mergeBase, [config, after], review);
    differences.push(...changes.takenAway, ...trial, ...options);
  }
  if (acceptedChange !== null && !isBroken(acceptedChange)) {
    paths.push(acceptedPath);
    differences.push(...acceptedDifferences(accepted, acceptedChange.accepted));
  }
  return paths.length === 0
    ? verdict("success", noDatasetFiles)
    : verdict("neutral", rulesChange(paths, differences));
}
