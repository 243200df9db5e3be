import { createHash } from "node:crypto";
import type { ConfigOutcome } from "../../config/parse.ts";
import type { Config } from "../../config/schema.ts";
import { type DownloadTools, downloadsOf } from "../../github/downloads.ts";
import type { Commits } from "../../github/pull-request.ts";
import { treeReader } from "../../github/tree.ts";
import type { DatasetInput } from "../../model/dataset.ts";
import { changedEntries } from "../../versions/compare-trees.ts";
import type { TreeEntry } from "../../versions/tree.ts";
import { configChanged, readConfig } from "./read-config.ts";
import { type ByteListener, type EntryChanges, readDataset } from "./read-dataset.ts";

/** What the commits hold for a review, or why their configuration allows none. */
export type Changes =
  | {
      readonly usable: true;
      readonly config: Config;
      /** Path of the configuration file where the changes touch it. */
      readonly configChange: string | null;
      /** Whether any dataset file changed, or one that may be one. */
      readonly any: boolean;
      /** Names everything that a review of these changes depends on, but for their author. */
      readonly fingerprint: string;
      download(onBytes?: ByteListener): Promise<DatasetInput>;
    }
  | { readonly usable: false; readonly config: Exclude<ConfigOutcome, { status: "valid" | "absent" }> };

/** All downloads of a review together may take this many bytes, so that a pull request cannot fill the disk. */
const room = 8 * 1024 ** 3;

/** Reads the configuration of the base branch and, by it, which dataset files differ between merge base and head. */
export async function readChanges(
  { mergeBase, head, baseTip, changes }: Commits,
  tools: DownloadTools,
): Promise<Changes> {
  const downloads = downloadsOf(tools, room);
  const readTree = treeReader(tools.octokit, tools.repository, downloads);
  const [base, changed, tip] = await Promise.all([readTree(mergeBase), readTree(head), readTree(baseTip)]);
  const outcome = await readConfig(tip, downloads);
  if (outcome.status === "invalid" || outcome.status === "unreadable")
    return { usable: false, config: outcome };
  const { config } = outcome;
  const entries = await changedEntries(base, changed, config);
  return {
    usable: true,
    config,
    configChange: configChanged(base, changed),
    any: entries.changed.length > 0 || entries.beside.length > 0,
    fingerprint: fingerprintOf(entries, config),
    download: (onBytes) => readDataset(entries, config.limits, downloads, changes, onBytes),
  };
}

/** Equal for equal content, whatever commits it stands in. */
function fingerprintOf({ changed, unchanged, beside }: EntryChanges, config: Config): string {
  const name = (entry: TreeEntry | null) => entry && [entry.path, entry.kind, entry.id];
  const content = [
    changed.map(({ base, head }) => [name(base), name(head)]),
    unchanged.map(name),
    beside.map(({ entry }) => name(entry)),
    config,
  ];
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}
