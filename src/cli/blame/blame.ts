/** `dataset-review blame`: which changes brought the rows with a phrase, and a patch that takes them out. */
import { columnChooser } from "../../config/columns.ts";
import type { Config } from "../../config/schema.ts";
import type { Blame } from "../../model/blame.ts";
import type { DatasetInput } from "../../model/dataset.ts";
import { type BlameFormat, renderBlame } from "../../report/blame/render.ts";
import { counted } from "../../report/clip.ts";
import { blame as blameRows } from "../../review/history/blame.ts";
import { gitHistory } from "../../review/history/history.ts";
import type { RowFix } from "../../rows/fix/plan.ts";
import { commitConfig } from "../../versions/git/base-config.ts";
import { commitOf, emptyTree as emptyTreeOf } from "../../versions/git/git.ts";
import { lfsStorage } from "../../versions/lfs/places.ts";
import { dayOf } from "../day.ts";
import { exitStatus } from "../exit-status.ts";
import { type OutputOptions, show, writeOut } from "../output.ts";
import { showProgress } from "../progress.ts";
import { namedConfig } from "../scan/config.ts";
import { writtenFix } from "../scan/fix.ts";
import type { Terminal } from "../terminal.ts";

export interface BlameOptions extends OutputOptions {
  readonly phrase: string;
  readonly label?: string;
  readonly git: string;
  readonly branch: string;
  readonly since?: string;
  readonly config?: string;
  readonly patch?: string;
  readonly format: BlameFormat;
}

/** Walks, prints, writes the patch; returns the exit status. Throws `InputError` for what the person can mend. */
export async function blame(options: BlameOptions, terminal: Terminal): Promise<number> {
  const { git: repo, phrase, label = null } = options;
  const tip = await commitOf(repo, options.branch);
  const config = await (options.config === undefined ? commitConfig(repo, tip) : namedConfig(options.config));
  const history = gitHistory({ repo, config, lfs: { storage: await lfsStorage(repo), server: null } });
  const emptyTree = await emptyTreeOf(repo);
  const progress = showProgress(terminal);
  const found = await blameRows(
    history,
    { tip, emptyTree, since: dayOf(options.since) },
    { phrase, label },
    { columnsFor: columnChooser(config), limits: config.limits },
    (done, total) => progress.listener({ stage: "blame", done, total, unit: "changes" }),
  ).finally(progress.done);
  const hidden = config.output.rows === "hidden";
  await show(terminal, options, (look) => renderBlame(found, options.format, { ...look, hidden }));
  const isWhole = found.notRead.every(({ commit }) => commit !== tip);
  if (options.patch === undefined) return isWhole ? exitStatus.passed : exitStatus.notReviewed;
  const said = await takeOut(found, await history.compare(emptyTree, tip, true), config, options.patch);
  await writeOut(terminal.stderr, said.text);
  return isWhole && said.left === 0 ? exitStatus.passed : exitStatus.notReviewed;
}

/** Writes the newest version without the rows. */
async function takeOut(
  { rows }: Blame,
  dataset: DatasetInput,
  { limits }: Config,
  target: string,
): Promise<{ text: string; left: number }> {
  if (rows.length === 0) return { text: "No such row is there: nothing was written.\n", left: 0 };
  const { fix } = await import("../../rows/fix/fix.ts");
  const files = new Map<string, RowFix[]>();
  for (const { path, line, isCounted = false } of rows) {
    const own = files.get(path) ?? [];
    own.push({ action: "remove", line, isCounted, before: null, findings: [] });
    files.set(path, own);
  }
  return writtenFix(await fix(dataset, { files, findings: [] }, limits), target, (count) =>
    counted(count, "row"),
  );
}
