/** The maintainers' configuration, as it stands in a commit of the base branch. */
import { configPaths } from "../../config/dataset-paths.ts";
import { type Config, defaultConfig } from "../../config/schema.ts";
import { InputError } from "../input-error.ts";
import { readGitFile } from "./git.ts";

/** The configuration of a commit, under one of the usual names. Throws `InputError` where it is not valid. */
export async function commitConfig(repo: string, commitId: string): Promise<Config> {
  for (const name of configPaths) {
    const text = await readGitFile(repo, commitId, name);
    if (text !== null) return parseConfigText(text, `${name} of ${commitId.slice(0, 12)}`);
  }
  return defaultConfig;
}

/**
 * The configuration that stands under `name` in a commit; null means the usual names. Like the usual one it
 * is the base's: the head cannot loosen its own review.
 */
export async function configAt(repo: string, commitId: string, name: string | null): Promise<Config> {
  if (name === null) return commitConfig(repo, commitId);
  const text = await readGitFile(repo, commitId, name);
  if (text !== null) return parseConfigText(text, `${name} of ${commitId.slice(0, 12)}`);
  throw new InputError(
    `the base branch has no file ${name}`,
    "The configuration is read from there, so that a pull request cannot loosen its own review. Merge it first.",
  );
}

/** Reads YAML only where there is some: its parser costs a tenth of a second that most scans need not wait for. */
export async function parseConfigText(text: string, name: string): Promise<Config> {
  const { formatConfigError, parseConfig } = await import("../../config/parse.ts");
  const parsed = parseConfig(text, name);
  if (parsed.status === "valid") return parsed.config;
  const lines = parsed.errors.map(formatConfigError);
  throw new InputError(
    ["the configuration is not valid", ...lines.map((line) => `  ${line}`)].join("\n"),
    "Nothing was reviewed. Every option is described in docs/configuration.md.",
  );
}
