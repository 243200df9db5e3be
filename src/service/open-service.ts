/** Opens what every process of the service works with. */
import { hostname } from "node:os";
import { Probot } from "probot";
import { byTheirClock, renewRefusedTokens } from "../github/client/clock.ts";
import { answerCache, askConditionally } from "../github/client/conditional.ts";
import { type Octokit, PatientOctokit } from "../github/client/octokit.ts";
import { fetchWholeTokens, requireWholeAnswers } from "../github/client/whole-answers.ts";
import { NewerSchema } from "../store/migrate.ts";
import { openStore } from "../store/open.ts";
import type { Store } from "../store/store.ts";
import { describeError } from "./describe-error.ts";
import { type Environment, EnvironmentError } from "./environment.ts";
import { createLog, type Logger } from "./log.ts";
import { createMetrics, type Metrics } from "./web/metrics.ts";

/** What every process of the service has. */
export interface Service {
  readonly environment: Environment;
  readonly log: Logger;
  readonly store: Store;
  readonly metrics: Metrics;
  readonly probot: Probot;
  /** A client that acts as an installation, or as the App for null. Its requests are counted in the metrics. */
  readonly octokitFor: (installationId: number | null, onRequest?: () => void) => Promise<Octokit>;
  /** Names this process, for people who look at the queue. */
  readonly name: string;
}

async function open({ DATABASE_URL, JOB_ATTEMPTS }: Environment): Promise<Store> {
  try {
    return await openStore({ url: DATABASE_URL, maxAttempts: JOB_ATTEMPTS });
  } catch (error) {
    if (error instanceof NewerSchema) throw new EnvironmentError(error.message);
    throw new EnvironmentError(
      `The database of DATABASE_URL cannot be opened: ${describeError(error)}. ` +
        "Is it running, and may this user write there? Start again once it is; nothing was lost.",
    );
  }
}

/** Opens the store (and brings its schema up to date) and the App's client. Rejects when either cannot be had. */
export async function openService(environment: Environment): Promise<Service> {
  const log = createLog(environment.LOG_LEVEL);
  const store = await open(environment);
  const metrics = createMetrics(store.queue);
  const probot = probotOf(environment, {
    Octokit: PatientOctokit,
    request: { fetch: byTheirClock(String(environment.APP_ID), environment.PRIVATE_KEY, fetchWholeTokens) },
    log,
  });
  await probot.ready();
  const answers = answerCache();
  return {
    environment,
    log,
    store,
    metrics,
    probot,
    name: `${hostname()}:${process.pid}`,
    octokitFor: async (installationId, onRequest) => {
      const octokit = await probot.auth(installationId ?? undefined);
      // The first hook is the innermost one: it sees what is sent, and no answer that was kept.
      if (onRequest) octokit.hook.before("request", onRequest);
      if (installationId !== null) renewRefusedTokens(octokit);
      requireWholeAnswers(octokit);
      askConditionally(octokit, String(installationId), answers);
      octokit.hook.after("request", ({ headers }) => {
        const left = Number(headers["x-ratelimit-remaining"] ?? Number.NaN);
        if (Number.isFinite(left))
          metrics.apiBudget(installationId, String(headers["x-ratelimit-resource"] ?? "core"), left);
      });
      return octokit;
    },
  };
}

/** A client that acts as the App and asks everything once, for a look at the service from outside. */
export async function appClient(environment: Environment): Promise<Octokit> {
  const probot = probotOf(environment, {
    Octokit: PatientOctokit.defaults({ retry: { enabled: false } }),
    log: createLog("silent"),
  });
  await probot.ready();
  return probot.auth();
}

function probotOf(environment: Environment, more: ConstructorParameters<typeof Probot>[0]): Probot {
  const {
    APP_ID: appId,
    PRIVATE_KEY: privateKey,
    WEBHOOK_SECRET: secret,
    GITHUB_API_URL: baseUrl,
  } = environment;
  return new Probot({ appId, privateKey, secret, baseUrl, ...more });
}
