import { parentPort, workerData } from "node:worker_threads";
import { review } from "../review.ts";
import { describeError } from "./describe-error.ts";
import { fromRequest, type ReviewRequest, type ThreadMessage } from "./thread-messages.ts";

// The program of a review's thread: one request in, progress and one result or error out.
function send(message: ThreadMessage): void {
  parentPort?.postMessage(message);
}

try {
  const result = await review(fromRequest(workerData as ReviewRequest), (event) => {
    send({ kind: "progress", event });
  });
  send({ kind: "result", result });
} catch (error) {
  send({ kind: "error", description: describeError(error) });
}
