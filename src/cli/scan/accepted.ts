/** Findings that maintainers accepted, as the base version says it, and what a change does to the rules of its own review. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { acceptedPath, configPaths } from "../../config/dataset-paths.ts";
import type { AcceptedFinding } from "../../model/finding.ts";
import { configChangeNotice } from "../../report/context.ts";
import { readText, unreadableFile } from "../../versions/disk-source.ts";
import { type GitRange, lsTree, readGitFile } from "../../versions/git/git.ts";
import { InputError, systemCode } from "../../versions/input-error.ts";

/** What stands in the base version of two folders, or in the file that was named, which has to be there. A file has none. */
export async function folderAccepted(base: string, named?: string): Promise<readonly AcceptedFinding[]> {
  if (named !== undefined) return parseAcceptedText(await readText(named), named);
  const file = path.join(base, acceptedPath);
  const text = await textOf(file);
  return text === null ? [] : parseAcceptedText(text, file);
}

/** What stands on the base of a range of commits, or in the file that was named. */
export async function rangeAccepted(range: GitRange, named?: string): Promise<readonly AcceptedFinding[]> {
  if (named !== undefined) return parseAcceptedText(await readText(named), named);
  const text = await readGitFile(range.repo, range.base, acceptedPath);
  return text === null ? [] : parseAcceptedText(text, `${acceptedPath} of ${range.base.slice(0, 12)}`);
}

/** A file's text; null where there is none. */
export async function textOf(file: string): Promise<string | null> {
  return readFile(file, "utf8").catch((error: unknown) => {
    if (["ENOENT", "ENOTDIR"].includes(systemCode(error) ?? "")) return null;
    throw unreadableFile(file, error);
  });
}

/** Reads YAML only where there is some. Throws `InputError` for a file that does not hold: nobody knows what it accepts. */
export async function parseAcceptedText(text: string, name: string): Promise<readonly AcceptedFinding[]> {
  const { parseAccepted } = await import("../../config/accepted.ts");
  const { formatConfigError } = await import("../../config/parse.ts");
  const parsed = parseAccepted(text, name);
  if (parsed.status === "valid") return parsed.accepted;
  const lines = parsed.errors.map(formatConfigError);
  throw new InputError(
    ["the file of accepted findings is not valid", ...lines.map((line) => `  ${line}`)].join("\n"),
    "Nothing was reviewed. docs/accepting.md shows how the file is written.",
  );
}

/** A sentence for each file of rules that the change brings in another version of. */
export async function ruleNotices({ repo, mergeBase, head }: GitRange): Promise<readonly string[]> {
  const [before, after] = await Promise.all(
    [mergeBase, head].map((commit) => lsTree(repo, commit, ".github")),
  );
  const idOf = (listed: typeof before, name: string) => listed?.find(({ path: found }) => found === name)?.id;
  return [...configPaths, acceptedPath]
    .filter((name) => idOf(before, name) !== idOf(after, name))
    .map(configChangeNotice);
}
