/** Finds, writes and ends the check run that a maintainer sees on a pull request. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Annotation, CheckOutput } from "../model/check-output.ts";
import type { Conclusion } from "../model/result.ts";
import { withinLimits } from "./check-output.ts";
import { appIdOf, type Octokit, type RepositoryName, statusOf } from "./client/octokit.ts";
import { BrokenAnswer } from "./client/whole-answers.ts";
import { externalId, parseExternalId, type RunOrigin } from "./external-id.ts";

/** The name that branch protection requires. It never changes. */
export const checkName = "dataset-review";

/** A drill's run has another one: on a commit that is a pull request's head as well it must not stand for its review. */
export const drillCheckName = "dataset-review drill";

/** GitHub takes at most 50 annotations a request; further requests append. */
const annotationsPerRequest = 50;

/**
 * A request whose answer was lost may have been carried out, and neither a second run nor annotations posted twice can
 * be taken away: the client may not repeat these by itself. After a failure we look at what is there first.
 */
const once = { request: { retries: 0 } };
const postingAttempts = 4;
const pauseMs = 500;

/** A check run of ours, as far as we look at it. */
export interface CheckRun {
  readonly id: number;
  readonly origin: RunOrigin | null;
  readonly completed: boolean;
  readonly conclusion: string | null;
  readonly annotationCount: number;
}

/** Whether a run says how a review came out. GitHub itself ends one that was left alone for long, as `stale` or `timed_out`. */
export const isVerdict = (conclusion: string | null): conclusion is Conclusion =>
  conclusion === "success" || conclusion === "neutral" || conclusion === "failure";

/** Posts check runs on one commit of one repository. */
export type CheckRuns = ReturnType<typeof checkRunsOn>;

/** The runs of one name on a commit, and the client that posts them. */
interface Commit {
  readonly octokit: Octokit;
  readonly repository: RepositoryName;
  readonly headSha: string;
  /** Name of the runs. */
  readonly name: string;
}

export function checkRunsOn(octokit: Octokit, repository: RepositoryName, headSha: string, name = checkName) {
  const at: Commit = { octokit, repository, headSha, name };
  return {
    /** All runs of ours on the commit, newest first. Any App, and any workflow, may post runs with our name and marks. */
    list: () => list(at),
    /**
     * Starts a run in progress. A new analysis gets a run of its own, because annotations can be added to a run but
     * never taken away; a retry of the same job first looks for its run in the list.
     */
    create: (origin: RunOrigin, output: CheckOutput, detailsUrl?: string | null) =>
      create(at, origin, output, detailsUrl),
    /** Shows how far the work is. */
    progress: async ({ id }: CheckRun, output: CheckOutput): Promise<void> => {
      await update(at, id, { status: "in_progress", output: posted(output, []) });
    },
    /** Ends a run. What an interrupted attempt has posted already is not posted twice. */
    complete: (run: CheckRun, conclusion: Conclusion | "cancelled", output: CheckOutput) =>
      complete(at, run, conclusion, withinLimits(output)),
    /** Says something at the top of what a run shows, once; nothing else of it changes. */
    note: (id: number, sentence: string) => note(at, id, sentence),
  };
}

async function list({ octokit, repository, headSha, name }: Commit): Promise<CheckRun[]> {
  const appId = await appIdOf(octokit);
  let announced = 0;
  const runs = await octokit.paginate(
    octokit.rest.checks.listForRef,
    { ...repository, ref: headSha, check_name: name, filter: "all", per_page: 100 },
    ({ data }) => {
      const { total_count, check_runs } = data as unknown as { total_count?: number; check_runs?: unknown };
      announced = Math.max(announced, total_count ?? 0);
      return (check_runs ?? data) as typeof data;
    },
  );
  // A list cut short would hide a run that is there: a second one would be made, and a failing one overlooked.
  if (runs.length < announced) throw new BrokenAnswer("GitHub's list of check runs was cut short.");
  return (
    runs
      // GitHub may leave the App out; then our mark has to do.
      .filter(({ app }) => appId === null || app === null || app.id === appId)
      .map((run) => ({ ...asShown(run), id: run.id, origin: parseExternalId(run.external_id) }))
      .filter(({ origin }) => origin !== null)
      .sort((a, b) => b.id - a.id)
  );
}

