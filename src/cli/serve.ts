/** The commands that run the service, and the one place where the command line loads it. */
import { logSafe } from "../report/hostile.ts";
import { exitStatus } from "./exit-status.ts";
import { writeOut } from "./output.ts";
import type { Terminal } from "./terminal.ts";

/**
 * The service, loaded only when it is asked for: a scan must not pay for Probot and the database. Each returns when
 * the service has stopped.
 */
export async function serve(options: { readonly webOnly: boolean }): Promise<void> {
  const { startServer } = await import("../service/start-server.ts");
  await startServer(options);
}

/** Works on stored jobs without a web server. */
export async function work(): Promise<void> {
  const { startWorker } = await import("../service/start-server.ts");
  await startWorker();
}

/** Looks at everything that the service needs; 1 where something is wrong. */
export async function doctor(terminal: Terminal): Promise<number> {
  const { startDoctor } = await import("../service/doctor/doctor.ts");
  let said = "";
  const well = await startDoctor((text) => {
    said += text;
  });
  await writeOut(terminal.stdout, logSafe(said));
  return well ? exitStatus.passed : exitStatus.blocked;
}

/** Creates the App on GitHub through the browser, and writes what comes back into `.env`. */
export async function setup(): Promise<void> {
  const { startSetup } = await import("../service/setup/setup.ts");
  await startSetup();
}
