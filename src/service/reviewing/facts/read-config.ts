/** Reads configuration and accepted findings from the base branch, and tells how a change touches them. */
import { buffer } from "node:stream/consumers";
import { type ParsedAccepted, parseAccepted } from "../../../config/accepted.ts";
import { acceptedPath, configPaths } from "../../../config/dataset-paths.ts";
import { absentConfig, type ConfigOutcome, parseConfig } from "../../../config/parse.ts";
import type { Downloads } from "../../../github/blobs/downloads.ts";
import type { Tree, TreeEntry } from "../../../versions/tree.ts";

/** Bytes of a file of rules. */
export const largestConfig = 1024 * 1024;

/**
 * Reads the configuration at one commit: the tip of the base branch, never the head of a pull request, which could
 * loosen its own review. It is read here and not through Probot, whose reader takes the default branch and follows
 * `_extends` to other owners' repositories.
 */
export async function readConfig(tree: Tree, downloads: Downloads): Promise<ConfigOutcome> {
  const [entry, second] = configPaths.flatMap((path) => tree.get(path) ?? []);
  if (!entry) return absentConfig;
  if (second)
    return {
      status: "unreadable",
      file: entry.path,
      reason: `There is also \`${second.path}\`. Keep one of them.`,
    };
  const text = await textOf(entry, downloads);
  return typeof text === "string" ? parseConfig(text, entry.path) : text;
}

/** What became of looking for accepted findings; where there is no file, none are. */
export type AcceptedOutcome = ParsedAccepted | Unreadable;

/** Reads which findings maintainers accepted, at one commit: the tip of the base branch, as the configuration. */
export async function readAccepted(tree: Tree, downloads: Downloads): Promise<AcceptedOutcome> {
  const entry = tree.get(acceptedPath);
  if (!entry) return { status: "valid", accepted: [] };
  const text = await textOf(entry, downloads);
  return typeof text === "string" ? parseAccepted(text, entry.path) : text;
}

type Unreadable = Extract<ConfigOutcome, { status: "unreadable" }>;

async function textOf(
  { path, kind, id, source }: TreeEntry,
  downloads: Downloads,
): Promise<string | Unreadable> {
  const unreadable = (reason: string): Unreadable => ({ status: "unreadable", file: path, reason });
  if (kind !== "file" || id === null) return unreadable("It is not a regular file.");
  const blob = await downloads.fetch(id, source.size, largestConfig);
  if ("unavailable" in blob) return unreadable(blob.unavailable);
  return (await buffer(blob.open())).toString("utf8");
}

/** A configuration that cannot be used, with the reason. */
export type BrokenConfig = Exclude<ConfigOutcome, { status: "valid" | "absent" }>;

export function isBroken(outcome: ConfigOutcome | AcceptedOutcome): outcome is BrokenConfig {
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

/** How a change touches the file of accepted findings; null where two commits have the same. */
export async function readAcceptedChange(
  base: Tree,
  head: Tree,
  downloads: Downloads,
): Promise<AcceptedOutcome | null> {
  return base.get(acceptedPath)?.id === head.get(acceptedPath)?.id ? null : readAccepted(head, downloads);
}
