import { fileURLToPath } from "node:url";
import { InputError, systemCode } from "../input/input-error.ts";

/**
 * What to tell a person about an error: what, where, what to do. Of an unexpected error only its kind and its
 * place in our code are told: messages of the runtime can quote the data, and data stays out of logs.
 */
export function describeFailure(error: unknown): string {
  if (error instanceof InputError) return `error: ${error.message}\n  ${error.remedy}`;
  // The service's own error, told by its name: importing its class would load the service's schema for every scan.
  if (error instanceof Error && error.name === "EnvironmentError") return `error: ${error.message}`;
  const { name, stack } = error instanceof Error ? error : new Error("not an error");
  return [
    `error: the review stopped on an internal error (${[name, codeOf(error), placeOf(stack ?? "")].filter(Boolean).join(" ")})`,
    "  This is a defect of dataset-review. Please report it with the version (--version) and the kind of data.",
  ].join("\n");
}

const ownCode = fileURLToPath(new URL("..", import.meta.url));

/** The runtime's code (`ERR_MODULE_NOT_FOUND`), which quotes nothing. */
function codeOf(error: unknown): string {
  const code = systemCode(error);
  return code !== null && /^[A-Z0-9_]{1,40}$/.test(code) ? code : "";
}

/** `at dataset/diff.js:12` of the first frame in our own code. */
function placeOf(stack: string): string {
  for (const [, file, line] of stack.matchAll(/\(?(?:file:\/\/)?(\/[^()\n]+?):(\d+):\d+\)?$/gm)) {
    if (file?.startsWith(ownCode)) return `at ${file.slice(ownCode.length)}:${line ?? ""}`;
  }
  return "";
}
