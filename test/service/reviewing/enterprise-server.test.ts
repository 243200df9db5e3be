import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { GitHub } from "../../../bench/faults/github.ts";
import { makePulls } from "../../../bench/faults/pulls.ts";
import { jobHandlers } from "../../../src/service/do-job.ts";
import { openService } from "../../../src/service/open-service.ts";
import { runServer } from "../../../src/service/start-server.ts";
import { transpileSources } from "../../support/transpiled.ts";
import { environment, secret } from "../web/app.ts";

test("on GitHub Enterprise Server every request goes below its base URL, and links lead to its pages", async () => {
  const home = mkdtempSync(join(tmpdir(), "dr-ghes-"));
  const program = transpileSources();
  const pull = makePulls(2, 1)[1]!;
  const github = new GitHub([pull], secret, () => 1);
  github.apiPath = "/api/v3";
  const host = await github.start();
  const GITHUB_API_URL = `${host}/api/v3`;
  const service = await openService(environment({ GITHUB_API_URL, DATABASE_URL: join(home, "s.db") }));
  const server = await runServer(service, { webOnly: true });
  try {
    github.webhookUrl = `http://127.0.0.1:${server.port}/api/github/webhooks`;
    expect(await github.deliver(pull, randomUUID())).toBe(200);
    const handlers = jobHandlers({
      store: service.store,
      octokitFor: service.octokitFor,
      limits: { memoryMb: 512, timeoutMs: 600_000 },
      thread: new URL("src/service/thread/thread.js", program.url),
      rowHashKey: secret,
      reportUrl: null,
      onConclusion: () => undefined,
    });
    const claim = await service.store.queue.claim("test", 60_000);
    await handlers.perform(claim!.job, new AbortController().signal, () => undefined);
    const [run] = github.runsOf(pull.headSha);
    expect(run).toMatchObject({ status: "completed", conclusion: "failure" });
    expect(run!.output.summary).toContain(`${host}/${pull.owner}/${pull.repo}/blob/${pull.headSha}/`);
    expect([...github.problems]).toEqual([]);
  } finally {
    await server.stop();
    await github.close();
    program.remove();
    rmSync(home, { recursive: true, force: true });
  }
});
