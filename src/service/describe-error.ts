/** Says what went wrong without a word of anybody's data. */
import { placeInProgram } from "../place.ts";

/**
 * An error in words that are safe to store, log and show: its kind, HTTP status or code, and the place in the
 * program. Messages are left out unless we know who wrote them: a parser's quotes the dataset, a database
 * driver's the query.
 */
export function describeError(error: unknown): string {
  if (!isErrorLike(error)) return "An unknown error.";
  const { status, why, response } = error as { status?: unknown; why?: unknown; response?: unknown };
  // The client calls it 500 where no connection came about.
  const isUnanswered = error.name === "HttpError" && status === 500 && response === undefined;
  const facts = [
    isUnanswered ? "no answer" : typeof status === "number" ? `status ${status}` : null,
    codeOf(error),
    typeof why === "string" ? why : null,
    requestLine(error),
    placeInProgram(error),
  ].filter((fact) => fact !== null);
  const name = /^\w{1,60}$/.test(error.name) ? error.name : "Error";
  return facts.length > 0 ? `${name} (${facts.join(", ")})` : name;
}

/** Errors of threads and of other realms are not instances of this one's Error. */
function isErrorLike(error: unknown): error is Error {
  return typeof error === "object" && error !== null && "name" in error && "message" in error;
}

/** The code of an error, or of what caused it: `ENOTFOUND` below "fetch failed". */
function codeOf(error: unknown, depth = 0): string | null {
  if (!isErrorLike(error) || depth > 4) return null;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (typeof code === "string" && /^[A-Z0-9_]{1,40}$/.test(code)) return code;
  return codeOf(cause, depth + 1);
}

/** Method and path template of a failed API request; the query and the body stay out. */
function requestLine(error: Error): string | null {
  const { request } = error as { request?: { method?: unknown; url?: unknown } };
  if (typeof request?.method !== "string" || typeof request.url !== "string") return null;
  const path = request.url.replace(/^https?:\/\/[^/]*/, "").replace(/\?.*$/, "");
  // A content path names a file of the repository; the rest of our paths are names and numbers.
  return `${request.method} ${path.replace(/\/contents\/.*/, "/contents/…")}`;
}
