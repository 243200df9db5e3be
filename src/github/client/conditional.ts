/** Remembers what GitHub answered, so that unchanged answers cost no requests. */
import { RequestError } from "octokit";
import { type RecentlyUsed, recentlyUsed } from "../../collections/recently-used.ts";
import type { Octokit } from "./octokit.ts";

interface Answer {
  readonly etag: string;
  /** As JSON: what a reader changes in an answer must not change the kept one, and its size is known. */
  readonly json: string;
}

/** Answers that GitHub may confirm as unchanged, for all clients of a process: those used last, of so many characters together. */
export type AnswerCache = RecentlyUsed<Answer>;

export const answerCache = (room = 32 * 1024 * 1024): AnswerCache =>
  recentlyUsed(room, ({ json }) => json.length);

/** The files of a commit, and the commits that led to it: its id names them, so that they never change. */
const isForEver = (url: string) =>
  /\/git\/trees\/[0-9a-f]{40}|\/commits\?(.*&)?sha=[0-9a-f]{40}(&|$)/.test(url);
/** Characters of such an answer, at most, so that a few large ones do not drive out all others. */
const largestForEver = 2 * 1024 * 1024;
/** Blobs are kept elsewhere, as bytes. */
const isBlob = (url: string) => /\/git\/blobs\//.test(url);

/**
 * Makes a client ask again for an answer only if it changed: an unchanged one comes as 304, which does not count
 * against the rate limit. What never changes is not asked again. `scope` keeps installations apart, because what one
 * may read another may not.
 */
export function askConditionally(octokit: Octokit, scope: string, answers: AnswerCache): void {
  octokit.hook.wrap("request", async (request, options) => {
    const { url } = octokit.request.endpoint(options);
    const plain = options.method === "GET" && options.request.parseSuccessResponseBody !== false;
    if (!plain || isBlob(url)) return request(options);

    type Response = Awaited<ReturnType<typeof request>>;
    const key = `${scope} ${url}`;
    const known = answers.get(key);
    const forEver = isForEver(url);
    if (known && forEver) return JSON.parse(known.json) as Response;
    // The hooks inside this one see the same options whatever is passed on, so the header is set in place.
    if (known) options.headers["if-none-match"] = known.etag;
    try {
      const response = await request(options);
      const etag = forEver ? "" : response.headers.etag;
      const json = etag === undefined ? null : toJson(response);
      if (etag !== undefined && json !== null && !(forEver && json.length > largestForEver))
        answers.keep(key, { etag, json });
      return response;
    } catch (error) {
      if (!(error instanceof RequestError) || error.status !== 304 || !known) throw error;
      return JSON.parse(known.json) as Response;
    }
  });
}

/**
 * An answer without what it says of the limits of its hour. Null for what JSON cannot hold: the client reads ids beyond
 * 2^53 (of webhook deliveries) as BigInt.
 */
function toJson(response: { readonly headers: object }): string | null {
  const lasting = Object.entries(response.headers).filter(([name]) => !name.startsWith("x-ratelimit-"));
  try {
    return JSON.stringify({ ...response, headers: Object.fromEntries(lasting) });
  } catch {
    return null;
  }
}
