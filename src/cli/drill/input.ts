/** Finds the rows that a drill is held on, and the configuration that holds for them. */
import { stat } from "node:fs/promises";
import { columnChooser } from "../../config/columns.ts";
import type { Config } from "../../config/schema.ts";
import type { FileVersion } from "../../model/dataset.ts";
import { type Pools, readPools } from "../../review/drill/run/pools.ts";
import { compareDataset } from "../../rows/diff/compare.ts";
import { diskSource } from "../../versions/disk-source.ts";
import { InputError } from "../../versions/input-error.ts";
import { isFolder, readFolders } from "../../versions/local.ts";
import { folderConfig } from "../scan/config.ts";
import { readScanInput, type ScanSurroundings } from "../scan/input.ts";

export interface DrillTarget {
  readonly base?: string;
  readonly added?: string;
  readonly git?: string;
  readonly repo?: string;
  readonly config?: string;
}

export interface DrillInput {
  /** What the drill is held on, as a person calls it. */
  readonly name: string;
  readonly pools: Pools;
  readonly config: Config;
}

/** Throws `InputError` where there are no rows to drill with. */
export async function readDrillInput(target: DrillTarget, around: ScanSurroundings): Promise<DrillInput> {
  const { base, added, git } = target;
  if ((base === undefined) === (git === undefined) || (git !== undefined && added !== undefined))
    throw new InputError(
      "a drill needs one place to take rows from",
      "Give --base PATH (and --added PATH where you have new rows), or --git BASE..HEAD.",
    );
  if (git !== undefined) return readRange(git, target, around);
  const config = await folderConfig(base!, target.config);
  const from = await filesOf(base!, config, around);
  const more = added === undefined ? null : await filesOf(added, config, around);
  return { name: base!, config, pools: await readPools(from, more, config) };
}

/** One file, or all data files of a folder: what it has more than an empty one. */
async function filesOf(
  target: string,
  config: Config,
  { scratch }: ScanSurroundings,
): Promise<readonly FileVersion[]> {
  if (!(await isFolder(target))) {
    const { size } = await stat(target);
    return [{ path: target, source: diskSource(target, size) }];
  }
  const { pairs, notAnalysed } = await readFolders(await scratch(), target, config);
  if (pairs.length === 0)
    throw new InputError(
      `${target} has no data files${notAnalysed.length > 0 ? " whose content is there" : ""}`,
      "Name a folder with JSON Lines, JSON, CSV, TSV or Parquet, or one file.",
    );
  return pairs.flatMap(({ head }) => head ?? []);
}

/** The base is the range's; the rows that it adds are what changes are drawn from. */
async function readRange(git: string, target: DrillTarget, around: ScanSurroundings): Promise<DrillInput> {
  const { dataset, config } = await readScanInput({ ...target, git }, around);
  const base = [...dataset.pairs.flatMap(({ base: version }) => version ?? []), ...dataset.context];
  const { files } = await compareDataset(dataset, {
    columnsFor: columnChooser(config),
    limits: config.limits,
  });
  const rows = files.flatMap(({ changes }) =>
    changes.flatMap(({ kind, after }) => (kind === "added" && after !== null ? [after] : [])),
  );
  if (rows.length === 0)
    throw new InputError(
      `${git} adds no rows of dataset files`,
      "Name commits between which rows come in, or draw the changes from what is there with --base.",
    );
  return { name: git, config, pools: await readPools(base, rows, config) };
}
