// Entry point of the GitHub Action: `main` of action.yml is this, built into one file.
import { setFailed, warning } from "@actions/core";
import { readInputs } from "./action/inputs.ts";
import { reviewEvent } from "./action/review-event.ts";
import { describeFailure } from "./cli/failure.ts";

try {
  const inputs = readInputs();
  try {
    const failed = await reviewEvent(inputs, process.env, (text) => process.stdout.write(text));
    // The annotations have said why.
    if (failed) process.exitCode = 1;
  } catch (error) {
    if (inputs.mode !== "observe") throw error;
    warning(describeFailure(error));
  }
} catch (error) {
  setFailed(describeFailure(error));
}
