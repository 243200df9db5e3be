/** `dataset-review drill`: plants attacks in the user's own rows and says which a review would find. */
import { buildId } from "../../home.ts";
import type { DrillReport } from "../../review/drill/run/drill-report.ts";
import { noJournal } from "../../versions/journal.ts";
import { exitStatus } from "../exit-status.ts";
import { type OutputOptions, show } from "../output.ts";
import { showProgress } from "../progress.ts";
import { withScratch } from "../scan/scratch.ts";
import type { Terminal } from "../terminal.ts";
import { exportExercise, scoreExercise } from "./exercise.ts";
import { type DrillTarget, readDrillInput } from "./input.ts";
import { type RequestWords, requestOf } from "./request.ts";

export interface DrillOptions extends DrillTarget, RequestWords, OutputOptions {
  readonly journal?: string;
  /** Folder for a live exercise, instead of a table. */
  readonly export?: string;
  /** The sealed answer of an exercise, to score `decisions` by. */
  readonly score?: string;
  readonly decisions?: string;
  readonly format: "text" | "json" | "html";
}

/** Reads, plants, reviews, writes; returns the exit status. Throws `InputError` for what the person can mend. */
export async function drill(options: DrillOptions, terminal: Terminal): Promise<number> {
  if (options.score !== undefined) {
    await scoreExercise(options.score, options.decisions, terminal);
    return exitStatus.passed;
  }
  const request = requestOf(options);
  const progress = showProgress(terminal);
  return withScratch(async (scratch) => {
    const input = await readDrillInput(options, { env: terminal.env, scratch });
    if (options.export !== undefined) {
      await exportExercise(options.export, input, request, terminal);
      return exitStatus.passed;
    }
    const [{ runDrill }, { drillJournal }] = await Promise.all([
      import("../../review/drill/run/run-drill.ts"),
      import("../../review/drill/run/journal.ts"),
    ]);
    const { journal } = options;
    const report = await runDrill(
      input,
      request,
      (done, total) => progress.listener({ stage: "drill", done, total, unit: "reviews" }),
      (setting) => (journal === undefined ? noJournal : drillJournal(journal, setting, buildId())),
    );
    progress.done();
    await show(terminal, options, (look) => renderDrill(options.format, report, look));
    return exitStatus.passed;
  }).finally(progress.done);
}

export async function renderDrill(
  format: DrillOptions["format"],
  report: DrillReport,
  look: { readonly color: boolean; readonly width: number },
): Promise<string> {
  if (format === "json") return `${JSON.stringify(report, null, 2)}\n`;
  const { renderDrillHtml, renderDrillText } = await import("../../review/drill/report/render.ts");
  return format === "html" ? renderDrillHtml(report) : renderDrillText(report, look);
}
