import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const root = path.resolve(import.meta.dirname, "../..");

/** A process of the service that is started again whenever it dies, as a supervisor does. */
export interface Supervised {
  readonly pid: number | undefined;
  /** kill -9. */
  kill(): void;
  stop(): Promise<void>;
  readonly restarts: number;
  /** The most memory that the process had so far, from /proc; 0 where there is none. */
  peakMemoryMb(): number;
  /** Processor time in seconds that the process took so far, from /proc; 0 where there is none. */
  processorSeconds(): number;
}

/** Runs `dist/cli.js ARGS` with this environment. `onLog` gets its log lines. */
export function supervise(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  folder: string,
  onLog: (line: string) => void,
): Supervised {
  let child: ChildProcess;
  let stopping = false;
  let restarts = 0;
  const start = () => {
    child = spawn(process.execPath, [path.join(root, "dist/cli.js"), ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let rest = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        const lines = (rest + chunk.toString("utf8")).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) onLog(line);
      });
    }
    child.on("exit", () => {
      if (stopping) return;
      restarts += 1;
      setTimeout(start, 100);
    });
  };
  start();
  return {
    get pid() {
      return child.pid;
    },
    get restarts() {
      return restarts;
    },
    peakMemoryMb: () => {
      try {
        const status = readFileSync(`/proc/${child.pid ?? 0}/status`, "utf8");
        return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
      } catch {
        return 0;
      }
    },
    processorSeconds: () => {
      try {
        // User and system time, in hundredths; the name before them is in parentheses and may hold anything.
        const times = readFileSync(`/proc/${child.pid ?? 0}/stat`, "utf8")
          .replace(/^.*\) /, "")
          .split(" ");
        return (Number(times[11]) + Number(times[12])) / 100;
      } catch {
        return 0;
      }
    },
    kill: () => child.kill("SIGKILL"),
    stop: async () => {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 30_000);
      await once(child, "exit");
      clearTimeout(timer);
    },
  };
}

export async function untilReady(port: number): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await sleep(50);
  }
  throw new Error("The service did not become ready within 60 s.");
}
