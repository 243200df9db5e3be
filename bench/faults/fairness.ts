// One organisation opens 200 pull requests, five others one each: whom those wait for, and how fast all of them end,
// beside as many pull requests of six organisations.
import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { freePort } from "../../examples/demo/app.ts";
import { seededRandom } from "../../examples/feedback/random.ts";
import type { Database } from "./database.ts";
import { environment, secret, untilSettled } from "./environment.ts";
import { GitHub, type Pull } from "./github.ts";
import { makePulls } from "./pulls.ts";
import type { Outcome } from "./scenarios.ts";
import { supervise, untilReady } from "./service.ts";

const many = 200;
/** So many of the large organisation may end before the last of the others: what ran, and one more for each worker and turn. */
const mostBefore = 15;
/** The others come when the large one has used what GitHub takes from it in a minute: 80 writes, two a review. */
const usedUpAfter = 40;
const longestWaitSeconds = 30;
const patienceMs = 1_800_000;

/** One process, as most have it, with two reviews at a time. */
export async function fairness(database: Database, folder: string): Promise<Outcome> {
  const small = makePulls(5, 1).map((pull, i) => ofAnother(pull, 2_000 + i));
  const one = await together(database, folder, makePulls(many, 1), small);
  const another = path.join(folder, "six");
  mkdirSync(another);
  const six = await together(database, another, makePulls(many + small.length, 6), []);
  return {
    problems: [
      ...[...one.problems, ...six.problems],
      ...(one.before > mostBefore ? [`organisations with one pull request waited for ${one.before}`] : []),
      ...(one.othersWaited < longestWaitSeconds ? [] : [`they waited ${one.othersWaited} s`]),
    ],
    oneOrganisation: one,
    sixOrganisations: six,
  };
}

async function together(
  database: Database,
  folder: string,
  large: readonly Pull[],
  small: readonly Pull[],
): Promise<Outcome & { readonly before: number; readonly othersWaited: number }> {
  const all = [...large, ...small];
  const github = new GitHub(large, secret, seededRandom(1).next);
  const api = await github.start();
  const port = await freePort();
  github.webhookUrl = `http://127.0.0.1:${port}/api/github/webhooks`;
  const env = environment(api, await database.create(folder), port);
  const serve = supervise(["serve"], env, folder, () => undefined);
  try {
    await untilReady(port);
    const [ready, startedAt] = [serve.processorSeconds(), Date.now()];
    const seconds = () => Math.round((Date.now() - startedAt) / 1_000);
    const ended = () =>
      large.filter(({ headSha }) => github.runsOf(headSha).some(({ status }) => status === "completed"))
        .length;
    const arrived = await Promise.all(large.map((pull) => github.deliver(pull, randomUUID())));
    if (small.length > 0) await untilSettled(github, large, patienceMs, usedUpAfter);
    const [sentAt, endedAtFirst] = [seconds(), ended()];
    // GitHub knows them from now on: the sweep would have found them before.
    for (const pull of small) github.push(pull);
    for (const pull of small) arrived.push(await github.deliver(pull, randomUUID()));
    await untilSettled(github, small, patienceMs);
    const [waited, before] = [seconds() - sentAt, ended() - endedAtFirst];
    const settled = await untilSettled(github, all, patienceMs);
    const processor = serve.processorSeconds() - ready;
    return {
      problems: settled ? [] : ["not everything ended in time"],
      // The sweep has these delivered again.
      answeredLate: arrived.filter((status) => status !== 200).length,
      before,
      othersWaited: waited,
      seconds: seconds(),
      aMinute: Math.round((60 * all.length) / seconds()),
      // What two cores could do that nobody else uses, the stand-in neither.
      aMinuteByProcessorTime: Math.round((60 * 2 * all.length) / processor),
    };
  } finally {
    await serve.stop();
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
