import { configPaths } from "../../config/dataset-paths.ts";
import { absentConfig, type ConfigOutcome, parseConfig } from "../../config/parse.ts";
import type { Downloads } from "../../github/downloads.ts";
import type { Tree } from "../../versions/tree.ts";

const largestConfig = 1024 * 1024;

/**
 * Reads the configuration at one commit: the tip of the base branch, never the head of a pull request, which could
 * loosen its own review. It is read here and not through Probot, whose reader takes the default branch and follows
 * `_extends` to other owners' repositories.
 */
export async function readConfig(tree: Tree, downloads: Downloads): Promise<ConfigOutcome> {
  const [entry, second] = configPaths.flatMap((path) => tree.get(path) ?? []);
  if (!entry) return absentConfig;
  const unreadable = (reason: string): ConfigOutcome => ({ status: "unreadable", file: entry.path, reason });
  if (second) return unreadable(`There is also \`${second.path}\`. Keep one of them.`);
  if (entry.kind !== "file" || entry.id === null) return unreadable("It is not a regular file.");
  const blob = await downloads.fetch(entry.id, entry.source.size, largestConfig);
  if ("unavailable" in blob) return unreadable(blob.unavailable);
  const bytes: Uint8Array[] = [];
  for await (const chunk of blob.open()) bytes.push(chunk);
  return parseConfig(Buffer.concat(bytes).toString("utf8"), entry.path);
}

/** A configuration that cannot be used, with the reason. */
export type BrokenConfig = Exclude<ConfigOutcome, { status: "valid" | "absent" }>;

export function isBroken(outcome: ConfigOutcome): outcome is BrokenConfig {
  return outcome.status === "invalid" || outcome.status === "unreadable";
}

/** How a change touches the configuration. What stands in the head decides nothing: it is told, and has to hold. */
export interface ConfigChange {
  readonly path: string;
  readonly after: ConfigOutcome;
}

/** Null where two commits have the same configuration. */
export async function readConfigChange(
  base: Tree,
  head: Tree,
  downloads: Downloads,
): Promise<ConfigChange | null> {
  const path = configPaths.find((name) => base.get(name)?.id !== head.get(name)?.id);
  return path === undefined ? null : { path, after: await readConfig(head, downloads) };
}
