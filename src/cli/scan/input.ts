/** Reads the two versions that a command was asked to compare, and the configuration that holds for them. */
import type { Config } from "../../config/schema.ts";
import type { DatasetInput } from "../../model/dataset.ts";
import { commitConfig } from "../../versions/git/base-config.ts";
import type { GitRange } from "../../versions/git/git.ts";
import { InputError } from "../../versions/input-error.ts";
import type { LfsPlaces } from "../../versions/lfs/lfs.ts";
import { tokensFrom } from "../tokens.ts";
import { folderAccepted, rangeAccepted, ruleNotices } from "./accepted.ts";
import { folderConfig, namedConfig } from "./config.ts";
import type { HubTarget } from "./hub.ts";
import type { ScanInput } from "./reviewed.ts";

/** What to compare, as it was asked for. */
export interface ScanTarget extends HubTarget {
  readonly base?: string;
  readonly head?: string;
  readonly git?: string;
  /** What is in the index, instead of a head. */
  readonly staged?: boolean;
  readonly repo?: string;
  readonly config?: string;
  /** The file of accepted findings, instead of the base version's own. */
  readonly accepted?: string;
  /** Whether content in Git LFS that the clone lacks is downloaded. */
  readonly lfs?: boolean;
}

/** What reading may use of its surroundings. */
export interface ScanSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A folder for what is downloaded; it is removed after the scan. */
  readonly scratch: () => Promise<string>;
}

/** Finds both versions and the configuration that holds for them: the named one, else the base version's own. */
export async function readScanInput(target: ScanTarget, around: ScanSurroundings): Promise<ScanInput> {
  onlyOneWay(target);
  if (target.hub !== undefined) {
    const { readHub } = await import("./hub.ts");
    return readHub(target, around.env, await around.scratch());
  }
  if (target.git !== undefined || target.staged) return readRange(target.git ?? "HEAD..", target, around);
  const { base, head } = target;
  if (base === undefined || head === undefined)
    throw new InputError(
      "there is nothing to compare",
      "Give the paths OLD NEW, --git BASE..HEAD, --staged, or --hub OWNER/NAME --pr N.",
    );
  const { kindOfPaths, readFiles, readFolders } = await import("../../versions/local.ts");
  const areFiles = (await kindOfPaths(base, head)) === "files";
  const config = await folderConfig(base, target.config);
  return {
    config,
    accepted: await folderAccepted(base, target.accepted),
    dataset: areFiles
      ? await readFiles(base, head)
      : await readFolders(base, head, config, await lfsPlaces(head, target, around)),
    ...withoutHistory,
  };
}

/** Files, folders and what is not committed yet have no place in a history. */
const withoutHistory = { commits: null, history: null, notices: [] };

function onlyOneWay({ base, head, git, staged, hub, pr, revision }: ScanTarget): void {
  const ways = [base ?? head, git ?? (staged === true ? "HEAD.." : undefined), hub].filter(
    (way) => way !== undefined,
  );
  if (ways.length > 1)
    throw new InputError(
      "--base and --head, --git and --hub were given together",
      "Use one way to say what to compare.",
    );
  if (hub === undefined && (pr ?? revision) !== undefined)
    throw new InputError("--pr and --revision go with --hub", "Give --hub OWNER/NAME as well.");
}

/** The clone's own storage is always looked at; its server is asked only where that is wished. */
async function lfsPlaces(
  folder: string,
  { lfs = false }: ScanTarget,
  { env, scratch }: ScanSurroundings,
): Promise<LfsPlaces> {
  const { lfsPlacesOf, lfsStorage } = await import("../../versions/lfs/places.ts");
  if (!lfs) return { storage: await lfsStorage(folder), server: null };
  return lfsPlacesOf(folder, await scratch(), tokensFrom(env));
}

async function readRange(asked: string, target: ScanTarget, around: ScanSurroundings): Promise<ScanInput> {
  const { repo = ".", config: named } = target;
  const { readGit, resolveRange } = await import("../../versions/git/git.ts");
  const { gitHistory } = await import("../../review/history/history.ts");
  const open = /^(.+?)\.{2,3}$/.exec(asked)?.[1];
  if (target.staged && open === undefined)
    throw new InputError("--staged was given with a head", "Leave the head out: --git BASE.. --staged.");
  const range = await resolveRange(repo, open === undefined ? asked : `${open}..HEAD`);
  const config = await (named === undefined ? commitConfig(repo, range.base) : namedConfig(named));
  const lfs = await lfsPlaces(repo, target, around);
  return {
    config,
    accepted: await rangeAccepted(range, target.accepted),
    ...(open === undefined
      ? {
          dataset: await readGit(range, config, lfs),
          commits: range,
          history: gitHistory({ repo, config, lfs }),
          notices: await ruleNotices(range),
        }
      : { dataset: await uncommitted(target, range, config, lfs), ...withoutHistory }),
  };
}

async function uncommitted(
  { staged = false }: ScanTarget,
  range: GitRange,
  config: Config,
  lfs: LfsPlaces,
): Promise<DatasetInput> {
  const { readUncommitted } = await import("../../versions/git/uncommitted.ts");
  return readUncommitted(range, staged ? "index" : "working tree", config, lfs);
}
