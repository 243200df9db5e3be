/** Starts a process that only works on jobs. */
import { loadDotEnv, readEnvironment } from "./environment.ts";
import { openService } from "./open-service.ts";
import { serveOperations } from "./start-server.ts";
import { untilStopped } from "./until-stopped.ts";
import { startWorking } from "./working.ts";

/**
 * Works on stored jobs until the process is told to end. It takes no webhooks; health and metrics are served.
 * @throws {EnvironmentError} when the environment is not usable.
 */
export async function startWorker(): Promise<void> {
  loadDotEnv();
  const service = await openService(readEnvironment(process.env));
  let draining = false;
  const http = await serveOperations(service, () => draining);
  const working = startWorking(service);
  service.log.info({ port: http.port }, "working");
  await untilStopped(service.log, async () => {
    draining = true;
    await working.stop();
    await http.close();
    await service.store.close();
  });
}
