/**
 * What GitHub, and people there, do in the middle of a review: one short story each, all in one process that receives and
 * reviews. Each story has a repository of its own, and says what did not hold.
 */
import { freePort } from "../../examples/demo/app.ts";
import { seededRandom } from "../../examples/feedback/random.ts";
import type { Database } from "./database.ts";
import { environment, secret } from "./environment.ts";
import { GitHub } from "./github.ts";
import type { Outcome } from "./scenarios.ts";
import { supervise, untilReady } from "./service.ts";
import { access } from "./stories/access.ts";
import { people } from "./stories/people.ts";
import { repositories } from "./stories/repositories.ts";
import { reviews } from "./stories/reviews.ts";
import { webhooks } from "./stories/webhooks.ts";
import { hereOf } from "./story.ts";

const stories = { ...reviews, ...access, ...people, ...repositories, ...webhooks };

/** The memory in MB that forty large bodies may take beside what the process has: two that are being read, and copies. */
const mostMemoryMb = 400;

/** All stories, or those whose names hold `about`, one after the other, against one process. */
export async function cases(database: Database, folder: string, about = ""): Promise<Outcome> {
  const github = new GitHub([], secret, seededRandom(1).next);
  const api = await github.start();
  const port = await freePort();
  github.webhookUrl = `http://127.0.0.1:${port}/api/github/webhooks`;
  const url = await database.create(folder);
  // No sweep comes to help, and no second attempt: what is to happen at once happens without them.
  const env = { ...environment(api, url, port), SWEEP_INTERVAL_SECONDS: "3600", JOB_ATTEMPTS: "1" };
  const swept = new Promise<void>((resolve) => {
    github.onRequest = (_, path) => {
      if (path === "/app/installations") resolve();
    };
  });
  const serve = supervise(["serve"], env, folder, () => undefined);
  const problems: string[] = [];
  const seconds: Record<string, number> = {};
  try {
    await untilReady(port);
    // The one at the start finds nothing, so that no story's pull requests are reviewed before their webhooks.
    await swept;
    for (const [number, [name, story]] of Object.entries(stories).entries()) {
      if (!name.includes(about)) continue;
      const startedAt = Date.now();
      const told = await story(hereOf(github, `case-${number}`)).catch((error: unknown) => [String(error)]);
      problems.push(...told.map((problem) => `${name}: ${problem}`));
      github.instead = () => null;
      github.onRequest = () => undefined;
      seconds[name] = Math.round((Date.now() - startedAt) / 100) / 10;
    }
    problems.push(
      ...[...github.problems].map((problem) => `a request outside of GitHub's description: ${problem}`),
    );
    const memoryMb = serve.peakMemoryMb();
    if (memoryMb > mostMemoryMb) problems.push(`the process took ${memoryMb} MB`);
    return { problems, memoryMb, seconds };
  } finally {
    await serve.stop();
    await github.close();
  }
}
