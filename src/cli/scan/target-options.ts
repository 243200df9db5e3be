/** The options that say what is compared, alike for every command that reads two versions. */
import type { Command } from "commander";
import type { Compared } from "../../report/context.ts";
import { InputError } from "../../versions/input-error.ts";
import type { ScanTarget } from "./input.ts";

/** Adds them; `ScanTarget` is their type. */
export function withTargetOptions(command: Command): Command {
  return command
    .option("--base <path>", "file or folder before the change")
    .option("--head <path>", "file or folder after the change")
    .option(
      "--git <base..head>",
      "two commits of a local git repository, compared from their merge base; BASE.. alone: the working tree",
    )
    .option(
      "--staged",
      "what `git add` has put into the index, compared with the last commit (or --git BASE..)",
      false,
    )
    .option("--repo <dir>", "the repository that --git means", ".")
    .option("--hub <owner/name>", "a data set on the Hugging Face hub, with --pr or --revision")
    .option("--pr <number>", "the pull request that --hub means")
    .option("--revision <base..head>", "two branches or commits of --hub")
    .option(
      "--lfs",
      "download Git LFS content that the clone lacks from its remote (GITHUB_TOKEN, HF_TOKEN)",
      false,
    )
    .option("--config <file>", "configuration to use instead of the base version's own");
}

/** Adds the option of commands that have a verdict. */
export function withAccepted(command: Command): Command {
  return command.option("--accepted <file>", "accepted findings to use instead of the base version's own");
}

/** `OLD NEW` is `--base OLD --head NEW`. */
export function withPaths<T extends Pick<ScanTarget, "base" | "head">>(
  options: T,
  base: string | undefined,
  head: string | undefined,
): T {
  if (base === undefined) return options;
  if (head === undefined)
    throw new InputError(
      "one path is not two versions",
      "Give the file or folder before the change, and after it.",
    );
  if ((options.base ?? options.head) !== undefined)
    throw new InputError("paths were given twice", "Give OLD NEW, or --base OLD --head NEW.");
  return { ...options, base, head };
}

/** The options that were given, as they would be typed again. */
export function comparedBy(target: ScanTarget): Compared {
  const given = [
    ["base", target.base],
    ["head", target.head],
    ["git", target.git],
    ["repo", target.repo === "." ? undefined : target.repo],
    ["hub", target.hub],
    ["pr", target.pr],
    ["revision", target.revision],
    ["config", target.config],
    ["accepted", target.accepted],
  ].flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${quoted(value)}`]));
  const flags = [...(target.staged ? ["--staged"] : []), ...(target.lfs ? ["--lfs"] : [])];
  return {
    words: [...given, ...flags].join(" "),
    checkout: target.base === undefined ? toHead(target) : null,
  };
}

/** The working tree and the index stand at their head already. */
function toHead({ git, hub, pr, revision }: ScanTarget): readonly string[] {
  const head = /\.{2,3}([^.].*)$/.exec(git ?? revision ?? "")?.[1];
  if (hub !== undefined)
    return [
      `git fetch origin ${quoted(pr === undefined ? (head ?? "") : `refs/pr/${pr}`)}`,
      "git checkout FETCH_HEAD",
    ];
  return head === undefined || head === "HEAD" ? [] : [`git checkout ${quoted(head)}`];
}

/** As a POSIX shell reads it. */
function quoted(value: string): string {
  return /^[\w@%+=:,./~^-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
