/** Finds which dataset files a pull request changes, by the configuration of its base branch. */
import { createHash } from "node:crypto";
import type { ConfigOutcome } from "../../../config/parse.ts";
import { type Config, defaultConfig } from "../../../config/schema.ts";
import { downloadsOf } from "../../../github/blobs/downloads.ts";
import type { DownloadTools } from "../../../github/blobs/small-blobs.ts";
import type { Commits } from "../../../github/pull-request.ts";
import { treeReader } from "../../../github/tree.ts";
import type { CheckOutput } from "../../../model/check-output.ts";
import type { DatasetInput } from "../../../model/dataset.ts";
import type { AcceptedFinding } from "../../../model/finding.ts";
import type { History } from "../../../review/history/history.ts";
import type { Cache } from "../../../store/store.ts";
import {
  type ChangedMeaning,
  changedEntries,
  changedMeaning,
  withMeaning,
} from "../../../versions/compare-trees.ts";
import type { TreeEntry } from "../../../versions/tree.ts";
import { badConfig, badNewConfig } from "../notices.ts";
import { largestTried } from "../trial-of-rules.ts";
import { changedRules } from "./changed-rules.ts";
import { takenAway } from "./config-differences.ts";
import { githubHistory } from "./github-history.ts";
import {
  type AcceptedOutcome,
  type ConfigChange,
  isBroken,
  readAccepted,
  readAcceptedChange,
  readConfig,
  readConfigChange,
} from "./read-config.ts";
import { type ByteListener, type EntryChanges, readDataset } from "./read-dataset.ts";

/** What the commits hold for a review. */
export interface Changes {
  /** The configuration by which is reviewed: that of the base branch; the defaults where it does not hold. */
  readonly config: Config;
  /** Why the check fails whatever is found; null where nothing is wrong with the configuration. */
  readonly configFault: CheckOutput | null;
  /** How the changes touch the configuration; null where they do not. */
  readonly configChange: ConfigChange | null;
  /** What the changed configuration would take away from later reviews, a sentence each. */
  readonly takenAway: readonly string[];
  /** Findings that maintainers accepted on the base branch. */
  readonly accepted: readonly AcceptedFinding[];
  /** What the changes would have accepted after the merge; null where they leave that as it is. */
  readonly acceptedChange: AcceptedOutcome | null;
  /** Changed files that decide how the repository is checked or its data read, by path. */
  readonly rules: readonly string[];
  /** Whether any dataset file changed, or one that may be one. */
  readonly any: boolean;
  /** Untouched dataset files; the reference is taken from them. */
  readonly untouched: number;
  /** Names everything that a review of these changes depends on, but for their author. */
  readonly fingerprint: string;
  /** The history of the base branch, by the same configuration. */
  readonly history: History;
  /** The same without large files. */
  readonly smallHistory: History;
  download(onBytes?: ByteListener): Promise<DatasetInput>;
}

/** All downloads of a review together may take this many bytes, so that a pull request cannot fill the disk. */
const room = 8 * 1024 ** 3;

/** Reads the configuration of the base branch and, by it, which dataset files differ between merge base and head. */
export async function readChanges(
  own: Commits,
  tools: DownloadTools & { readonly cache: Cache },
): Promise<Changes> {
  const { mergeBase, head, baseTip, changes } = own;
  const downloads = downloadsOf(tools, room);
  const readTree = treeReader(tools.octokit, tools.repository, downloads);
  const [base, changed, tip] = await Promise.all([readTree(mergeBase), readTree(head), readTree(baseTip)]);
  const outcome = await readConfig(tip, downloads);
  const config = isBroken(outcome) ? defaultConfig : outcome.config;
  const change = await readConfigChange(base, changed, downloads);
  const accepted = await readAccepted(tip, downloads);
  const acceptedChange = await readAcceptedChange(base, changed, downloads);
  const entries = await changedEntries(base, changed, config);
  const meaning = await changedMeaning(base, changed, config, downloads.together);
  const any = [entries.changed, entries.beside, meaning.renumbered, meaning.beside].some(
    (found) => found.length > 0,
  );
  const paths = entries.changed.map((entry) => (entry.head ?? entry.base)!.path);
  const data = [...paths.filter((path) => changed.has(path)), ...entries.unchanged.map(({ path }) => path)];
  const historyBy = (by: Config): History =>
    githubHistory({ ...tools, config: by, downloads, readTree, own });
  const maxFileBytes = Math.min(config.limits.maxFileBytes, largestTried);
  return {
    config,
    configFault: faultOf(outcome, change?.after ?? null, any) ?? faultOf(accepted, acceptedChange, any),
    configChange: change,
    takenAway: change === null || isBroken(change.after) ? [] : takenAway(config, change.after.config, data),
    accepted: isBroken(accepted) ? [] : accepted.accepted,
    acceptedChange,
    rules: changedRules(base, changed, paths),
    any,
    untouched: entries.unchanged.length,
    fingerprint: fingerprintOf(entries, meaning, config),
    history: historyBy(config),
    smallHistory: historyBy({ ...config, limits: { ...config.limits, maxFileBytes } }),
    download: async (onBytes) =>
      withMeaning(await readDataset(entries, config.limits, downloads, changes, onBytes), meaning),
  };
}

/** What is wrong with a file of rules, on the base branch or in the change; a change that mends it and no data is right. */
function faultOf(
  tip: ConfigOutcome | AcceptedOutcome,
  change: ConfigOutcome | AcceptedOutcome | null,
  any: boolean,
): CheckOutput | null {
  if (change !== null && isBroken(change)) return badNewConfig(change);
  return isBroken(tip) && (change === null || any) ? badConfig(tip) : null;
}

/** Equal for equal content, whatever commits it stands in. */
function fingerprintOf(
  { changed, unchanged, beside }: EntryChanges,
  meaning: ChangedMeaning,
  config: Config,
): string {
  const name = (entry: TreeEntry | null) => entry && [entry.path, entry.kind, entry.id];
  const content = [
    changed.map(({ base, head }) => [name(base), name(head)]),
    unchanged.map(name),
    beside.map(({ entry }) => name(entry)),
    meaning,
    config,
  ];
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}
