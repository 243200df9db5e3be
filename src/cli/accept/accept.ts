/** `dataset-review accept`: reviews a change again and writes down which of its findings may stand. */
import { mkdir } from "node:fs/promises";
import { userInfo } from "node:os";
import path from "node:path";
import { withEntries } from "../../config/accepted.ts";
import { acceptedPath } from "../../config/dataset-paths.ts";
import { ACCEPT_REASONS, type AcceptedFinding, type Finding } from "../../model/finding.ts";
import { counted } from "../../report/clip.ts";
import { logSafe } from "../../report/hostile.ts";
import { ofOnePlant } from "../../report/words/in-brief.ts";
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
import { withScratch } from "../scan/scratch.ts";
import type { Terminal } from "../terminal.ts";

export interface AcceptOptions extends ScanTarget {
  readonly reason?: string;
  readonly by?: string;
}

/** Writes entries for the named findings. Throws `InputError` for what the person can mend. */
export async function accept(
  names: readonly string[],
  note: string,
  options: AcceptOptions,
  terminal: Terminal,
): Promise<number> {
  const { reason } = options;
  if (reason === undefined)
    throw new InputError(
      "accept needs --reason",
      `Say why in a word: ${ACCEPT_REASONS.join(", ")}. In a sentence, the note does.`,
    );
  if (names.length === 0 || /^(F\d+|[a-z-]+-[0-9a-f]{8}(-\d+)?)$/.test(note))
    throw new InputError("accept needs the findings and why", 'Write accept F1 --reason REASON "why".');
  const { found, left } = await findingsOf(names, options, terminal);
  const by = options.by ?? (await userName(options.repo ?? "."));
  const at = `${new Date().toISOString().slice(0, 19)}Z`;
  const entries = found.map(({ id, rows }) => ({
    finding: id,
    rows: `sha256:${rows}`,
    reason,
    note: note.trim(),
    by,
    at,
  }));
  const file = await fileToWrite(options);
  const { fresh, known } = await write(file, entries);
  const still = left.filter(
    (other) => !known.some(({ finding, rows }) => finding === other.id && rows === `sha256:${other.rows}`),
  );
  const lines = [...summary(file, found, fresh, options), ...stillCounting(names, still)];
  await writeOut(terminal.stdout, logSafe(`${lines.join("\n")}\n`));
  return exitStatus.passed;
}

type Chosen = Pick<Finding, "id" | "title"> & { readonly rows: string };

interface Choice {
  readonly found: readonly Chosen[];
  /** The others of the same plants. */
  readonly left: readonly Chosen[];
}

/** The findings with the hash of what is decided on. What maintainers accepted before is not counted out. */
async function findingsOf(
  names: readonly string[],
  { accepted: _, ...target }: ScanTarget,
  terminal: Terminal,
): Promise<Choice> {
  return withScratch(async (scratch) => {
    const input = await readScanInput(target, { env: terminal.env, scratch });
    const progress = showProgress(terminal);
    const all = reviewed({ ...input, accepted: [] }, null, undefined, progress.listener);
    const result = await all.finally(progress.done);
    const hashes = decisionHashes(result, null);
    const chosen = names.map((name) => {
      const finding = findingNamed(name.trim(), result);
      if (!hashes.has(finding.id))
        throw new InputError(`${name} is a note, which blocks nothing`, "There is nothing to accept.");
      return finding;
    });
    const open = result.findings.filter(({ id }) => hashes.has(id));
    const left = ofOnePlant(chosen, open).slice(chosen.length);
    const withRows = ({ id, title }: Finding): Chosen => ({ id, title, rows: hashes.get(id)! });
    return { found: chosen.map(withRows), left: left.map(withRows) };
  });
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

/** Adds the entries that are not there yet; says how many those were, and which were there. */
async function write(file: string, entries: readonly AcceptedFinding[]) {
  const text = await textOf(file);
  const known = text === null ? [] : await parseAcceptedText(text, file);
  const fresh = entries.filter(
    (entry) => !known.some(({ finding, rows }) => finding === entry.finding && rows === entry.rows),
  );
  if (fresh.length === 0) return { fresh: 0, known };
  const after = withEntries(text, fresh);
  await parseAcceptedText(after, file);
  await mkdir(path.dirname(file), { recursive: true });
  await writeOutputFile(file, after);
  return { fresh: fresh.length, known };
}

function summary(
  file: string,
  found: readonly Chosen[],
  written: number,
  { base, git: range, accepted }: ScanTarget,
): string[] {
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
  return [head, ...lines, next];
}

function stillCounting(names: readonly string[], left: readonly Chosen[]): string[] {
  if (left.length === 0) return [];
  return [
    `${counted(left.length, "finding")} of the same rows still ${left.length === 1 ? "counts" : "count"}:`,
    ...left.map(({ id, title }) => `  ${id}: ${title}`),
    `If they may stand too, run this again as: accept ${[...names, ...left.map(({ id }) => id)].join(" ")} …`,
  ];
}
