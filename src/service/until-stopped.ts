/** Ends a process in order when it is told to. */
import type { Logger } from "./log.ts";

const leftBehindMs = 1_000;

/**
 * Resolves when the process was told to end (SIGTERM, SIGINT) and `stop` has finished. A second signal ends at once:
 * what was running then comes back when its lease runs out. An error that nobody caught ends the process too, with
 * its kind in the log and not its message, which might quote a row.
 */
export async function untilStopped(log: Logger, stop: () => Promise<void>): Promise<void> {
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    // Instead of the command line's own words: a service tells its log.
    process.removeAllListeners(event);
    process.on(event, (error: unknown) => {
      log.fatal({ err: error }, "an error that nobody caught");
      log.flush();
      process.exit(1);
    });
  }
  const name = await new Promise<string>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, resolve);
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => process.exit(1));
  log.info({ signal: name }, "shutting down");
  await stop();
  log.info("stopped");
  // What was left behind (a request that waits for a limit) may not keep the process.
  setTimeout(() => process.exit(), leftBehindMs).unref();
}
