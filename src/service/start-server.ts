/** Starts the processes of the service: the one that takes webhooks and shows pages, and those that only work on jobs. */
import { loadDotEnv, readEnvironment, webhookPath } from "./environment.ts";
import { openService, type Service } from "./open-service.ts";
import { untilStopped } from "./until-stopped.ts";
import { datasetReviewApp } from "./web/app.ts";
import { docsHandler } from "./web/docs.ts";
import { frontHandler } from "./web/front.ts";
import { type Handler, type HttpService, listen } from "./web/http.ts";
import { operationsHandler } from "./web/operations.ts";
import { reportHandlers } from "./web/reports/reports.ts";
import { guardedWebhook, promptInbox } from "./web/webhook.ts";
import { startWorking } from "./working.ts";

export interface ServerOptions {
  /** Only receive webhooks; reviews are done by `dataset-review work`. */
  readonly webOnly: boolean;
}

/** A running server. */
export interface RunningServer {
  readonly port: number;
  /** Answers what was asked, ends or hands back what runs, and closes. */
  stop(): Promise<void>;
}

/**
 * Runs the service until the process is told to end.
 * @throws {EnvironmentError} when the environment is not usable.
 */
export async function startServer(options: ServerOptions): Promise<void> {
  loadDotEnv();
  const service = await openService(readEnvironment(process.env));
  const server = await runServer(service, options);
  service.log.info({ port: server.port, webOnly: options.webOnly }, "listening");
  await untilStopped(service.log, () => server.stop());
}

/** Starts the server on an opened service; closes the service when it stops. */
export async function runServer(service: Service, { webOnly }: ServerOptions): Promise<RunningServer> {
  const { environment, store, metrics, probot, log } = service;
  let draining = false;
  const working = webOnly ? null : startWorking(service);
  const inbox = promptInbox(metrics.counted(store.inbox));
  await probot.load(
    datasetReviewApp({
      accept: async (delivery, jobs) => {
        const outcome = await inbox.accept(delivery, jobs);
        working?.wake();
        return outcome;
      },
    }),
  );
  const http = await listen(
    [
      operationsHandler({
        store,
        metrics,
        draining: () => draining,
        metricsToken: environment.METRICS_TOKEN,
      }),
      docsHandler(),
      frontHandler(),
      ...reportHandlers(service),
      await webhookHandler(service),
    ],
    { host: environment.HOST, port: environment.PORT },
    log,
  );
  return {
    port: http.port,
    stop: async () => {
      draining = true;
      await http.close();
      await working?.stop();
      await store.close();
    },
  };
}

async function webhookHandler({ probot }: Service): Promise<Handler> {
  // Their types say `any`: it answers whether it handled the request.
  const middleware = (await probot.getNodeMiddleware({ path: webhookPath })) as Handler;
  return guardedWebhook(webhookPath, middleware);
}

/** `/healthz`, `/readyz` and `/metrics` alone, for a process that takes no webhooks. */
export async function serveOperations(service: Service, draining: () => boolean): Promise<HttpService> {
  const { environment, store, metrics, log } = service;
  const operations = operationsHandler({ store, metrics, draining, metricsToken: environment.METRICS_TOKEN });
  return listen([operations], { host: environment.HOST, port: environment.PORT }, log);
}

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
