/** The live exercise: writes a planted pull request with a sealed answer, and scores what people found. */
import type { Rate } from "../../review/drill/run/drill-report.ts";
import type { DrillRequest } from "../../review/drill/run/plan.ts";
import { readText } from "../../versions/disk-source.ts";
import { InputError } from "../../versions/input-error.ts";
import { writeOut } from "../output.ts";
import type { Terminal } from "../terminal.ts";
import type { DrillInput } from "./input.ts";

const VARIABLE = "DRILL_PASSPHRASE";

/** In the environment, since other users can read a command line. */
function passphraseFrom(env: Terminal["env"]): string {
  const passphrase = env[VARIABLE] ?? "";
  if (passphrase.length >= 8) return passphrase;
  throw new InputError(
    `the environment has no ${VARIABLE} of eight characters or more`,
    "It seals the answer of an exercise; keep it from those who review.",
  );
}

/** Writes base, head and the sealed answer into the folder. */
export async function exportExercise(
  folder: string,
  { pools }: DrillInput,
  request: DrillRequest,
  terminal: Terminal,
): Promise<void> {
  const { exportDrill } = await import("../../review/drill/live/export.ts");
  await exportDrill(folder, pools, request, passphraseFrom(terminal.env));
  await writeOut(
    terminal.stderr,
    `Written to ${folder}: base/ and head/ for the pull request, and answer.sealed, which opens with the passphrase.\n`,
  );
}

/** Prints how many of the planted rows people named. */
export async function scoreExercise(
  answer: string,
  decisions: string | undefined,
  terminal: Terminal,
): Promise<void> {
  if (decisions === undefined)
    throw new InputError("--score has nothing to score", "Give --decisions FILE as well.");
  const [{ unseal }, { readDecisions, scoreDecisions }] = await Promise.all([
    import("../../review/drill/live/seal.ts"),
    import("../../review/drill/live/score.ts"),
  ]);
  const truth = unseal(await readText(answer), passphraseFrom(terminal.env));
  const score = scoreDecisions(truth, readDecisions(await readText(decisions), decisions, truth));
  const right =
    score.right === null
      ? "Nothing was named."
      : `Of the rows that were named, ${said(score.right)} are planted.`;
  await writeOut(
    terminal.stdout,
    `Drill detection rate: ${said(score.found)} of the planted rows were named (${score.family}, ${truth.side === "head" ? "rows that were added or edited" : "rows that were taken out"}).\n${right}\n`,
  );
}

const said = ({ events, trials, low, high }: Rate): string =>
  `${events} of ${trials} (${Math.round((100 * events) / trials)} %, 95 % interval ${Math.round(100 * low)}–${Math.round(100 * high)} %)`;
