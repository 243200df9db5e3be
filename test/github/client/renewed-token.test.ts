import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, jest, test } from "@jest/globals";
import { GitHub } from "../../../bench/faults/github.ts";
import { makePulls } from "../../../bench/faults/pulls.ts";
import { readPullRequest } from "../../../src/github/pull-request.ts";
import { openService } from "../../../src/service/open-service.ts";
import { environment } from "../../service/web/app.ts";

// The client itself tries a young token again for five seconds.
jest.setTimeout(60_000);

test.each([-3_600_000, 3_600_000])(
  "a clock that is wrong by %i ms keeps nobody from a token",
  async (ahead) => {
    const home = mkdtempSync(join(tmpdir(), "dr-clock-"));
    const [pull] = makePulls(1, 1);
    const github = new GitHub([pull!], "unused", () => 1);
    github.ahead = ahead;
    const service = await openService(
      environment({ GITHUB_API_URL: await github.start(), DATABASE_URL: join(home, "s.db") }),
    );
    try {
      const octokit = await service.octokitFor(pull!.installationId);
      const { owner, repo, number } = pull!;
      expect(await readPullRequest(octokit, { owner, repo }, number)).toMatchObject({
        headSha: pull!.headSha,
      });
      const app = await service.octokitFor(null);
      expect((await app.request("GET /app/installations")).data).toHaveLength(1);
      expect([...github.problems]).toEqual([]);
    } finally {
      await service.store.close();
      await github.close();
      rmSync(home, { recursive: true, force: true });
    }
  },
);

test("a token that is revoked before its time is replaced, and the request goes on", async () => {
  const home = mkdtempSync(join(tmpdir(), "dr-token-"));
  const [pull] = makePulls(1, 1);
  const github = new GitHub([pull!], "unused", () => 1);
  const service = await openService(
    environment({ GITHUB_API_URL: await github.start(), DATABASE_URL: join(home, "s.db") }),
  );
  try {
    const octokit = await service.octokitFor(pull!.installationId);
    const { owner, repo, number } = pull!;
    const read = () => readPullRequest(octokit, { owner, repo }, number);
    expect(await read()).toMatchObject({ headSha: pull!.headSha });
    github.revoked += 1;
    expect(await read()).toMatchObject({ headSha: pull!.headSha });
    expect([...github.problems]).toEqual([]);
  } finally {
    await service.store.close();
    await github.close();
    rmSync(home, { recursive: true, force: true });
  }
});
