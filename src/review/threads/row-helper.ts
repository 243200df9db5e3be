/** Runs the thread that counts rows of large files. */
import { availableParallelism } from "node:os";
import { resourceLimits, Worker } from "node:worker_threads";
import type { RowHelper, RowShare, ShareSetup } from "../../evidence/row-share.ts";
import type { RowPiece } from "../../model/dataset.ts";
import type { FromThread, ToThread } from "./messages.ts";

export interface RowThread extends RowHelper {
  /** Starts the thread, which takes a while, before it is needed. */
  start(): void;
  /** Ends the thread. */
  close(): Promise<void>;
}

const YOUNG_MB = 8;
/** Pieces that may wait: one is worked on, and one is ready when it is done. */
const MOST_WAITING = 3;
/** Fewest rows of a file that a thread helps with: to begin takes it a tenth of a second. */
const LEAST = 100_000;

/**
 * A second thread that counts rows of large files. Null where no file is large, where there is one core only, or where
 * the program runs from its sources, which a thread cannot.
 * @param most rows of the largest file
 */
export function rowThread(most: number): RowThread | null {
  if (most < LEAST || availableParallelism() < 2 || import.meta.url.endsWith(".ts")) return null;
  return openRowThread(new URL("./row-thread.js", import.meta.url), LEAST);
}

/** @param entry the compiled `row-thread.ts` */
export function openRowThread(entry: URL, least: number): RowThread {
  let thread: Worker | null = null;
  let failure: Error | null = null;
  const started = (): Worker => {
    if (thread !== null) return thread;
    thread = new Worker(entry, {
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
      // It makes hardly any garbage. What bounds a review's thread bounds this one too.
      resourceLimits: { ...resourceLimits, maxYoungGenerationSizeMb: YOUNG_MB },
    });
    // It may fail before anybody waits for it.
    return thread.on("error", (error) => (failure = error));
  };
  return {
    least,
    start: started,
    begin(setup) {
      const share = shareWith(started(), setup);
      if (failure !== null) throw failure;
      return share;
    },
    async close() {
      await thread?.terminate();
      thread = null;
    },
  };
}

function shareWith(thread: Worker, setup: ShareSetup): RowShare {
  const waiting = new Int32Array(new SharedArrayBuffer(4));
  let failure: Error | null = null;
  let fail: ((error: Error) => void) | null = null;
  const tell = (message: ToThread): void => {
    const moved = message.kind === "piece" ? [message.piece.bytes.buffer as ArrayBuffer] : [];
    thread.postMessage(message, moved);
  };
  const onError = (error: Error): void => {
    failure ??= error;
    fail?.(failure);
  };
  const onExit = (): void => onError(new Error("The thread that counts rows ended."));
  thread.on("error", onError).on("exit", onExit);
  tell({ kind: "begin", setup, waiting });

  return {
    take(piece) {
      if (failure !== null || Atomics.load(waiting, 0) === MOST_WAITING) return false;
      Atomics.add(waiting, 0, 1);
      tell({ kind: "piece", piece: copyOf(piece) });
      return true;
    },
    async result() {
      const parts = await new Promise<FromThread>((resolve, reject) => {
        fail = reject;
        thread.once("message", resolve);
        if (failure !== null) reject(failure);
        else tell({ kind: "finish" });
      });
      thread.off("error", onError).off("exit", onExit);
      return parts;
    },
  };
}

/** The bytes of a piece are used again here. */
function copyOf({ bytes, starts, ends, count, first }: RowPiece): RowPiece {
  const from = starts[0]!;
  return {
    bytes: new Uint8Array(bytes.subarray(from, ends[count - 1])),
    starts: starts.subarray(0, count).map((at) => at - from),
    ends: ends.subarray(0, count).map((at) => at - from),
    count,
    first,
  };
}
