import { readlinkSync } from "node:fs";
import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import type { ProgressEvent } from "../model/progress.ts";
import { buildProfile, continueProfile } from "../profile.ts";
import { review } from "../review.ts";
import { describeError } from "./describe-error.ts";
import {
  fromRequest,
  fromSent,
  type ProfileRequest,
  type ReviewRequest,
  type ThreadMessage,
} from "./thread-messages.ts";

// The program of a review's thread: one request in, progress and one result or error out.
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

async function profileOf({ profileOf: file, earlier, config }: ProfileRequest): Promise<Uint8Array | null> {
  const version = fromSent(file);
  const continued = earlier && (await continueProfile(version, earlier, config));
  return continued ?? buildProfile(version, config, onProgress);
}

giveWay();
try {
  const request = workerData as ReviewRequest | ProfileRequest;
  const result =
    "profileOf" in request ? await profileOf(request) : await review(fromRequest(request), onProgress);
  send({ kind: "result", result });
} catch (error) {
  send({ kind: "error", description: describeError(error) });
}
