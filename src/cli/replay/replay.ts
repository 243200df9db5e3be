/** `dataset-review replay`: reviews what was merged before and says how often the check would have held it up. */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { configPaths } from "../../config/dataset-paths.ts";
import { buildId } from "../../home.ts";
import type { ReplaySuggestion } from "../../model/replay.ts";
import { counted } from "../../model/thousands.ts";
import { logSafe } from "../../report/hostile.ts";
import { type ReplayFormat, renderReplay } from "../../report/replay/render.ts";
import { datasetChanges } from "../../review/history/changes.ts";
import { replay as replayAll, settingOf } from "../../review/history/replay.ts";
import { commitConfig, parseConfigText } from "../../versions/git/base-config.ts";
import { commitOf } from "../../versions/git/git.ts";
import { topFolder } from "../../versions/git/uncommitted.ts";
import { InputError } from "../../versions/input-error.ts";
import { noJournal, openJournal } from "../../versions/journal.ts";
import { lfsStorage } from "../../versions/lfs/places.ts";
import { dayOf } from "../day.ts";
import { exitStatus } from "../exit-status.ts";
import { type OutputOptions, show, writeOut, writeOutputFile } from "../output.ts";
import { showProgress } from "../progress.ts";
import { textOf } from "../scan/accepted.ts";
import { configIn, namedConfig } from "../scan/config.ts";
import type { Terminal } from "../terminal.ts";

export interface ReplayOptions extends OutputOptions {
  readonly git: string;
  readonly branch: string;
  readonly last: string;
  readonly since?: string;
  readonly config?: string;
  readonly journal?: string;
  readonly writeConfig?: boolean;
  readonly format: ReplayFormat;
}

/** Walks, reviews, writes; returns the exit status. Throws `InputError` for what the person can mend. */
export async function replay(options: ReplayOptions, terminal: Terminal): Promise<number> {
  const { git: repo } = options;
  const reach = { last: wholeNumber(options.last), since: dayOf(options.since) };
  const config = options.config === undefined ? null : await namedConfig(options.config);
  // Before the work, which may take an hour.
  const written = options.writeConfig === true ? (options.config ?? (await configToWrite(repo))) : null;
  const tip = await commitOf(repo, options.branch);
  const changes = await datasetChanges(repo, tip, config ?? (await commitConfig(repo, tip)), reach);
  const setup = { repo, config, lfs: { storage: await lfsStorage(repo), server: null } };
  const journal =
    options.journal === undefined
      ? noJournal
      : openJournal<never>(options.journal, "replay", settingOf(setup, buildId()));
  const progress = showProgress(terminal);
  const listen = (done: number, total: number): void =>
    progress.listener({ stage: "replay", done, total, unit: "changes" });
  const report = await replayAll(changes, setup, listen, journal).finally(progress.done);
  await show(terminal, options, (look) => renderReplay(report, options.format, look));
  if (written !== null)
    await writeOut(terminal.stderr, logSafe(`${await writeSuggested(report.suggestions, written)}\n`));
  return exitStatus.passed;
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new InputError(`--last ${text} is not a number of changes`, "For example: --last 200.");
}

/** The configuration of the working tree, where there is one; else where it is looked for first. */
async function configToWrite(repo: string): Promise<string> {
  const top = path.relative(
    process.cwd(),
    await topFolder(repo, "Say which configuration to write (--config FILE)."),
  );
  return (await configIn(top))?.file ?? path.join(top, configPaths[0]!);
}

/**
 * Adds them to a configuration. Those with which less is tested or less blocks are left to a person: a history cannot
 * tell whether what it merged was right.
 * @returns what was done, in a sentence
 */
async function writeSuggested(suggestions: readonly ReplaySuggestion[], file: string): Promise<string> {
  const more = suggestions.filter(({ testsMore }) => testsMore);
  const left = suggestions.length - more.length;
  const rest =
    left === 0
      ? ""
      : ` ${counted(left, "other suggestion")}, with which less would be tested or block, ${left === 1 ? "is" : "are"} left to you.`;
  if (more.length === 0) return `Nothing was written: no suggestion lets more be tested.${rest}`;
  const { withSettings } = await import("../../config/with-settings.ts");
  const before = (await textOf(file)) ?? "";
  await parseConfigText(before, file);
  const after = withSettings(
    before,
    more.map(({ configuration }) => configuration),
  );
  await parseConfigText(after, file);
  await mkdir(path.dirname(file), { recursive: true });
  await writeOutputFile(file, after);
  return `Written to ${file}: ${counted(more.length, "suggestion")} with which more is tested. Read it before you commit it.${rest}`;
}
