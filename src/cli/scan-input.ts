import type { Config } from "../config/schema.ts";
import { defaultConfig } from "../config/schema.ts";
import type { DatasetInput } from "../model/dataset.ts";
import { InputError } from "../versions/input-error.ts";
import { folderConfig, namedConfig, rangeConfig } from "./scan-config.ts";

/** What to compare, as it was asked for. */
export interface ScanTarget {
  readonly base?: string;
  readonly head?: string;
  readonly git?: string;
  readonly repo?: string;
  readonly config?: string;
}

export interface ScanInput {
  readonly dataset: DatasetInput;
  readonly config: Config;
  /** The commits that are compared; null where files or folders are. */
  readonly commits: { readonly head: string; readonly mergeBase: string } | null;
}

/** Finds both versions and the configuration that holds for them: the named one, else the base version's own. */
export async function readScanInput(target: ScanTarget): Promise<ScanInput> {
  if (target.git !== undefined) return readRange(target.git, target);
  if (target.base === undefined || target.head === undefined) {
    throw new InputError(
      "there is nothing to compare",
      "Give --base PATH and --head PATH, or --git BASE..HEAD. See dataset-review scan --help.",
    );
  }
  const { kindOfPaths, readFiles, readFolders } = await import("../versions/local.ts");
  if ((await kindOfPaths(target.base, target.head)) === "files") {
    const config = target.config === undefined ? defaultConfig : await namedConfig(target.config);
    return { config, dataset: await readFiles(target.base, target.head), commits: null };
  }
  const config = await (target.config === undefined ? folderConfig(target.base) : namedConfig(target.config));
  return { config, dataset: await readFolders(target.base, target.head, config), commits: null };
}

async function readRange(
  asked: string,
  { base, head, repo = ".", config: named }: ScanTarget,
): Promise<ScanInput> {
  if (base !== undefined || head !== undefined) {
    throw new InputError(
      "--git was given together with --base or --head",
      "Use one way to say what to compare.",
    );
  }
  const { readGit, resolveRange } = await import("../versions/git.ts");
  const range = await resolveRange(repo, asked);
  const config = await (named === undefined ? rangeConfig(range) : namedConfig(named));
  return { config, dataset: await readGit(range, config), commits: range };
}
