/** Many independent pieces of work, in a thread for each core. */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parentPort, Worker, workerData } from "node:worker_threads";

type Answer<Outcome> = { readonly outcome: Outcome } | { readonly failed: unknown };

/** What is done with each piece, and in which threads. */
export interface Task<Piece, Setting, Outcome> {
  /** The built program of a thread: it calls `workInThread` with the same `run`. */
  readonly entry: URL;
  /** What all pieces share; sent to each thread once. */
  readonly setting: Setting;
  readonly run: (piece: Piece, setting: Setting) => Promise<Outcome>;
  readonly mostThreads: number;
  /** Of a thread, in MB; absent means Node's own bound. */
  readonly heapMb?: number;
  /** The environment of a thread; absent means the process's own. */
  readonly env?: NodeJS.ProcessEnv;
  /** What stands for a piece in which its thread died (of too little memory). Absent: the whole fails. */
  readonly died?: (piece: Piece, error: unknown) => Outcome;
}

/**
 * `onDone` hears of each piece as it ends, in no order. Rejects when a piece fails. From its sources the program runs in
 * one thread, and where it was built without the other file.
 */
export async function inThreads<Piece, Setting, Outcome>(
  pieces: readonly Piece[],
  task: Task<Piece, Setting, Outcome>,
  onDone: (piece: Piece, outcome: Outcome) => void,
): Promise<void> {
  const threads = Math.min(task.mostThreads, availableParallelism(), pieces.length);
  if (threads < 2 || !existsSync(task.entry)) {
    for (const piece of pieces) onDone(piece, await task.run(piece, task.setting));
    return;
  }
  let next = 0;
  const work = async (): Promise<void> => {
    let thread = startThread(task);
    try {
      for (let piece = pieces[next++]; piece !== undefined; piece = pieces[next++]) {
        try {
          onDone(piece, await ask<Outcome>(thread, piece));
        } catch (error) {
          if (!(error instanceof ThreadDied) || task.died === undefined) throw error;
          onDone(piece, task.died(piece, error.cause));
          thread = startThread(task);
        }
      }
    } finally {
      await thread.terminate();
    }
  };
  await Promise.all(Array.from({ length: threads }, work));
}

class ThreadDied extends Error {}

function startThread<Piece, Setting, Outcome>({
  entry,
  setting,
  env,
  heapMb,
}: Task<Piece, Setting, Outcome>) {
  return new Worker(entry, {
    workerData: setting,
    ...(env === undefined ? {} : { env }),
    ...(heapMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: heapMb } }),
  });
}

async function ask<Outcome>(thread: Worker, piece: unknown): Promise<Outcome> {
  const settled = new AbortController();
  const { signal } = settled;
  const ended = once(thread, "exit", { signal }).then(() => Promise.reject(new Error("It ended.")));
  thread.postMessage(piece);
  const [answer] = (await Promise.race([once(thread, "message", { signal }), ended])
    .catch((cause: unknown) => {
      throw new ThreadDied("A thread died at its work.", { cause });
    })
    .finally(() => {
      // Whichever did not come is no longer waited for.
      ended.catch(() => undefined);
      settled.abort();
    })) as [Answer<Outcome>];
  if ("failed" in answer) throw answer.failed;
  return answer.outcome;
}

/** The program of a thread: pieces in, one after the other, and what became of each out. */
export function workInThread(run: (piece: never, setting: never) => Promise<unknown>): void {
  const send = (answer: Answer<unknown>): void => {
    parentPort?.postMessage(answer);
  };
  parentPort?.on("message", (piece: unknown) => {
    run(piece as never, workerData as never).then(
      (outcome) => {
        send({ outcome });
      },
      (failed: unknown) => {
        send({ failed });
      },
    );
  });
}
