/** Many independent pieces of work, in a thread for each core. */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parentPort, Worker, workerData } from "node:worker_threads";
import { groupBy } from "../../collections/group-by.ts";

type Answer<Outcome> = { readonly outcome: Outcome } | { readonly failed: unknown };

/** What is done with each piece, and in which threads. */
export interface Task<Piece, Setting, Outcome> {
  /** The built program of a thread: it calls `workInThread` with the same `run`. */
  readonly entry: URL;
  /** What all pieces share; sent to each thread once. */
  readonly setting: Setting;
  readonly run: (piece: Piece, setting: Setting) => Promise<Outcome>;
  readonly mostThreads: number;
  /** Pieces of one key share what a thread keeps from one to the next: it goes on with them as long as there are any. */
  readonly keyOf?: (piece: Piece) => string;
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
  const take = piecesByKey(pieces, task.keyOf ?? (() => ""));
  if (threads < 2 || !existsSync(task.entry)) {
    const next = take();
    for (let piece = next(); piece !== undefined; piece = next())
      onDone(piece, await task.run(piece, task.setting));
    return;
  }
  const work = async (): Promise<void> => {
    let thread = startThread(task);
    const next = take();
    try {
      for (let piece = next(); piece !== undefined; piece = next()) {
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

/**
 * For each thread what gives it its next piece: of the key of the last one; else of one that no thread is at; else of the one
 * with most left.
 */
function piecesByKey<Piece>(pieces: readonly Piece[], keyOf: (piece: Piece) => string) {
  const open = groupBy(pieces, keyOf);
  const begun = new Set<string>();
  return (): (() => Piece | undefined) => {
    let mine = "";
    return () => {
      if (!open.has(mine)) {
        const keys = [...open.keys()];
        const most = (a: string, b: string): string => (open.get(b)!.length > open.get(a)!.length ? b : a);
        mine = keys.find((key) => !begun.has(key)) ?? keys.reduce(most, keys[0] ?? "");
        begun.add(mine);
      }
      const left = open.get(mine);
      const piece = left?.shift();
      if (left?.length === 0) open.delete(mine);
      return piece;
    };
  };
}

class ThreadDied extends Error {}

/** Half of what Node takes for young objects: two threads of a drill hold 50 MB less, at the same time. */
const YOUNG_MB = 24;

function startThread<Piece, Setting, Outcome>({
  entry,
  setting,
  env,
  heapMb,
}: Task<Piece, Setting, Outcome>) {
  return new Worker(entry, {
    workerData: setting,
    ...(env === undefined ? {} : { env }),
    ...(heapMb === undefined
      ? {}
      : { resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: YOUNG_MB } }),
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
  const send = (answer: Answer<unknown>): void => parentPort?.postMessage(answer);
  parentPort?.on("message", (piece: unknown) => {
    run(piece as never, workerData as never).then(
      (outcome) => send({ outcome }),
      (failed: unknown) => send({ failed }),
    );
  });
}
