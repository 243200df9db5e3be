import { readFile } from "node:fs/promises";
import path from "node:path";
import { configPaths } from "../../config/dataset-paths.ts";
import { type Config, defaultConfig } from "../../config/schema.ts";
import { unreadableFile } from "../../versions/disk-source.ts";
import { type GitRange, readGitFile } from "../../versions/git.ts";
import { InputError } from "../../versions/input-error.ts";
import { textOf } from "./accepted.ts";

/** The configuration file that was named. */
export async function namedConfig(file: string): Promise<Config> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw unreadableFile(file, error);
  });
  return parseConfigText(text, file);
}

/** The configuration that stands in the base version of two folders, as the App takes it from the base branch. */
export async function folderConfig(base: string): Promise<Config> {
  for (const name of configPaths) {
    const file = path.join(base, name);
    const text = await textOf(file);
    if (text !== null) return parseConfigText(text, file);
  }
  return defaultConfig;
}

/** The configuration that stands on the base of a range of commits. */
export async function rangeConfig(range: GitRange): Promise<Config> {
  for (const name of configPaths) {
    const text = await readGitFile(range.repo, range.base, name);
    if (text !== null) return parseConfigText(text, `${name} of ${range.base.slice(0, 12)}`);
  }
  return defaultConfig;
}

/**
 * The configuration that stands under `name` on the base of a range; null means the usual names. Like the usual one it
 * is the base's: the head cannot loosen its own review.
 */
export async function configAt(range: GitRange, name: string | null): Promise<Config> {
  if (name === null) return rangeConfig(range);
  const text = await readGitFile(range.repo, range.base, name);
  if (text !== null) return parseConfigText(text, `${name} of ${range.base.slice(0, 12)}`);
  throw new InputError(
    `the base branch has no file ${name}`,
    "The configuration is read from there, so that a pull request cannot loosen its own review. Merge it first.",
  );
}

/** Reads YAML only where there is some: its parser costs a tenth of a second that most scans need not wait for. */
async function parseConfigText(text: string, name: string): Promise<Config> {
  const { formatConfigError, parseConfig } = await import("../../config/parse.ts");
  const parsed = parseConfig(text, name);
  if (parsed.status === "valid") return parsed.config;
  const lines = parsed.errors.map(formatConfigError);
  throw new InputError(
    ["the configuration is not valid", ...lines.map((line) => `  ${line}`)].join("\n"),
    "Nothing was reviewed. Every option is described in docs/configuration.md.",
  );
}
