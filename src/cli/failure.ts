/** What a person at a terminal is told about an error. */
import { placeInProgram } from "../place.ts";
import { InputError, systemCode } from "../versions/input-error.ts";

/**
 * What to tell a person about an error: what, where, what to do. Of an unexpected error only its kind and its
 * place in our code are told: messages of the runtime can quote the data, and data stays out of logs.
 */
export function describeFailure(error: unknown): string {
  if (error instanceof InputError) return `error: ${error.message}\n  ${error.remedy}`;
  // The service's own error, told by its name: importing its class would load the service's schema for every scan.
  if (error instanceof Error && error.name === "EnvironmentError") return `error: ${error.message}`;
  const { name, stack } = error instanceof Error ? error : new Error("not an error");
  const place = placeInProgram({ stack });
  return [
    `error: the review stopped on an internal error (${[name, codeOf(error), place !== null && `at ${place}`].filter(Boolean).join(" ")})`,
    "  This is a defect of dataset-review. Please report it with the version (--version) and the kind of data.",
  ].join("\n");
}

/** The runtime's code (`ERR_MODULE_NOT_FOUND`), which quotes nothing. */
function codeOf(error: unknown): string {
  const code = systemCode(error);
  return code !== null && /^[A-Z0-9_]{1,40}$/.test(code) ? code : "";
}
