import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmulator } from "emulate";
import { freePort } from "../../examples/demo/app.ts";
import type { ReviewResult } from "../../src/model/result.ts";
import { openService, type Service } from "../../src/service/open-service.ts";
import { keptReview } from "../../src/service/reviewing/keep-review.ts";
import { runServer } from "../../src/service/start-server.ts";
import { environment } from "../service/web/app.ts";
import { result } from "./result-builder.ts";

export const owner = "mara-maintains";
export const reader = "rita-reads";
export const stranger = "stan-stranger";
const repo = "private-feedback";

/** The service with report pages, beside a GitHub stand-in with one private repository and three people. */
export interface ReportService {
  readonly url: string;
  readonly githubUrl: string;
  readonly service: Service;
  /** Stores a completed review with its page; returns the page's path. `null` keeps no page. */
  keep(kept?: ReviewResult | null, options?: KeepOptions): Promise<string>;
  /** Calls the stand-in's API as the owner of the repository. */
  asOwner(method: string, path: string, body?: object): Promise<Response>;
  /** The owner's repository as the stand-in describes it. */
  readonly repository: { readonly id: number; readonly name: string };
  stop(): Promise<void>;
}

export interface KeepOptions {
  readonly repositoryId?: number;
  readonly completed?: boolean;
  readonly repo?: string;
}

export async function startReportService(): Promise<ReportService> {
  const home = mkdtempSync(join(tmpdir(), "dr-reports-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const emulator = await createEmulator({
    service: "github",
    port: 0,
    seed: {
      tokens: { "token-of-owner": { login: owner, scopes: ["repo", "user"] } },
      github: {
        users: [owner, reader, stranger].map((login) => ({ login })),
        repos: [{ owner, name: repo, private: true, auto_init: true }],
        oauth_apps: [
          {
            client_id: "Iv1.test",
            client_secret: "a client secret",
            name: "dataset-review",
            redirect_uris: [`${url}/sign-in/callback`],
          },
        ],
      },
    },
  });
  const asOwner = (method: string, path: string, body?: object) =>
    fetch(`${emulator.url}${path}`, {
      method,
      headers: { authorization: "token token-of-owner", "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const repository = (await (await asOwner("GET", `/repos/${owner}/${repo}`)).json()) as {
    id: number;
    name: string;
  };
  await asOwner("PUT", `/repos/${owner}/${repo}/collaborators/${reader}`, { permission: "pull" });
  const service = await openService(
    environment({
      DATABASE_URL: join(home, "s.db"),
      GITHUB_API_URL: emulator.url,
      PORT: String(port),
      PUBLIC_URL: url,
      REPORTS: "on",
      GITHUB_CLIENT_ID: "Iv1.test",
      GITHUB_CLIENT_SECRET: "a client secret",
      SESSION_SECRET: "a session secret of the tests, long enough",
    }),
  );
  const server = await runServer(service, { webOnly: true });
  const { reviews } = service.store;

  return {
    url,
    githubUrl: emulator.url,
    service,
    repository,
    asOwner,
    keep: async (kept = result(), options = {}) => {
      const id = randomUUID();
      const names = { owner, repo: options.repo ?? repo };
      const headSha = "c".repeat(40);
      await reviews.start({ ...names, id, installationId: 1, pullNumber: 12, headSha });
      await reviews.posted(id, 99);
      if (options.completed === false) return `/reports/${id}`;
      const context = {
        repository: { ...names, htmlUrl: emulator.url, headSha, baseSha: "d".repeat(40) },
        pullNumber: 12,
      };
      const repositoryId = options.repositoryId ?? repository.id;
      const page = { repositoryId, context };
      if (kept) await reviews.keep(id, keptReview(kept, new Map(), page));
      await reviews.complete(id, kept?.conclusion ?? "success");
      return `/reports/${id}`;
    },
    stop: async () => {
      await server.stop();
      await emulator.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
