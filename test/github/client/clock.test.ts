import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { GitHub, type Pull } from "../../../bench/faults/github.ts";
import { makePulls } from "../../../bench/faults/pulls.ts";
import { json } from "../../../bench/faults/replies.ts";
import { readPullRequest } from "../../../src/github/pull-request.ts";
import { openService, type Service } from "../../../src/service/open-service.ts";
import { environment } from "../../service/web/app.ts";

/** Runs a service against a GitHub with one pull request. */
async function withService(
  scene: (github: GitHub, service: Service, read: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), "dr-token-"));
  const [pull] = makePulls(1, 1) as unknown as [Pull];
  const { owner, repo, number } = pull;
  const github = new GitHub([pull], "unused", () => 1);
  const service = await openService(
    environment({ GITHUB_API_URL: await github.start(), DATABASE_URL: join(home, "s.db") }),
  );
  try {
    const octokit = await service.octokitFor(pull.installationId);
    await scene(github, service, async () => {
      const read = await readPullRequest(octokit, { owner, repo }, number);
      expect(read.headSha).toBe(pull.headSha);
    });
    expect([...github.problems]).toEqual([]);
  } finally {
    await service.store.close();
    await github.close();
    rmSync(home, { recursive: true, force: true });
  }
}

test.each([-3_600_000, 3_600_000])("a clock that is wrong by %i ms keeps nobody from a token", (ahead) =>
  withService(async (github, service, read) => {
    github.ahead = ahead;
    await read();
    const app = await service.octokitFor(null);
    expect((await app.request("GET /app/installations")).data).toHaveLength(1);
  }),
);

test("a token that is revoked before its time is replaced, and the request goes on", () =>
  withService(async (github, _, read) => {
    await read();
    github.revoked += 1;
    await read();
  }));

test("a token that GitHub refuses to give at first is asked for again, and nobody waits for ever", () =>
  withService(async (github, _, read) => {
    let asked = 0;
    github.instead = (_, path) =>
      path.endsWith("/access_tokens") && asked++ === 0 ? json(401, { message: "Bad credentials" }) : null;
    await read();
    expect(asked).toBe(2);
  }));
