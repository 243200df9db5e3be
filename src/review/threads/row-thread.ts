/** The program of the thread that counts rows beside the review's own. */
import { parentPort } from "node:worker_threads";
import { shareCounter } from "../../evidence/row-share.ts";
import type { RowPiece } from "../../model/dataset.ts";
import { pieceReader } from "../../rows/base/visit-rows.ts";
import type { FromThread, ToThread } from "./messages.ts";
import { slotReader } from "./slots.ts";

interface Share {
  readonly counter: ReturnType<typeof shareCounter>;
  readonly readSlot: ReturnType<typeof slotReader>;
  readonly readPiece: (piece: RowPiece) => void;
}

let share: Share | null = null;

function begin({ setup, memory }: Extract<ToThread, { kind: "begin" }>): Share {
  const counter = shareCounter(setup);
  return { counter, readPiece: pieceReader(setup.reading, counter.visit), readSlot: slotReader(memory) };
}

parentPort?.on("message", (message: ToThread) => {
  if (message.kind === "begin") {
    share = begin(message);
    return;
  }
  if (share === null) throw new Error("No share has begun.");
  const { counter, readSlot, readPiece } = share;
  if (message.kind === "piece") {
    readSlot(message.slot, message.first, readPiece);
    return;
  }
  share = null;
  parentPort?.postMessage(counter.result() satisfies FromThread);
});
