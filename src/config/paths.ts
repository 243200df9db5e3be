import picomatch from "picomatch";
import type { Config } from "./schema.ts";
import { matching } from "./values.ts";

/** Whether a path (from the repository's root, `/` between its parts) is a dataset file. */
export function datasetMatcher(config: Pick<Config, "include" | "exclude">): (path: string) => boolean {
  const included = picomatch(config.include, matching);
  const excluded = picomatch(config.exclude, matching);
  return (path) => included(path) && !excluded(path);
}
