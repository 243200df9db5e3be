/** Runs the thread that counts rows of large files. */
import { availableParallelism } from "node:os";
import { resourceLimits, Worker } from "node:worker_threads";
import type { RowHelper, RowShare, ShareSetup } from "../../evidence/row-share.ts";
import type { FromThread, GivenBack, ToThread } from "./messages.ts";
import { slotMemory, slotWriter } from "./slots.ts";

/** From this share of rows on that come back, a thread is no help. */
const MOST_BACK = 0.25;

export interface RowThread extends RowHelper {
  /** Starts the thread, which takes a while, before it is needed. */
  start(): void;
  /** Ends the thread. */
  close(): Promise<void>;
}

const YOUNG_MB = 8;
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

// eslint-disable-next-line max-lines-per-function -- its steps share what one thread has taken and answered
function shareWith(thread: Worker, setup: ShareSetup): RowShare {
  const memory = slotMemory();
  const write = slotWriter(memory);
  let taken = 0;
  let back = 0;
  let waiting: GivenBack[] = [];
  let failure: Error | null = null;
  let answer: ((message: FromThread) => void) | null = null;
  let fail: ((error: Error) => void) | null = null;
  const tell = (message: ToThread): void => {
    thread.postMessage(message);
  };
  const onMessage = (message: FromThread): void => {
    if (message.kind !== "givenBack") {
      answer?.(message);
      return;
    }
    waiting.push(...message.rows);
    back += message.rows.length;
  };
  const onError = (error: Error): void => {
    failure ??= error;
    fail?.(failure);
  };
  const onExit = (): void => {
    onError(new Error("The thread that counts rows ended."));
  };
  const ask = (message: ToThread): Promise<FromThread> =>
    new Promise((resolve, reject) => {
      answer = resolve;
      fail = reject;
      if (failure !== null) reject(failure);
      else tell(message);
    });
  thread.on("message", onMessage).on("error", onError).on("exit", onExit);
  tell({ kind: "begin", setup, memory });

  return {
    take(piece) {
      if (failure !== null || back > taken * MOST_BACK + 1000) return false;
      const slot = write(piece);
      if (slot < 0) return false;
      taken += piece.count;
      tell({ kind: "piece", slot, first: piece.first });
      return true;
    },
    givenBack() {
      const told = waiting;
      waiting = [];
      return told;
    },
    async drained() {
      await ask({ kind: "drain" });
    },
    async result() {
      const message = await ask({ kind: "finish" });
      thread.off("message", onMessage).off("error", onError).off("exit", onExit);
      if (message.kind !== "counted") throw new Error("The thread that counts rows gave no result.");
      return message.parts;
    },
  };
}
