/** Runs git on a repository that nobody vouches for. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import { InputError, systemCode } from "../input-error.ts";

/**
 * The repository is hostile input: nothing that it configures may run or reach out. Only plumbing is called, which
 * knows no hooks, filters or textconv; replacement objects and fetching on demand are off. Only a command that is given
 * a `Remote` speaks to a server.
 */
const guards = ["core.fsmonitor=false", "core.hooksPath=/dev/null", "protocol.allow=never", "core.pager=cat"];

/** A server that a command may speak to, and with what right. */
export interface Remote {
  /** `https://…`; the only protocol and server that the command may speak to. */
  readonly url: string;
  /** Value of the header `Authorization`. It travels in the environment, where other users cannot read it. */
  readonly authorization?: string;
}

/** Which certificates the machine trusts, where it is told by the environment. */
const ownCertificates: ReadonlySet<string> = new Set(["GIT_SSL_CAINFO", "GIT_SSL_CAPATH"]);

function environment(remote: Remote | null, more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith("GIT_") || (remote !== null && ownCertificates.has(name)),
  );
  return {
    ...Object.fromEntries(inherited),
    ...(remote === null ? {} : remoteVariables(remote)),
    ...more,
    LC_ALL: "C",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_NO_LAZY_FETCH: "1",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
  };
}

/** The protocol is allowed, and the header is sent to this server alone, not to one that it redirects to. */
function remoteVariables({ url, authorization }: Remote): NodeJS.ProcessEnv {
  const { protocol, origin } = new URL(url);
  const settings = [[`protocol.${protocol.slice(0, -1)}.allow`, "always"]];
  if (authorization !== undefined)
    settings.push([`http.${origin}/.extraHeader`, `Authorization: ${authorization}`]);
  return Object.fromEntries([
    ["GIT_CONFIG_COUNT", String(settings.length)],
    ...settings.flatMap(([key, value], i) => [
      [`GIT_CONFIG_KEY_${i}`, key],
      [`GIT_CONFIG_VALUE_${i}`, value],
    ]),
  ]) as NodeJS.ProcessEnv;
}

/** A git whose output somebody reads. */
export function startGit(
  repo: string,
  args: readonly string[],
  stdin: "ignore" | "pipe",
  remote: Remote | null = null,
  more: NodeJS.ProcessEnv = {},
): ChildProcess {
  const all = ["-C", repo, ...guards.flatMap((guard) => ["-c", guard]), ...args];
  return spawn("git", all, {
    env: environment(remote, more),
    stdio: [stdin, "pipe", "pipe"],
    windowsHide: true,
  });
}

/** What a command gets beside its arguments. */
interface GitOptions {
  /** On standard input. */
  readonly input?: string;
  readonly remote?: Remote;
  readonly env?: NodeJS.ProcessEnv;
}

/** What git wrote on standard output. Throws `InputError` when it failed; `explain` says it in our words. */
export async function git(
  repo: string,
  args: readonly string[],
  explain: (stderr: string) => InputError,
  { input, remote, env }: GitOptions = {},
): Promise<Buffer> {
  const child = startGit(repo, args, input === undefined ? "ignore" : "pipe", remote, env);
  child.stdin?.on("error", () => undefined).end(input);
  return buffer(output(child, explain));
}

/** The same as a stream of bytes, for what may be large. Stopping early stops git. */
export function gitStream(
  repo: string,
  args: readonly string[],
  explain: (stderr: string) => InputError,
): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => output(startGit(repo, args, "ignore"), explain) };
}

async function* output(
  child: ChildProcess,
  explain: (stderr: string) => InputError,
): AsyncGenerator<Uint8Array> {
  let stderr = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    if (stderr.length < 4096) stderr += chunk.toString("utf8");
  });
  const closed = once(child, "close") as Promise<[number | null]>;
  // The failure to start is reported by awaiting `closed` below; this keeps it from being unhandled meanwhile.
  closed.catch(() => undefined);
  let complete = false;
  try {
    for await (const chunk of child.stdout ?? []) yield chunk as Uint8Array;
    complete = true;
  } finally {
    if (!complete) child.kill();
  }
  const [status] = await closed.catch((error: unknown) => {
    throw systemCode(error) === "ENOENT"
      ? new InputError("git is not installed", "Install git, or compare two folders with --base and --head.")
      : error;
  });
  if (status !== 0) throw explain(stderr);
}
