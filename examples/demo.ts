/**
 * The story that dataset-review was made for, played on this machine: a GitHub stand-in, the app as its own process,
 * a dataset repository with a history, and a pull request of honest work with planted rows strewn into it. Everything
 * passes through the real webhook and the real API. Ends with status 1 if the story ends otherwise.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { freePort, startApp } from "./demo/app.ts";
import { checkRunPicture } from "./demo/picture.ts";
import { bold, mark, showCheckRun, step } from "./demo/show.ts";
import { type FeedbackRow, makeStory, type Story, story, storySeed } from "./feedback/dataset.ts";
import { toFiles } from "./feedback/files.ts";
import { type ShownCheckRun, type StandIn, startStandIn } from "./stand-in.ts";

const check = "dataset-review";
/** `npm run demo -- --picture FILE.svg` also draws the check run, for the documentation. */
const { picture } = parseArgs({ options: { picture: { type: "string" } } }).values;
/** What hangs ends after it; a busy machine takes a minute for a review. */
const checkPatienceMs = 600_000;

function assert(condition: boolean, expectation: string): asserts condition {
  if (!condition) throw new Error(`The demo did not go as it should: ${expectation}`);
}

/** Both files of the dataset, as they are when these are all of its rows. */
const filesOf = (rows: readonly FeedbackRow[]): Record<string, string> =>
  Object.fromEntries(toFiles({ base: rows, head: rows, planted: [] }, "base"));

async function completedCheck(github: StandIn, headSha: string): Promise<ShownCheckRun> {
  for (const end = Date.now() + checkPatienceMs; Date.now() < end; ) {
    await sleep(100);
    const run = (await github.checkRuns(headSha)).find(
      (one) => one.name === check && one.status === "completed",
    );
    if (run) return run;
  }
  throw new Error(`The check of ${headSha} was not completed within ${checkPatienceMs / 1000} s`);
}

/** Pushes a branch, opens its pull request and waits for the verdict. */
async function propose(github: StandIn, branch: string, title: string, rows: readonly FeedbackRow[]) {
  await github.commit({ branch, message: title, person: "contributor", files: filesOf(rows) });
  const pull = await github.openPullRequest({ title, head: branch });
  step(`#${pull.number} opened: ${title}`);
  const run = await completedCheck(github, pull.headSha);
  return { ...pull, run };
}

/** Two thirds of the data come from the maintainer, the rest through three pull requests that were merged. */
async function history(github: StandIn, made: Story): Promise<void> {
  const until = (share: number): readonly FeedbackRow[] =>
    made.base.slice(0, Math.round(made.base.length * share));
  await github.commit({
    branch: "main",
    message: "Publish the first collection",
    files: filesOf(until(0.7)),
  });
  await github.requireCheck("main", check);
  for (const [index, share] of [0.8, 0.9, 1].entries()) {
    const pull = await propose(
      github,
      `feedback-${index + 1}`,
      `Add feedback, part ${index + 1}`,
      until(share),
    );
    step(`   ${mark(pull.run.conclusion)} ${check}: ${pull.run.output.title}`);
    const { merged, message } = await github.merge(pull.number);
    assert(merged, `honest pull request #${pull.number} is merged, but: ${message}`);
  }
}

async function play(github: StandIn): Promise<void> {
  const made = makeStory(storySeed, story);
  step(
    `A dataset of ${made.base.length.toLocaleString("en")} rows in ${github.owner}/${github.repo}, check ${check} required on main`,
  );
  await history(github, made);

  const title = `Add ${story.added.toLocaleString("en")} rows of autumn feedback, correct ${story.corrected}`;
  const poisoned = await propose(github, "autumn", title, made.head);
  const annotations = await github.annotations(poisoned.run.id);
  showCheckRun(poisoned.run, annotations, 5);
  if (picture !== undefined) await writeFile(picture, checkRunPicture(poisoned.run));
  assert(poisoned.run.conclusion === "failure", "the pull request with planted rows is blocked");

  step(bold("The maintainer presses the merge button."));
  const refused = await github.merge(poisoned.number);
  assert(!refused.merged, "branch protection refuses the merge");
  step(`   ${mark("failure")} refused with status 422: ${refused.message}`);

  const planted = new Set(made.planted);
  const honestRows = made.head.filter((_, at) => !planted.has(at));
  const honest = await propose(github, "autumn-without", `${title}, without the planted rows`, honestRows);
  step(`   ${mark(honest.run.conclusion)} ${check}: ${honest.run.output.title}`);
  assert(honest.run.conclusion !== "failure", "the same work without the planted rows passes");
  const accepted = await github.merge(honest.number);
  assert(accepted.merged, `the honest pull request is merged, but: ${accepted.message}`);
  step(`   ${mark("success")} merged: ${accepted.message}`);
}

const folder = await mkdtemp(path.join(tmpdir(), "dataset-review-demo-"));
const port = await freePort();
const github = await startStandIn(`http://127.0.0.1:${port}/api/github/webhooks`);
try {
  step(`GitHub stand-in at ${github.url}`);
  const app = await startApp(github, port, folder);
  step(`dataset-review serve at http://127.0.0.1:${port}, embedded database`);
  try {
    await play(github);
  } catch (error) {
    console.error(`The app's log:\n${app.log()}`);
    throw error;
  } finally {
    await app.stop();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  await github.close();
  await rm(folder, { recursive: true, force: true });
}
