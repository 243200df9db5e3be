/** `dataset-review accept`: reviews a change again and writes down which of its findings may stand. */
import { mkdir } from "node:fs/promises";
import { userInfo } from "node:os";
import path from "node:path";
import { withEntries } from "../../config/accepted.ts";
import { acceptedPath } from "../../config/dataset-paths.ts";
import type { AcceptedFinding, Finding } from "../../model/finding.ts";
import { counted } from "../../report/clip.ts";
import { logSafe } from "../../report/hostile.ts";
import { decisionHashes } from "../../risk/decision-hash.ts";
import { git } from "../../versions/git/run-git.ts";
import { topFolder } from "../../versions/git/uncommitted.ts";
import { InputError } from "../../versions/input-error.ts";
import { exitStatus } from "../exit-status.ts";
import { findingNamed } from "../finding-name.ts";
import { writeOut, writeOutputFile } from "../output.ts";
import { showProgress } from "../progress.ts";
import { parseAcceptedText, textOf } from "../scan/accepted.ts";
import { readScanInput, type ScanTarget } from "../scan/input.ts";
import { reviewed } from "../scan/reviewed.ts";
import { scratchFolder } from "../scan/scratch.ts";
import type { Terminal } from "../terminal.ts";

export interface AcceptOptions extends ScanTarget {
  readonly reason: string;
  readonly by?: string;
}

/** Writes entries for the named findings. Throws `InputError` for what the person can mend. */
export async function accept(
  names: readonly string[],
  note: string,
  options: AcceptOptions,
  terminal: Terminal,
): Promise<number> {
  if (names.length === 0 || /^(F\d+|[a-z-]+-[0-9a-f]{8}(-\d+)?)$/.test(note))
    throw new InputError("accept needs the findings and why", 'Write accept F1 --reason REASON "why".');
  const found = await findingsOf(names, options, terminal);
  const by = options.by ?? (await userName(options.repo ?? "."));
  const at = `${new Date().toISOString().slice(0, 19)}Z`;
  const entries = found.map(({ id, rows }) => ({
    finding: id,
    rows: `sha256:${rows}`,
    reason: options.reason,
    note: note.trim(),
    by,
    at,
  }));
  const file = await fileToWrite(options);
  const written = await write(file, entries);
  await writeOut(terminal.stdout, logSafe(`${summary(file, found, written, options)}\n`));
  return exitStatus.passed;
}

type Chosen = Pick<Finding, "id" | "title"> & { readonly rows: string };

/** The findings with the hash of what is decided on. What maintainers accepted before is not counted out. */
async function findingsOf(
  names: readonly string[],
  { accepted: _, ...target }: ScanTarget,
  terminal: Terminal,
): Promise<readonly Chosen[]> {
  const scratch = scratchFolder();
  try {
    const input = await readScanInput(target, { env: terminal.env, scratch: scratch.make });
    const progress = showProgress(terminal);
    const all = reviewed({ ...input, accepted: [] }, null, undefined, progress.listener);
    const result = await all.finally(progress.done);
    const hashes = decisionHashes(result, null);
    return names.map((name) => {
      const { id, title } = findingNamed(name.trim(), result);
      const rows = hashes.get(id);
      if (rows === undefined)
        throw new InputError(`${name} is a note, which blocks nothing`, "There is nothing to accept.");
      return { id, title, rows };
    });
  } finally {
    await scratch.remove();
  }
}

/** Where the base version has the file: in the repository, in the base folder, or below the working directory. */
async function fileToWrite({
  accepted,
  base,
  git: range,
  staged = false,
  repo = ".",
}: ScanTarget): Promise<string> {
  if (accepted !== undefined) return accepted;
  if (range !== undefined || staged)
    return path.join(path.relative(process.cwd(), await topFolder(repo)), acceptedPath);
  const { isFolder } = await import("../../versions/local.ts");
  return base !== undefined && (await isFolder(base)) ? path.join(base, acceptedPath) : acceptedPath;
}

async function userName(repo: string): Promise<string> {
  const unknown = () => new InputError("git does not know who you are", "Give --by NAME.");
  const name = await git(repo, ["config", "user.name"], unknown).catch(() => null);
  return name?.toString("utf8").trim() || userInfo().username;
}

/** Adds the entries that are not there yet; says how many those were. */
async function write(file: string, entries: readonly AcceptedFinding[]): Promise<number> {
  const text = await textOf(file);
  const known = text === null ? [] : await parseAcceptedText(text, file);
  const fresh = entries.filter(
    (entry) => !known.some(({ finding, rows }) => finding === entry.finding && rows === entry.rows),
  );
  if (fresh.length === 0) return 0;
  const after = withEntries(text, fresh);
  await parseAcceptedText(after, file);
  await mkdir(path.dirname(file), { recursive: true });
  await writeOutputFile(file, after);
  return fresh.length;
}

function summary(
  file: string,
  found: readonly Chosen[],
  written: number,
  { base, git: range, accepted }: ScanTarget,
): string {
  const already = found.length - written;
  const lines = found.map(({ id, title }) => `  ${id}: ${title}`);
  const head =
    written === 0
      ? `${counted(found.length, "finding")} had been accepted before in ${file}:`
      : `Accepted in ${file}${already > 0 ? ` (${already} had been before)` : ""}:`;
  const next =
    range !== undefined || (accepted === undefined && base === undefined)
      ? "It counts once the file is committed to the base branch."
      : `Scan again with --accepted ${file}, or with the file in the base version.`;
  return [head, ...lines, next].join("\n");
}
