/** Reads blobs through one git that is kept for a while: to start git for each takes longer than to read a small one. */
import type { ChildProcess } from "node:child_process";
import type { InputError } from "../input-error.ts";
import { startGit } from "./run-git.ts";

/** A git without a request for so long is ended. */
const IDLE_MS = 1000;

/** A git that answers requests, and what of its output is not used yet. */
interface Running {
  readonly git: ChildProcess;
  readonly chunks: AsyncIterator<Buffer, undefined>;
  rest: Buffer;
}

/** The requests to one repository: they are answered one after the other. */
interface Queue {
  running: Running | null;
  last: Promise<unknown>;
  idle?: NodeJS.Timeout;
}

const queues = new Map<string, Queue>();

/** The content of a blob that the repository has and that fits into memory. Throws `explain()` where git does not give it. */
export function readBlob(repo: string, id: string, explain: () => InputError): Promise<Buffer> {
  const queue = queues.get(repo) ?? { running: null, last: Promise.resolve() };
  queues.set(repo, queue);
  const found = queue.last.then(() => answer(repo, queue, id));
  queue.last = found.catch(() => undefined);
  return found.catch(() => {
    throw explain();
  });
}

async function answer(repo: string, queue: Queue, id: string): Promise<Buffer> {
  clearTimeout(queue.idle);
  const running = (queue.running ??= run(repo));
  keepAlive(running.git, true);
  try {
    running.git.stdin!.write(`${id}\n`);
    // `blob SIZE<line break>CONTENT<line break>`, or `ID missing`
    const [, size] = /^blob (\d+)$/.exec(await line(running)) ?? [];
    if (size === undefined) throw new Error(`${id} is no blob`);
    return (await take(running, Number(size) + 1)).subarray(0, -1);
  } catch (error) {
    end(queue);
    throw error;
  } finally {
    keepAlive(running.git, false);
    queue.idle = setTimeout(() => {
      end(queue);
      queues.delete(repo);
    }, IDLE_MS).unref();
  }
}

function run(repo: string): Running {
  const git = startGit(repo, ["cat-file", "--batch=%(objecttype) %(objectsize)"], "pipe");
  // What fails is told by its output, which ends.
  git.on("error", () => undefined);
  git.stdin!.on("error", () => undefined);
  git.stderr!.resume();
  const chunks = git.stdout![Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  return { git, chunks, rest: Buffer.alloc(0) };
}

function end(queue: Queue): void {
  queue.running?.git.kill();
  queue.running = null;
}

/** A process that nobody waits for does not keep the program from its end. */
function keepAlive(git: ChildProcess, isAwaited: boolean): void {
  const handles = [git, git.stdin, git.stdout, git.stderr] as unknown as Pick<
    NodeJS.Timeout,
    "ref" | "unref"
  >[];
  for (const handle of handles) handle[isAwaited ? "ref" : "unref"]();
}

async function line(running: Running): Promise<string> {
  for (let at = running.rest.indexOf("\n"); ; at = running.rest.indexOf("\n")) {
    if (at >= 0) return (await take(running, at + 1)).toString("latin1").trimEnd();
    running.rest = Buffer.concat([running.rest, await next(running)]);
  }
}

/** The next `length` bytes. */
async function take(running: Running, length: number): Promise<Buffer> {
  const parts = [running.rest];
  for (let have = running.rest.length; have < length; have += parts.at(-1)!.length)
    parts.push(await next(running));
  const all = Buffer.concat(parts);
  running.rest = all.subarray(length);
  return all.subarray(0, length);
}

async function next({ chunks }: Running): Promise<Buffer> {
  const { value } = await chunks.next();
  if (value === undefined) throw new Error("git ended");
  return value;
}
