import { configPaths } from "../config/dataset-paths.ts";
import { absentConfig, type ConfigOutcome, parseConfig } from "../config/parse.ts";
import { downloadBlob } from "./blob.ts";
import type { Octokit, RepositoryName } from "./octokit.ts";
import type { Tree } from "./tree.ts";
import type { Workspace } from "./workspace.ts";

/**
 * Reads the configuration at one commit: the tip of the base branch, never the head of a pull request, which could
 * loosen its own review. It is read here and not through Probot, whose reader takes the default branch and follows
 * `_extends` to other owners' repositories.
 */
export async function readConfig(
  octokit: Octokit,
  repository: RepositoryName,
  tree: Tree,
  workspace: Workspace,
): Promise<ConfigOutcome> {
  const [entry, second] = configPaths.flatMap((path) => tree.get(path) ?? []);
  if (!entry) return absentConfig;
  const unreadable = (reason: string): ConfigOutcome => ({ status: "unreadable", file: entry.path, reason });
  if (second) return unreadable(`There is also \`${second.path}\`. Keep one of them.`);
  if (!entry.mode.startsWith("100")) return unreadable("It is not a regular file.");
  const blob = await downloadBlob(octokit, repository, entry, workspace);
  if ("unavailable" in blob) return unreadable(blob.unavailable);
  const bytes: Uint8Array[] = [];
  for await (const chunk of blob.open()) bytes.push(chunk);
  return parseConfig(Buffer.concat(bytes).toString("utf8"), entry.path);
}

/** Whether two commits differ in the configuration. */
export function configChanged(base: Tree, head: Tree): string | null {
  return configPaths.find((path) => base.get(path)?.sha !== head.get(path)?.sha) ?? null;
}
