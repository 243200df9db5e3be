/** Tells whether a path is a dataset file under a configuration. */
import { pathMatcher } from "./glob.ts";
import type { Config } from "./schema.ts";

/** Whether a path (from the repository's root, `/` between its parts) is a dataset file. */
export function datasetMatcher(config: Pick<Config, "include" | "exclude">): (path: string) => boolean {
  const included = pathMatcher(config.include);
  const excluded = pathMatcher(config.exclude);
  return (path) => included(path) && !excluded(path);
}
