/** The program of the thread that counts rows beside the review's own. */
import { parentPort } from "node:worker_threads";
import { shareCounter } from "../../evidence/row-share.ts";
import type { RowPiece } from "../../model/dataset.ts";
import { pieceReader } from "../../rows/base/visit-rows.ts";
import type { FromThread, ToThread } from "./messages.ts";

interface Share {
  readonly counter: ReturnType<typeof shareCounter>;
  readonly waiting: Int32Array;
  readonly readPiece: (piece: RowPiece) => void;
}

let share: Share | null = null;

function begin({ setup, waiting }: Extract<ToThread, { kind: "begin" }>): Share {
  const counter = shareCounter(setup);
  return { counter, readPiece: pieceReader(setup.reading, counter.visit), waiting };
}

parentPort?.on("message", (message: ToThread) => {
  if (message.kind === "begin") {
    share = begin(message);
    return;
  }
  if (share === null) throw new Error("No share has begun.");
  const { counter, waiting, readPiece } = share;
  if (message.kind === "piece") {
    readPiece(message.piece);
    Atomics.sub(waiting, 0, 1);
    return;
  }
  share = null;
  parentPort?.postMessage(counter.result() satisfies FromThread);
});
