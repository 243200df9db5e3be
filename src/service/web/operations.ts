/** Health, readiness and metrics, for those who run the service. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Store } from "../../store/store.ts";
import { answer, type Handler } from "./http.ts";
import type { Metrics } from "./metrics.ts";

export interface OperationsOptions {
  readonly store: Pick<Store, "ping">;
  readonly metrics: Pick<Metrics, "registry">;
  /** True while shutting down: a load balancer should send nothing more here. */
  readonly draining: () => boolean;
  /** `/metrics` wants it as a bearer token; without one it is open on this machine alone. */
  readonly metricsToken: string | undefined;
}

/** A readiness check that takes longer than this counts as failed. */
const pingMs = 2_000;

/** `/healthz`: the process answers. `/readyz`: it can take work. `/metrics`: for Prometheus. */
export function operationsHandler(options: OperationsOptions): Handler {
  return async (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") return false;
    switch (request.url?.split("?")[0]) {
      case "/healthz":
        answer(response, 200, "ok\n");
        return true;
      case "/readyz": {
        const problem = options.draining() ? "shutting down" : await storeProblem(options.store);
        answer(response, problem === null ? 200 : 503, `${problem ?? "ready"}\n`);
        return true;
      }
      case "/metrics":
        if (!mayReadMetrics(request, options.metricsToken)) {
          answer(response, 401, "A bearer token is needed (METRICS_TOKEN).\n");
          return true;
        }
        answer(response, 200, await options.metrics.registry.metrics(), "text/plain; version=0.0.4");
        return true;
      default:
        return false;
    }
  };
}

async function storeProblem(store: Pick<Store, "ping">): Promise<string | null> {
  const ping = store.ping().then(
    () => null,
    () => "the database cannot be reached",
  );
  return Promise.race([ping, sleep(pingMs, "the database does not answer", { ref: false })]);
}

/** What a proxy on this machine passes on comes from elsewhere. */
function mayReadMetrics(request: IncomingMessage, token: string | undefined): boolean {
  if (token !== undefined) return hasToken(request, token);
  const forwarded = ["forwarded", "x-forwarded-for", "x-real-ip", "via"].some(
    (name) => name in request.headers,
  );
  return !forwarded && /^(?:::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? "");
}

function hasToken(request: IncomingMessage, token: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(request.headers.authorization ?? ""), digest(`Bearer ${token}`));
}
