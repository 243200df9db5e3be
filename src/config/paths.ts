import picomatch from "picomatch";
import type { ColumnOptions } from "../model/options.ts";
import type { Config } from "./schema.ts";

// A dataset under `.data/` or named `TRAIN.CSV` is still one: neither may be a way around the review.
const options: picomatch.PicomatchOptions = { dot: true, nocase: true, noextglob: true, strictSlashes: true };

/** Whether a path (from the repository's root, `/` between its parts) is a dataset file. */
export function datasetMatcher(config: Pick<Config, "include" | "exclude">): (path: string) => boolean {
  const included = picomatch(config.include, options);
  const excluded = picomatch(config.exclude, options);
  return (path) => included(path) && !excluded(path);
}

/** Answers the configured columns of a path; no entry, or a role left out, means: find out. */
export function columnChooser(config: Pick<Config, "columns">): (path: string) => ColumnOptions {
  const rules = config.columns.map(({ files, text, ...roles }) => ({
    matches: picomatch(files, options),
    columns: { ...roles, text: typeof text === "string" ? [text] : text },
  }));
  return (path) => rules.find((rule) => rule.matches(path))?.columns ?? {};
}
