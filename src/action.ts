/** Entry point of the GitHub Action: `main` of action.yml is this, built into one file. */
import { setFailed, warning } from "@actions/core";
import { drillWorkspace } from "./cli/action/drill-workspace.ts";
import { readInputs } from "./cli/action/inputs.ts";
import { reviewEvent } from "./cli/action/review-event.ts";
import { describeFailure } from "./cli/failure.ts";

/** A workflow command says itself that it is an error. */
const inWords = (error: unknown): string => describeFailure(error).replace(/^error: /, "");

try {
  const inputs = readInputs();
  const say = (text: string): void => void process.stdout.write(text);
  try {
    if (inputs.mode === "drill") await drillWorkspace(inputs, process.env, say);
    // The annotations have said why.
    else if (await reviewEvent(inputs, process.env, say)) process.exitCode = 1;
  } catch (error) {
    if (inputs.mode !== "observe") throw error;
    warning(inWords(error));
  }
} catch (error) {
  setFailed(inWords(error));
}
