/** Remembers what GitHub answered, so that unchanged answers cost no requests. */
import { RequestError } from "octokit";
import type { Octokit } from "./octokit.ts";

interface Answer {
  readonly etag: string;
  /** As JSON: what a reader changes in an answer must not change the kept one, and its size is known. */
  readonly json: string;
}

/** Answers that GitHub may confirm as unchanged, for all clients of a process. */
export interface AnswerCache {
  get(key: string): Answer | undefined;
  keep(key: string, answer: Answer): void;
}

/** Drops the answers that were not used for longest, once all together exceed a number of characters. */
export function answerCache(room = 32 * 1024 * 1024): AnswerCache {
  const answers = new Map<string, Answer>();
  let used = 0;
  const drop = (key: string) => {
    used -= answers.get(key)?.json.length ?? 0;
    answers.delete(key);
  };
  return {
    get: (key) => answers.get(key),
    keep(key, answer) {
      drop(key);
      if (answer.json.length > room) return;
      // A Map remembers the order of insertion: its first key is the one kept for longest.
      answers.set(key, answer);
      used += answer.json.length;
      for (const oldest of answers.keys()) {
        if (used <= room) break;
        drop(oldest);
      }
    },
  };
}

/** Git objects are read once by an id that names their content: asking whether they changed would be asking twice. */
const isGitObject = (url: string) => /\/git\/(blobs|trees)\//.test(url);

/**
 * Makes a client ask again for an answer only if it changed: an unchanged one comes as 304, which does not count
 * against the rate limit. `scope` keeps installations apart, because what one may read another may not.
 */
export function askConditionally(octokit: Octokit, scope: string, answers: AnswerCache): void {
  octokit.hook.wrap("request", async (request, options) => {
    const { url } = octokit.request.endpoint(options);
    const plain = options.method === "GET" && options.request.parseSuccessResponseBody !== false;
    if (!plain || isGitObject(url)) return request(options);

    const key = `${scope} ${url}`;
    const known = answers.get(key);
    // The hooks inside this one see the same options whatever is passed on, so the header is set in place.
    if (known) options.headers["if-none-match"] = known.etag;
    try {
      const response = await request(options);
      const { etag } = response.headers;
      const json = etag ? toJson(response) : null;
      if (etag && json !== null) answers.keep(key, { etag, json });
      return response;
    } catch (error) {
      if (!(error instanceof RequestError) || error.status !== 304 || !known) throw error;
      answers.keep(key, known);
      return JSON.parse(known.json) as Awaited<ReturnType<typeof request>>;
    }
  });
}

/** Null for what JSON cannot hold: the client reads ids beyond 2^53 (of webhook deliveries) as BigInt. */
function toJson(response: unknown): string | null {
  try {
    return JSON.stringify(response);
  } catch {
    return null;
  }
}
