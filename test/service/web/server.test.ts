import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { JobKind } from "../../../src/model/job.ts";
import { handledEvents } from "../../../src/service/events.ts";
import { openService, type Service } from "../../../src/service/open-service.ts";
import { type RunningServer, runServer } from "../../../src/service/start-server.ts";
import { promptInbox } from "../../../src/service/web/webhook.ts";
import { delivery, job } from "../../store/jobs.ts";
import { deliver, environment } from "./app.ts";

/** Recorded deliveries of GitHub's. */
type Payload = Record<string, unknown>;

const examples = createRequire(import.meta.url)("@octokit/webhooks-examples") as {
  readonly name: string;
  readonly examples: readonly Payload[];
}[];

/** One that names its installation, if there is such a one. */
function recorded(event: string, action: string | undefined): Payload {
  const all = examples.find(({ name }) => name === event)?.examples ?? [];
  const fitting = all.filter((payload) => action === undefined || payload.action === action);
  return (fitting.find(({ installation }) => installation) ?? fitting[0])!;
}

const opened = recorded("pull_request", "opened") as {
  readonly pull_request: { readonly head: { readonly sha: string } };
};

let home: string;
let service: Service;
let server: RunningServer;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "dr-server-"));
  service = await openService(
    environment({ DATABASE_URL: join(home, "s.db"), METRICS_TOKEN: "0123456789abcdef" }),
  );
  server = await runServer(service, { webOnly: true });
});
afterEach(async () => {
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});

const get = (path: string, headers = {}) => fetch(`http://127.0.0.1:${server.port}${path}`, { headers });

describe("a webhook", () => {
  test("is answered 200 when its job is stored", async () => {
    expect((await deliver(server.port, "pull_request", opened, { id: "d1" })).status).toBe(200);
    expect(await service.store.inbox.known(["d1"])).toEqual(new Set(["d1"]));
    const claim = await service.store.queue.claim("test", 1_000);
    expect(claim?.job).toMatchObject({ kind: "pull_request", headSha: opened.pull_request.head.sha });
  });

  test("delivered 20 times at once makes one job", async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => deliver(server.port, "pull_request", opened, { id: "d1" })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect((await service.store.queue.depth()).waiting).toBe(1);
  });

  test("is answered 500 when the database fails, so that GitHub records a failed delivery", async () => {
    await service.store.close();
    expect((await deliver(server.port, "pull_request", opened)).status).toBe(500);
  });

  test("with a wrong signature is refused and stores nothing", async () => {
    const answer = await deliver(server.port, "pull_request", opened, {
      secret: "another secret, also long",
    });
    expect(answer.status).toBe(400);
    expect((await service.store.queue.depth()).waiting).toBe(0);
  });

  test("that nobody announced the length of, or that is larger than GitHub sends, is refused unread", async () => {
    const status = (headers: Record<string, string | number>) =>
      new Promise((resolve, reject) => {
        const path = "/api/github/webhooks";
        const sent = request(
          { host: "127.0.0.1", port: server.port, path, method: "POST", headers },
          (response) => {
            resolve(response.statusCode);
            sent.destroy();
          },
        );
        sent.on("error", reject);
        sent.flushHeaders();
      });
    expect(await status({ "transfer-encoding": "chunked" })).toBe(411);
    expect(await status({ "content-length": 25 * 1024 * 1024 + 1 })).toBe(413);
    expect(await status({ "content-length": 24 * 1024 * 1024 })).toBe(401);
    const signed = {
      "x-github-event": "push",
      "x-github-delivery": "1",
      "x-hub-signature-256": `sha256=${"0".repeat(64)}`,
    };
    expect(await status({ ...signed, "x-hub-signature-256": "sha1=0", "content-length": 9 })).toBe(401);
    expect(await status({ "content-length": 9, "x-hub-signature-256": signed["x-hub-signature-256"] })).toBe(
      401,
    );
  });

  test("of which too many come at once is refused unread, until those before are done with", async () => {
    const headers = {
      "content-type": "application/json",
      "content-length": 24 * 1024 * 1024,
      "x-github-event": "push",
      "x-github-delivery": "1",
      "x-hub-signature-256": `sha256=${"0".repeat(64)}`,
    };
    const begin = () =>
      request({
        host: "127.0.0.1",
        port: server.port,
        path: "/api/github/webhooks",
        method: "POST",
        headers,
      }).on("error", () => undefined);
    const waiting = [begin(), begin()];
    for (const one of waiting) one.flushHeaders();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const answered = new Promise<number | undefined>((resolve) => {
      const third = begin().on("response", ({ statusCode }) => {
        resolve(statusCode);
        third.destroy();
      });
      third.flushHeaders();
    });
    expect(await answered).toBe(503);
    // A delivery of usual size comes through all the same.
    expect((await deliver(server.port, "pull_request", opened)).status).toBe(200);
    for (const one of waiting) one.destroy();
  });
});

