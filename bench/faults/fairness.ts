// One organisation opens 200 pull requests, five others one each: how long those wait, and how fast all of them end.
import { randomUUID } from "node:crypto";
import { freePort } from "../../examples/demo/app.ts";
import { seededRandom } from "../../examples/feedback/random.ts";
import type { Database } from "./database.ts";
import { environment, secret, untilSettled } from "./environment.ts";
import { GitHub, type Pull } from "./github.ts";
import { makePulls } from "./pulls.ts";
import type { Outcome } from "./scenarios.ts";
import { supervise, untilReady } from "./service.ts";

const many = 200;
/** The others may wait so long, in seconds. */
const longestWait = 30;

/** Two workers, as one machine of two cores would have. */
export async function fairness(database: Database, folder: string): Promise<Outcome> {
  const large = makePulls(many, 1);
  const small = makePulls(5, 1).map((pull, i) => ofAnother(pull, 2_000 + i));
  const github = new GitHub([...large, ...small], secret, seededRandom(1).next);
  const api = await github.start();
  const port = await freePort();
  github.webhookUrl = `http://127.0.0.1:${port}/api/github/webhooks`;
  const env = environment(api, await database.create(folder), port);
  const started = () =>
    supervise(["work"], { ...env, PORT: "0", WORKER_CONCURRENCY: "1" }, folder, () => undefined);
  const web = supervise(["serve", "--web-only"], env, folder, () => undefined);
  const workers = [started(), started()];
  try {
    await untilReady(port);
    const startedAt = Date.now();
    const seconds = () => Math.round((Date.now() - startedAt) / 1_000);
    const arrived = await Promise.all(large.map((pull) => github.deliver(pull, randomUUID())));
    const before = github.seconds;
    const sentAt = seconds();
    for (const pull of small) arrived.push(await github.deliver(pull, randomUUID()));
    const soon = await untilSettled(github, small, longestWait * 1_000);
    const waited = seconds() - sentAt;
    const settled = await untilSettled(github, [...large, ...small], 1_200_000);
    // On two cores that are busy all the time, what the stand-in used would have gone to the reviews.
    const own = seconds() - (github.seconds - before) / 2;
    return {
      problems: [
        ...arrived.filter((status) => status !== 200).map((status) => `a delivery was answered ${status}`),
        ...(soon ? [] : [`organisations with one pull request waited longer than ${longestWait} s`]),
        ...(settled ? [] : ["not everything ended in time"]),
      ],
      othersWaited: waited,
      seconds: seconds(),
      aMinute: Math.round((60 * (many + small.length)) / seconds()),
      aMinuteWithoutTheStandIn: Math.round((60 * (many + small.length)) / own),
    };
  } finally {
    await Promise.all([web, ...workers].map((one) => one.stop()));
    await github.close();
  }
}

function ofAnother<P extends Pull>(pull: P, installationId: number): P {
  return {
    ...pull,
    installationId,
    owner: `org-${installationId}`,
    headSha: pull.headSha.replace(/^.{4}/, String(installationId)),
    baseSha: pull.baseSha.replace(/^.{4}/, String(installationId)),
  };
}
