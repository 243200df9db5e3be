/** The Action's `mode: drill`: plants attacks in the data that was checked out, and shows what a review would find. */
import path from "node:path";
import { setOutput, summary } from "@actions/core";
import { escapeHtml } from "../../report/hostile.ts";
import { runDrill } from "../../review/drill/run/run-drill.ts";
import { renderDrill } from "../drill/drill.ts";
import { readDrillInput } from "../drill/input.ts";
import { requestOf, usualRequest } from "../drill/request.ts";
import { writeOutputFile } from "../output.ts";
import { withScratch } from "../scan/scratch.ts";
import type { ActionInputs } from "./inputs.ts";
import { workflowOf } from "./workflow.ts";

const LOOK = { color: false, width: 100 };
/** Lines in the job's log that say how far it is. */
const STEPS = 20;

/** Writes the job's summary and the outputs `result` and `report`. It fails for what cannot be read, and for no rate. */
export async function drillWorkspace(
  { config, seeds }: ActionInputs,
  env: Readonly<Record<string, string | undefined>>,
  say: (text: string) => void,
): Promise<void> {
  const { temp, workspace } = workflowOf(env);
  const request = requestOf({ ...usualRequest, seeds });
  const target = {
    base: workspace,
    ...(config === null ? {} : { config: path.resolve(workspace, config) }),
  };
  await withScratch(async (scratch) => {
    const input = await readDrillInput(target, { env, scratch });
    const report = await runDrill({ ...input, name: env["GITHUB_REPOSITORY"]! }, request, (done, total) => {
      if (done > 0 && done % Math.ceil(total / STEPS) === 0) say(`${done} of ${total} reviews are done.\n`);
    });
    const text = await renderDrill("text", report, LOOK);
    say(text);
    for (const [name, format] of [["result", "json"] as const, ["report", "html"] as const]) {
      const file = path.join(temp, `dataset-review-drill.${format}`);
      await writeOutputFile(file, await renderDrill(format, report, LOOK));
      setOutput(name, file);
    }
    await summary.addRaw(`## Drill\n\n<pre>\n${escapeHtml(text)}</pre>\n`).write();
  });
}
