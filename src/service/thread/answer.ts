/** The end of a thread that works for the service: one request in, progress and one result or error out. */
import { readlinkSync } from "node:fs";
import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import type { ProgressListener } from "../../model/progress.ts";
import { describeError } from "../describe-error.ts";
import type { ThreadMessage } from "./thread-messages.ts";

/** Does what this thread was started for. */
export async function answerWith(
  run: (request: never, onProgress: ProgressListener) => Promise<unknown>,
): Promise<void> {
  const send = (message: ThreadMessage<unknown>): void => parentPort?.postMessage(message);
  giveWay();
  try {
    const result = await run(workerData as never, (event) => send({ kind: "progress", event }));
    send({ kind: "result", result });
  } catch (error) {
    send({ kind: "error", description: describeError(error) });
  }
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
