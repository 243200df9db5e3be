/** `scan --fix`: after a review, writes the change without its flagged rows, and says what was done. */
import { stat } from "node:fs/promises";
import path from "node:path";
import type { Config } from "../../config/schema.ts";
import type { DatasetInput } from "../../model/dataset.ts";
import type { ReviewResult } from "../../model/result.ts";
import { counted } from "../../report/clip.ts";
import type { Fixed } from "../../rows/fix/fix.ts";
import { InputError, systemCode } from "../../versions/input-error.ts";
import { findingNamed } from "../finding-name.ts";

export interface FixOptions {
  /** A patch (.patch, .diff) or a folder to write to. */
  readonly fix?: string;
  /** Findings that are fine: their ids, or F1, F2 … by their place in the result. */
  readonly keep?: readonly string[];
  /** What was compared, where it is a file or a folder: paths in a patch begin there. */
  readonly head?: string;
}

/** Writes the fix and returns what to tell the person. */
export async function writeScanFix(
  { fix: target, keep = [], head = "." }: FixOptions,
  dataset: DatasetInput,
  result: ReviewResult,
  config: Config,
): Promise<string> {
  if (target === undefined) return "";
  const [{ planFix }, { fix }] = await Promise.all([
    import("../../rows/fix/plan.ts"),
    import("../../rows/fix/fix.ts"),
  ]);
  const plan = planFix(result, new Set(keep.map((name) => findingNamed(name, result).id)));
  if (plan.files.size === 0) return "No finding names rows that could be taken out: nothing was written.\n";
  const findings = counted(plan.findings.length, "finding");
  const fixed = await fix(dataset, plan, config.limits);
  const folder = (await stat(head)).isDirectory() ? path.relative(".", head) : "";
  const what = (rows: number): string => `${counted(rows, "row")} of ${findings}`;
  return (await writtenFix(fixed, target, what, folder)).text;
}

/** A patch of content meets the content, and not the pointer that git has in its place. */
const withoutLfsFilter = "-c filter.lfs.clean=cat -c filter.lfs.process= -c filter.lfs.required=false";

/**
 * Writes what can be mended, and says what was and what has to be by hand. `left`: rows that a person has to take out.
 * `folder`: where the patch's paths begin, from here on.
 */
export async function writtenFix(
  fixed: Fixed,
  target: string,
  what: (rows: number) => string,
  folder = "",
): Promise<{ readonly text: string; readonly left: number }> {
  const { writeFix } = await import("../../rows/fix/write-fix.ts");
  const rows = fixed.files.flatMap((file) => file.rows);
  const byHand = fixed.notFixed
    .map(
      ({ path, rows: some, reason }) =>
        `${path}: ${counted(some, "row")} left, to be put right by hand: ${reason}.\n`,
    )
    .join("");
  const left = fixed.notFixed.reduce((sum, file) => sum + file.rows, 0);
  if (rows.length === 0) return { text: byHand, left };
  const written = await writeFix(fixed, target).catch((error: unknown) => {
    const code = systemCode(error);
    if (code === null) throw error;
    throw new InputError(`${target} cannot be written (${code})`, "Name another file or folder with --fix.");
  });
  const isLfs = fixed.files.some(({ inLfs }) => inLfs);
  const git = isLfs ? `git ${withoutLfsFilter}` : "git";
  const use = /\.(patch|diff)$/i.test(target)
    ? `Apply it with: ${git} apply ${folder === "" ? "" : `--directory=${folder} `}${written.target}\n`
    : "";
  const pulled = isLfs ? "It is for content in Git LFS: run `git lfs pull` first.\n" : "";
  const isBack = rows.every(({ action }) => action === "put-back");
  const done = `${isBack ? "Put back" : "Taken out"} in ${written.target}: ${what(rows.length)}, listed in ${written.rows}.\n`;
  return { text: `${done}${pulled}${use}${byHand}`, left };
}
