import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What a whole process took, from its start to its end. */
export interface Usage {
  /** Seconds on the clock. */
  readonly wall: number;
  /** Seconds of processor, user and system, all threads. */
  readonly cpu: number;
  /** Highest resident memory in MiB. */
  readonly rss: number;
}

const reporter = fileURLToPath(new URL("./report-usage.mjs", import.meta.url));

/**
 * Runs a Node program to its end. Throws with what it wrote on standard error when its status is none of `accepted`.
 * @param folder where a scratch file may stand
 */
export async function runNode(
  args: readonly string[],
  folder: string,
  accepted: readonly number[] = [0],
): Promise<Usage> {
  const usageFile = `${folder}/usage.json`;
  const started = performance.now();
  const child = spawn(process.execPath, ["--import", reporter, ...args], {
    env: { ...process.env, SPEED_USAGE: usageFile },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const [status] = (await once(child, "exit")) as [number | null];
  const wall = (performance.now() - started) / 1000;
  if (status === null || !accepted.includes(status)) throw new Error(`status ${status ?? "?"}: ${stderr}`);
  return { wall, ...(JSON.parse(readFileSync(usageFile, "utf8")) as Omit<Usage, "wall">) };
}

/** The run in the middle by processor time: the others were disturbed or lucky. */
export function median(runs: readonly Usage[]): Usage {
  return [...runs].sort((a, b) => a.cpu - b.cpu)[Math.floor(runs.length / 2)]!;
}
