import type { ConfigOutcome } from "../config/parse.ts";
import type { Config } from "../config/schema.ts";
import type { DatasetInput } from "../model/dataset.ts";
import { type DownloadTools, downloadsOf } from "./downloads.ts";
import type { Commits } from "./pull-request.ts";
import { configChanged, readConfig } from "./read-config.ts";
import { type ByteListener, readDataset } from "./read-dataset.ts";
import { treeReader } from "./tree.ts";

/** What the commits hold for a review, or why their configuration allows none. */
export type Changes =
  | {
      readonly usable: true;
      readonly config: Config;
      readonly dataset: DatasetInput;
      /** Path of the configuration file where the changes touch it. */
      readonly configChange: string | null;
    }
  | { readonly usable: false; readonly config: Exclude<ConfigOutcome, { status: "valid" | "absent" }> };

/** All downloads of a review together may take this many bytes, so that a pull request cannot fill the disk. */
const room = 8 * 1024 ** 3;

/** Reads the configuration of the base branch and, by it, the dataset files that differ between merge base and head. */
export async function readChanges(
  { mergeBase, head, baseTip }: Commits,
  tools: DownloadTools,
  onBytes?: ByteListener,
): Promise<Changes> {
  const downloads = downloadsOf(tools, room);
  const readTree = treeReader(tools.octokit, tools.repository, downloads);
  const [base, changed, tip] = await Promise.all([readTree(mergeBase), readTree(head), readTree(baseTip)]);
  const outcome = await readConfig(tip, downloads);
  if (outcome.status === "invalid" || outcome.status === "unreadable")
    return { usable: false, config: outcome };
  const dataset = await readDataset(base, changed, outcome.config, downloads, onBytes);
  return {
    usable: true,
    config: outcome.config,
    dataset,
    configChange: configChanged(base, changed),
  };
}