/** What GitHub says of a run that can change. */
function asShown(run: {
  readonly status: string;
  readonly conclusion: string | null;
  readonly output: { readonly annotations_count: number };
}): Pick<CheckRun, "completed" | "conclusion" | "annotationCount"> {
  return {
    completed: run.status === "completed",
    conclusion: run.conclusion,
    annotationCount: run.output.annotations_count,
  };
}

async function create(
  at: Commit,
  origin: RunOrigin,
  output: CheckOutput,
  detailsUrl?: string | null,
): Promise<CheckRun> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { data } = await at.octokit.rest.checks.create({
        ...at.repository,
        ...once,
        name: at.name,
        head_sha: at.headSha,
        status: "in_progress",
        external_id: externalId(origin),
        started_at: new Date().toISOString(),
        output: posted(output, []),
        ...(detailsUrl ? { details_url: detailsUrl } : {}),
      });
      return { id: data.id, origin, completed: false, conclusion: null, annotationCount: 0 };
    } catch (error) {
      if (isRefused(error)) throw error;
      await sleep(attempt * pauseMs);
      const made = (await list(at)).find(
        (run) => run.origin && externalId(run.origin) === externalId(origin),
      );
      if (made) return made;
      if (attempt === postingAttempts) throw error;
    }
  }
}

/** Whether GitHub understood a request and did not carry it out. */
const isRefused = (error: unknown): boolean => (statusOf(error) ?? 500) < 500;

async function update(
  { octokit, repository }: Commit,
  id: number,
  change: Omit<
    Parameters<Octokit["rest"]["checks"]["update"]>[0] & object,
    "owner" | "repo" | "check_run_id"
  >,
): Promise<void> {
  await octokit.rest.checks.update({ ...repository, check_run_id: id, ...change });
}

async function complete(
  at: Commit,
  run: CheckRun,
  conclusion: Conclusion | "cancelled",
  output: CheckOutput,
): Promise<void> {
  let known = run;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await post(at, known, conclusion, output);
      return;
    } catch (error) {
      if (isRefused(error) || attempt === postingAttempts) throw error;
    }
    await sleep(attempt * pauseMs);
    const { data } = await at.octokit.rest.checks.get({ ...at.repository, check_run_id: run.id });
    known = { ...run, ...asShown(data) };
    if (known.completed && known.conclusion === conclusion) return;
  }
}

async function post(
  at: Commit,
  run: CheckRun,
  conclusion: Conclusion | "cancelled",
  output: CheckOutput,
): Promise<void> {
  const waiting = await notYetPosted(at, run, output.annotations ?? []);
  while (waiting.length > annotationsPerRequest) {
    const batch = waiting.splice(0, annotationsPerRequest);
    await update(at, run.id, { ...once, output: posted(output, batch) });
  }
  await update(at, run.id, {
    ...once,
    status: "completed",
    conclusion,
    completed_at: new Date().toISOString(),
    ...(output.actions === undefined ? {} : { actions: [...output.actions] }),
    output: posted(output, waiting),
  });
}

async function note(at: Commit, id: number, sentence: string): Promise<void> {
  const { data } = await at.octokit.rest.checks.get({ ...at.repository, check_run_id: id });
  const { title, summary, text } = data.output;
  const said = `> ${sentence}\n\n`;
  if (summary?.startsWith(said)) return;
  const output = withinLimits({
    title: title ?? "",
    summary: said + (summary ?? ""),
    ...(text === null ? {} : { text }),
  });
  await update(at, id, { output: posted(output, []) });
}

async function notYetPosted(
  { octokit, repository }: Commit,
  run: CheckRun,
  wanted: readonly Annotation[],
): Promise<Annotation[]> {
  if (run.annotationCount === 0 || wanted.length === 0) return [...wanted];
  const there = await octokit.paginate(octokit.rest.checks.listAnnotations, {
    ...repository,
    check_run_id: run.id,
    per_page: 100,
  });
  const keyOf = ({
    path,
    start_line,
    message,
  }: Pick<Annotation, "path" | "start_line"> & { message: string | null }) =>
    JSON.stringify([path, start_line, message]);
  const keys = new Set(there.map(keyOf));
  return wanted.filter((annotation) => !keys.has(keyOf(annotation)));
}

function posted({ title, summary, text }: CheckOutput, annotations: readonly Annotation[]) {
  return {
    title,
    summary,
    ...(text === undefined ? {} : { text }),
    ...(annotations.length === 0 ? {} : { annotations: [...annotations] }),
  };
}
