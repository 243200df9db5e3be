/** The Action: fetch the two versions that the event names, review them, and say it where the workflow shows it. */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { setOutput, summary, warning } from "@actions/core";
import { statusOf as httpStatus, type Octokit } from "../../github/client/octokit.ts";
import { tokenClient } from "../../github/client/token-client.ts";
import { keepComment } from "../../github/comment.ts";
import type { AuthorAssociation, ContributorFacts } from "../../model/pull-request.ts";
import type { ReviewResult } from "../../model/result.ts";
import type { ReportContext } from "../../report/context.ts";
import { titledSummary } from "../../report/markdown/markdown.ts";
import { contributorFacts, listMerged } from "../../service/reviewing/facts/contributor.ts";
import { configAt } from "../../versions/git/base-config.ts";
import { exitStatus, statusOf } from "../exit-status.ts";
import { type Format, plain, render } from "../formats.ts";
import { writeOutputFile } from "../output.ts";
import { writeScanFix } from "../scan/fix.ts";
import { type RemoteInput, readRemote } from "../scan/remote.ts";
import { reviewed } from "../scan/reviewed.ts";
import { basic } from "../tokens.ts";
import { type EventPullRequest, type ReviewedEvent, readEvent } from "./event.ts";
import type { ActionInputs } from "./inputs.ts";
import { type Workflow, workflowOf } from "./workflow.ts";

/** Reviews, writes outputs, summary, annotations and comment; answers whether the job is to fail. */
export async function reviewEvent(
  inputs: ActionInputs,
  env: Readonly<Record<string, string | undefined>>,
  say: (text: string) => void,
): Promise<boolean> {
  const workflow = workflowOf(env);
  const event = readEvent(env.GITHUB_EVENT_PATH);
  const folder = await mkdtemp(path.join(workflow.temp, "dataset-review-"));
  try {
    const read = await fetched(event, inputs, workflow, folder);
    const contributor = event.pull && (await contributorOf(event.pull, workflow, inputs.token));
    const result = await reviewed(
      read,
      contributor,
      event.pull === null ? undefined : (event.pull.body ?? ""),
    );
    const context = { ...contextOf(workflow, read.commits, event), notices: read.notices };
    say(await render("github", result, plain, context));
    await writeFiles(result, context, inputs, workflow);
    if (inputs.fix !== null) say(await writeFix(path.resolve(workflow.workspace, inputs.fix), read, result));
    if (inputs.comment && event.pull !== null) await comment(event.pull, inputs, workflow, result, context);
    return inputs.mode !== "observe" && statusOf(result, inputs.failOn) !== exitStatus.passed;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Both versions, and the configuration that holds. */
async function fetched(
  event: ReviewedEvent,
  { config: name, lfs, token, mode }: ActionInputs,
  workflow: Workflow,
  folder: string,
): Promise<RemoteInput> {
  const read = await readRemote({
    remote: {
      url: `${workflow.serverUrl}/${workflow.owner}/${workflow.repo}`,
      ...(token === "" ? {} : { authorization: basic("x-access-token", token) }),
    },
    base: event.base,
    head: event.head,
    lfs,
    config: {
      ...(name === null ? {} : { path: name }),
      read: ({ repo, base }) => configAt(repo, base, name),
    },
    folder,
  });
  if (mode !== "observe") return read;
  return { ...read, config: { ...read.config, policy: { ...read.config.policy, mode } } };
}

/** What the event says of the author, and what the API adds where the token may ask. */
async function contributorOf(
  pull: EventPullRequest,
  { owner, repo, apiUrl }: Workflow,
  token: string,
): Promise<ContributorFacts | null> {
  if (pull.user === null) return null;
  const author = {
    login: pull.user.login,
    isBot: pull.user.type === "Bot",
    association: pull.author_association as AuthorAssociation,
  };
  const { number, created_at: openedAt } = pull;
  const listed =
    token === "" ? null : await listMerged(tokenClient(token, apiUrl), { owner, repo }).catch(() => null);
  const merged = listed
    ?.filter((one) => one.login === author.login && one.number !== number)
    .map((one) => ({ number: one.number, mergedAt: one.mergedAt, changedRows: null }))
    .reverse();
  return contributorFacts({ author, openedAt, number }, merged ?? null);
}

function contextOf(
  { serverUrl, owner, repo, docsUrl }: Workflow,
  { head, mergeBase }: { readonly head: string; readonly mergeBase: string },
  { pull }: ReviewedEvent,
): ReportContext {
  return {
    repository: { htmlUrl: serverUrl, owner, repo, headSha: head, baseSha: mergeBase },
    pullNumber: pull?.number ?? null,
    docsUrl,
  };
}

/** The job's summary, and files for the steps that follow; their paths are outputs. */
async function writeFiles(
  result: ReviewResult,
  context: ReportContext,
  { sarif }: ActionInputs,
  { temp, workspace }: Workflow,
): Promise<void> {
  const write = async (name: string, format: Format, file: string): Promise<void> => {
    await mkdir(path.dirname(file), { recursive: true });
    await writeOutputFile(file, await render(format, result, plain, context));
    setOutput(name, file);
  };
  setOutput("conclusion", result.conclusion);
  setOutput("risk", result.risk.score);
  setOutput("level", result.risk.level);
  setOutput("findings", result.findings.length);
  setOutput("flagged-rows", result.flaggedRows.length);
  setOutput("not-analysed", result.notAnalysed.length);
  await write("result", "json", path.join(temp, "dataset-review.json"));
  await write("report", "html", path.join(temp, "dataset-review.html"));
  if (sarif !== null) await write("sarif", "sarif", path.resolve(workspace, sarif));
  await summary.addRaw(await render("markdown", result, plain, context)).write();
}

/** The change without its flagged rows, as a patch or as files, for the steps that follow. */
async function writeFix(
  target: string,
  { dataset, config }: RemoteInput,
  result: ReviewResult,
): Promise<string> {
  const said = await writeScanFix({ fix: target }, dataset, result, config);
  if (existsSync(target)) setOutput("fix", target);
  return said;
}

const marker = "<!-- dataset-review -->";

async function comment(
  { number }: EventPullRequest,
  { token }: ActionInputs,
  { owner, repo, apiUrl }: Workflow,
  result: ReviewResult,
  context: ReportContext,
): Promise<void> {
  const octokit: Octokit = tokenClient(token, apiUrl);
  try {
    await keepComment(octokit, { owner, repo }, number, { marker, text: titledSummary(result, context) });
  } catch (error) {
    // The verdict stands without it, and a token that may not comment is what every fork has.
    const status = httpStatus(error);
    warning(
      `No comment was written${status === null ? "" : ` (GitHub answered ${status})`}: the job needs the permission \`pull-requests: write\`, which pull requests from forks do not get. The job's summary holds the report.`,
    );
  }
}
