/** The web server: hands each request to the handler that answers it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "../log.ts";

/** Answers a request and says `true`, or leaves it to the next handler. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

export type HttpService = Awaited<ReturnType<typeof listen>>;

/** Listens and hands each request to the first handler that answers it. Errors become an empty 500. */
export async function listen(
  handlers: readonly Handler[],
  at: { readonly host: string; readonly port: number },
  log: Logger,
) {
  const server = createServer((request, response) => {
    void dispatch(handlers, request, response, log);
  });
  // Slow or silent clients do not hold a connection: GitHub itself gives up after 10 s.
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(at.port, at.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    /** Takes no new connections; resolves when the open requests are answered. */
    close: () => close(server),
  };
}

async function dispatch(
  handlers: readonly Handler[],
  request: IncomingMessage,
  response: ServerResponse,
  log: Logger,
): Promise<void> {
  try {
    for (const handler of handlers) {
      if (await handler(request, response)) return;
    }
    if (!response.headersSent) answer(response, 404, "Not found.");
  } catch (error) {
    log.error({ err: error }, "request failed");
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
}

export function answer(response: ServerResponse, status: number, text: string, type = "text/plain"): void {
  response.writeHead(status, {
    "content-type": `${type}; charset=utf-8`,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  response.end(text);
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await closed;
}
