/** `dataset-review replay`: reviews what was merged before and says how often the check would have held it up. */

import { buildId } from "../../home.ts";
import { logSafe } from "../../report/hostile.ts";
import { type ReplayFormat, renderReplay } from "../../report/replay/render.ts";
import { datasetChanges } from "../../review/history/changes.ts";
import { replay as replayAll, settingOf } from "../../review/history/replay.ts";
import { commitConfig } from "../../versions/git/base-config.ts";
import { commitOf } from "../../versions/git/git.ts";
import { InputError } from "../../versions/input-error.ts";
import { noJournal, openJournal } from "../../versions/journal.ts";
import { lfsStorage } from "../../versions/lfs/places.ts";
import { dayOf } from "../day.ts";
import { exitStatus } from "../exit-status.ts";
import { type OutputOptions, show, writeOut } from "../output.ts";
import { showProgress } from "../progress.ts";
import { namedConfig } from "../scan/config.ts";
import type { Terminal } from "../terminal.ts";
import { configToWrite, writeSuggested } from "./write-config.ts";

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
