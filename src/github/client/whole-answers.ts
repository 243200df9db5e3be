/** One door for what GitHub answers: a body that broke off, or is not what was asked for, is never believed or kept. */
import * as z from "zod";
import type { Octokit } from "./octokit.ts";

/** An answer came that is none. It may come whole the next time, so this counts as a fault of the other side. */
export class BrokenAnswer extends Error {
  override readonly name = "BrokenAnswer";
  static readonly status = 502;
  readonly status = BrokenAnswer.status;
}

const sha = z.string().regex(/^[0-9a-f]{40,64}$/);
const pull = z.looseObject({ number: z.number(), head: z.looseObject({ sha }) });
const token = z.looseObject({ token: z.string().min(1), expires_at: z.string().min(1) });
const run = z.looseObject({ id: z.number(), status: z.string() });

/** What has to be there in the answers that decide something, by route. Others have to be JSON at least. */
const shapes: Readonly<Record<string, z.ZodType>> = {
  "GET /repos/{owner}/{repo}/pulls/{pull_number}": pull.extend({
    state: z.string(),
    base: z.looseObject({ ref: z.string() }),
  }),
  "GET /repos/{owner}/{repo}/pulls": z.array(pull),
  "GET /repos/{owner}/{repo}/compare/{basehead}": z.looseObject({
    merge_base_commit: z.looseObject({ sha }),
    base_commit: z.looseObject({ sha }),
  }),
  "GET /repos/{owner}/{repo}/git/trees/{tree_sha}": z.looseObject({
    truncated: z.boolean(),
    tree: z.array(z.looseObject({ path: z.string(), mode: z.string() })),
  }),
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs": z.looseObject({
    total_count: z.number(),
    check_runs: z.array(run),
  }),
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}": run,
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations": z.array(z.looseObject({})),
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/commits": z.array(z.looseObject({ sha })),
  "GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls": z.array(pull),
  "GET /repos/{owner}/{repo}/activity": z.array(z.looseObject({ after: sha })),
  "POST /repos/{owner}/{repo}/check-runs": run,
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}": run,
};

const attempts = 3;

/** GitHub itself gives up on a request after ten seconds. */
const longestSilenceMs = 30_000;

/** Gives up where no answer begins in time, or no more of it comes; fetch alone waits five minutes for either. */
export const answeredWithin =
  (ms: number): typeof fetch =>
  async (input, init = {}) => {
    const late = new AbortController();
    const signal = init.signal ? AbortSignal.any([init.signal, late.signal]) : late.signal;
    const inTime = async <T>(awaited: Promise<T>, why?: Error): Promise<T> => {
      let timer: NodeJS.Timeout | undefined;
      const tooLate = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          late.abort(why);
          reject(late.signal.reason as Error);
        }, ms);
      });
      return Promise.race([awaited, tooLate]).finally(() => clearTimeout(timer));
    };
    const response = await inTime(fetch(input, { ...init, signal }));
    if (response.body === null) return response;
    const stopped = new BrokenAnswer("An answer of GitHub stopped in the middle.");
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const body = new ReadableStream<Uint8Array>({
      async pull(to) {
        const { done, value } = await inTime(reader.read(), stopped);
        if (done) to.close();
        else to.enqueue(value);
      },
      cancel: (why) => reader.cancel(why),
    });
    // A response that is made does not say where it came from; pages of a list are told by it.
    return Object.defineProperty(new Response(body, response), "url", { value: response.url });
  };

const fetchInTime = answeredWithin(longestSilenceMs);

/**
 * The way to GitHub for the client's own calls for tokens, which no hook sees: a broken one would be kept and used for an
 * hour. It becomes a refusal of the other side, which the client tries again.
 */
export const fetchWholeTokens: typeof fetch = async (input, init) => {
  const response = await fetchInTime(input, init);
  const address = input instanceof Request ? input.url : String(input);
  if (response.status !== 201 || !address.endsWith("/access_tokens")) return response;
  const text = await response.text().catch(() => "");
  const whole = token.safeParse(parsed(text)).success;
  return new Response(text, { status: whole ? 201 : BrokenAnswer.status, headers: response.headers });
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Makes a client reject answers that broke off or lack what they must hold. Questions are asked again first; what
 * writes is left to whoever knows whether it was done.
 */
export function requireWholeAnswers(octokit: Octokit): void {
  octokit.hook.wrap("request", async (request, options) => {
    if (options.request.parseSuccessResponseBody === false) return request(options);
    const shape = shapes[`${options.method} ${options.url}`];
    for (let attempt = 1; ; attempt += 1) {
      const response = await request(options);
      if (isWhole(response, shape)) return response;
      if (options.method !== "GET" || attempt === attempts)
        throw new BrokenAnswer(`GitHub's answer to ${options.method} ${options.url} was not whole.`);
    }
  });
}

function isWhole({ status, data }: { status: number; data: unknown }, shape: z.ZodType | undefined): boolean {
  // Other statuses (accepted, no content, not modified) need not bring anything.
  if (status !== 200 && status !== 201) return true;
  // The client gives text for JSON that it cannot parse, and nothing at all for a body that broke off.
  if (typeof data !== "object" || data === null) return false;
  return shape === undefined || shape.safeParse(data).success;
}
