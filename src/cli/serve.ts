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
  const { startWorker } = await import("../service/start-worker.ts");
  await startWorker();
}

/** Creates the App on GitHub through the browser, and writes what comes back into `.env`. */
export async function setup(): Promise<void> {
  const { startSetup } = await import("../service/setup/setup.ts");
  await startSetup();
}
