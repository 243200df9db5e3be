/** The program of a review's thread: one request in, progress and one result or error out. */
import { readlinkSync } from "node:fs";
import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import type { ProgressEvent } from "../../model/progress.ts";
import { review } from "../../review.ts";
import { describeError } from "../describe-error.ts";
import { fromRequest, type ReviewRequest, type ThreadMessage } from "./thread-messages.ts";

function send(message: ThreadMessage): void {
  parentPort?.postMessage(message);
}

/** Lets the thread that answers webhooks go first. On Linux a thread has a priority of its own; elsewhere nothing happens. */
function giveWay(): void {
  try {
    const threadId = Number(readlinkSync("/proc/thread-self").split("/").at(-1));
    setPriority(threadId, 10);
  } catch {
    // A courtesy, not a need.
  }
}

function onProgress(event: ProgressEvent): void {
  send({ kind: "progress", event });
}

giveWay();
try {
  const result = await review(fromRequest(workerData as ReviewRequest), onProgress);
  send({ kind: "result", result });
} catch (error) {
  send({ kind: "error", description: describeError(error) });
}
