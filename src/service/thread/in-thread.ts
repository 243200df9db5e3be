/** Runs a review in a thread of its own, which may fail without the service failing. */
import { Worker } from "node:worker_threads";
import type { ProgressListener } from "../../model/progress.ts";
import type { ReviewResult } from "../../model/result.ts";
import type { ReviewInput } from "../../review/review.ts";
import { describeError } from "../describe-error.ts";
import type { DrillWork, HeldDrill } from "../drill/hold.ts";
import { type DrillRequest, type ThreadMessage, toRequest, toSent } from "./thread-messages.ts";

/** The threads' programs, which are built to stand beside this file. */
export const threadProgram = new URL("./thread.js", import.meta.url);
export const drillProgram = new URL("./branch-drill.js", import.meta.url);

export interface ThreadLimits {
  /** Heap of the thread in MB. Buffers lie outside of it; the readers bound those themselves. */
  readonly memoryMb: number;
  readonly timeoutMs: number;
}

/** A review met a limit. It would again: trying once more does not help, a person has to act. The message is for them. */
export class ReviewLimitReached extends Error {
  override readonly name = "ReviewLimitReached";
}

/** A review failed in its thread. */
export class ReviewFailed extends Error {
  override readonly name = "ReviewFailed";
  /** Where and how, without row text. */
  readonly why: string;

  constructor(why: string) {
    super("The review failed.");
    this.why = why;
  }
}

/**
 * Reviews in a thread of its own, so that one monstrous file can neither keep webhooks waiting nor take the process
 * down. Aborting ends the thread at once.
 * @throws {ReviewLimitReached} when it needed more memory or time than it may.
 */
export function reviewInThread(
  entry: URL,
  input: ReviewInput,
  limits: ThreadLimits,
  onProgress: ProgressListener,
  signal?: AbortSignal,
): Promise<ReviewResult> {
  return inThread(entry, { ...reviewing, data: toRequest(input) }, limits, onProgress, signal);
}

/** A drill, in the same way. */
export function drillInThread(
  entry: URL,
  { files, ...work }: DrillWork,
  limits: ThreadLimits,
  onProgress: ProgressListener,
  signal?: AbortSignal,
): Promise<HeldDrill> {
  const request: DrillRequest = { ...work, files: files.map(toSent) };
  return inThread(entry, { ...drilling, data: request }, limits, onProgress, signal);
}

const drilling = { name: "The drill", remedy: "Hold it on fewer files (`include`) with the command line" };
const reviewing = { name: "The review", remedy: "Split the pull request" };

/** Work of any kind in a thread of its own, in the same way. */
async function inThread<Result>(
  entry: URL,
  { name, remedy, data }: { readonly name: string; readonly remedy: string; readonly data: unknown },
  limits: ThreadLimits,
  onProgress: ProgressListener,
  signal?: AbortSignal,
): Promise<Result> {
  signal?.throwIfAborted();
  const thread = new Worker(entry, {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb },
    // Nothing of the environment (secrets) is needed to compare rows.
    env: {},
    // Nor the options of the process's own command line.
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  try {
    return await new Promise<Result>((resolve, reject) => {
      timer = setTimeout(() => {
        const seconds = Math.round(limits.timeoutMs / 1_000);
        reject(new ReviewLimitReached(`${name} took longer than ${seconds} s. ${remedy}.`));
      }, limits.timeoutMs);
      onAbort = () => reject(signal?.reason as Error);
      signal?.addEventListener("abort", onAbort, { once: true });
      thread.on("message", (message: ThreadMessage<Result>) => {
        if (message.kind === "progress") onProgress(message.event);
        else if (message.kind === "result") resolve(message.result);
        else reject(new ReviewFailed(message.description));
      });
      thread.on("error", (error) =>
        reject(isOutOfMemory(error) ? tooLarge() : new ReviewFailed(describeError(error))),
      );
      thread.on("exit", () => reject(new ReviewFailed("the thread ended without a result")));
    });
  } finally {
    clearTimeout(timer);
    if (onAbort) signal?.removeEventListener("abort", onAbort);
    await thread.terminate();
  }

  function tooLarge(): ReviewLimitReached {
    return new ReviewLimitReached(
      `${name} needed more than ${limits.memoryMb} MB of memory. ${remedy}, or have the operator raise REVIEW_MEMORY_MB.`,
    );
  }
}

function isOutOfMemory(error: unknown): boolean {
  return (error as { code?: unknown }).code === "ERR_WORKER_OUT_OF_MEMORY";
}