describe("a recorded delivery of GitHub's", () => {
  /** What each handled event is made to ask for here, and the facts without which GitHub's recording asks for nothing. */
  const cases: Record<(typeof handledEvents)[number], readonly [JobKind, (payload: Payload) => object]> = {
    "pull_request.opened": ["pull_request", open],
    "pull_request.synchronize": ["pull_request", open],
    "pull_request.reopened": ["pull_request", open],
    "pull_request.ready_for_review": ["pull_request", open],
    "pull_request.edited": [
      "pull_request",
      (payload) => ({
        ...open(payload),
        action: "edited",
        changes: { base: { ref: { from: "old" }, sha: { from: "1".repeat(40) } } },
      }),
    ],
    "check_run.rerequested": ["pull_request", (payload) => ofOurs(payload)],
    "check_run.requested_action": [
      "decision",
      (payload) => ({ ...ofOurs(payload), requested_action: { identifier: "accept" } }),
    ],
    "check_suite.rerequested": ["pull_request", (payload) => payload],
    "merge_group.checks_requested": ["merge_group", (payload) => payload],
    "installation.created": ["installation", (payload) => payload],
    "installation.unsuspend": ["installation", withRepositories],
    "installation.new_permissions_accepted": ["installation", withRepositories],
    "installation_repositories.added": ["installation", (payload) => payload],
  };

  function withRepositories(payload: Payload): object {
    return { ...payload, repositories: [{ id: 1, name: "data", full_name: "acme/data" }] };
  }

  test.each(handledEvents)("%s is answered when what it asks for is stored", async (name) => {
    const [event, action] = name.split(".") as [string, string | undefined];
    const payload = recorded(event, action === "edited" ? "opened" : action);
    const [kind, change] = cases[name];
    const body = change({ installation: { id: 42, node_id: "x" }, ...payload });
    expect((await deliver(server.port, event, body, { id: "d1" })).status).toBe(200);
    expect(await service.store.inbox.known(["d1"])).toEqual(new Set(["d1"]));
    expect((await service.store.queue.claim("test", 1_000))?.job).toMatchObject({ kind });
  });
});

function open(payload: Payload): Payload {
  return { ...payload, pull_request: { ...(payload.pull_request as Payload), state: "open" } };
}

function ofOurs(payload: Payload): Payload {
  const run = { name: "dataset-review", external_id: "pull_request/7/a-job" };
  return { ...payload, check_run: { ...(payload.check_run as Payload), ...run } };
}

describe("operations", () => {
  test("healthy and ready", async () => {
    expect((await get("/healthz")).status).toBe(200);
    expect((await get("/readyz")).status).toBe(200);
    expect((await get("/nothing")).status).toBe(404);
  });

  test("the page at / says that it runs, which version, and what to do next", async () => {
    const page = await get("/");
    const text = await page.text();
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(text).toMatch(/runs.*\d+\.\d+\.\d+.*\/docs\/operations\.md/s);
    expect((await get("/docs/operations.md")).status).toBe(200);
  });

  test("not ready without its database, but alive", async () => {
    await service.store.close();
    expect((await get("/readyz")).status).toBe(503);
    expect((await get("/healthz")).status).toBe(200);
  });

  test("metrics for those who have the token: deliveries and the queue, no names of repositories", async () => {
    await deliver(server.port, "pull_request", opened);
    expect((await get("/metrics")).status).toBe(401);
    expect((await get("/metrics", { authorization: "Bearer wrong" })).status).toBe(401);
    const text = await (await get("/metrics", { authorization: "Bearer 0123456789abcdef" })).text();
    expect(text).toContain(
      'dataset_review_deliveries_total{event="pull_request.opened",outcome="accepted"} 1',
    );
    expect(text).toContain('dataset_review_queue_jobs{state="waiting"} 1');
    expect(text).not.toContain("Hello-World");
  });
});

test("without a token metrics are for this machine alone, and not for what a proxy passes on", async () => {
  const open = await openService(environment({ DATABASE_URL: join(home, "open.db") }));
  const running = await runServer(open, { webOnly: true });
  const status = async (headers = {}) =>
    (await fetch(`http://127.0.0.1:${running.port}/metrics`, { headers })).status;
  expect(await status()).toBe(200);
  expect(await status({ "x-forwarded-for": "127.0.0.1" })).toBe(401);
  await running.stop();
});

test("a delivery that cannot be stored in time is refused before the library would answer 202", async () => {
  const inbox = promptInbox({ accept: () => new Promise(() => undefined) }, 30);
  await expect(inbox.accept(delivery(), [job()])).rejects.toThrow("in time");
});
