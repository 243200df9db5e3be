import { setTimeout as sleep } from "node:timers/promises";
import type { Conclusion } from "../model/result.ts";
import { type CheckAnnotation, type CheckOutput, withinLimits } from "./check-output.ts";
import { externalId, parseExternalId, type RunOrigin } from "./external-id.ts";
import { appIdOf, type Octokit, type RepositoryName, statusOf } from "./octokit.ts";
import { BrokenAnswer } from "./whole-answers.ts";

/** The name that branch protection requires. It never changes. */
export const checkName = "dataset-review";

/** GitHub takes at most 50 annotations a request; further requests append. */
const annotationsPerRequest = 50;

/**
 * A request whose answer was lost may have been carried out, and neither a second run nor annotations posted twice can
 * be taken away: the client may not repeat these by itself. After a failure we look at what is there first.
 */
const once = { request: { retries: 0 } };
const postingAttempts = 4;

/** A check run of ours, as far as we look at it. */
export interface CheckRun {
  readonly id: number;
  readonly origin: RunOrigin | null;
  readonly completed: boolean;
  readonly conclusion: string | null;
  readonly annotationCount: number;
}

/** Posts check runs on one commit of one repository. */
export interface CheckRuns {
  /** All runs of ours on the commit, newest first. Any App, and any workflow, may post runs with our name and marks. */
  list(): Promise<readonly CheckRun[]>;
  /**
   * Starts a run in progress. A new analysis gets a run of its own, because annotations can be added to a run but
   * never taken away; a retry of the same job first looks for its run in the list.
   */
  create(origin: RunOrigin, output: CheckOutput, detailsUrl?: string | null): Promise<CheckRun>;
  /** Shows how far the work is. */
  progress(run: CheckRun, output: CheckOutput): Promise<void>;
  /** Ends a run. What an interrupted attempt has posted already is not posted twice. */
  complete(run: CheckRun, conclusion: Conclusion | "cancelled", output: CheckOutput): Promise<void>;
  /** Says something at the top of what a run shows, once; nothing else of it changes. */
  note(id: number, sentence: string): Promise<void>;
}

export function checkRunsOn(octokit: Octokit, repository: RepositoryName, headSha: string): CheckRuns {
  const { checks } = octokit.rest;

  async function list(): Promise<readonly CheckRun[]> {
    const appId = await appIdOf(octokit);
    let announced = 0;
    const runs = await octokit.paginate(
      checks.listForRef,
      { ...repository, ref: headSha, check_name: checkName, filter: "all", per_page: 100 },
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
        .map((run) => ({
          id: run.id,
          origin: parseExternalId(run.external_id),
          completed: run.status === "completed",
          conclusion: run.conclusion,
          annotationCount: run.output.annotations_count,
        }))
        .filter(({ origin }) => origin !== null)
        .sort((a, b) => b.id - a.id)
    );
  }

  async function create(
    origin: RunOrigin,
    output: CheckOutput,
    detailsUrl?: string | null,
  ): Promise<CheckRun> {
    try {
      const { data } = await checks.create({
        ...repository,
        ...once,
        name: checkName,
        head_sha: headSha,
        status: "in_progress",
        external_id: externalId(origin),
        started_at: new Date().toISOString(),
        output: posted(output, []),
        ...(detailsUrl ? { details_url: detailsUrl } : {}),
      });
      return { id: data.id, origin, completed: false, conclusion: null, annotationCount: 0 };
    } catch (error) {
      const made = (await list()).find((run) => run.origin && externalId(run.origin) === externalId(origin));
      if (made) return made;
      throw error;
    }
  }

  async function progress({ id }: CheckRun, output: CheckOutput): Promise<void> {
    await checks.update({
      ...repository,
      check_run_id: id,
      status: "in_progress",
      output: posted(output, []),
    });
  }

  async function complete(
    run: CheckRun,
    conclusion: Conclusion | "cancelled",
    output: CheckOutput,
  ): Promise<void> {
    const guarded = withinLimits(output);
    let known = run;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await post(known, conclusion, guarded);
        return;
      } catch (error) {
        const refused = (statusOf(error) ?? 500) < 500;
        if (refused || attempt === postingAttempts) throw error;
      }
      await sleep(attempt * 500);
      known = await read(run);
      if (known.completed && known.conclusion === conclusion) return;
    }
  }

  async function post(
    run: CheckRun,
    conclusion: Conclusion | "cancelled",
    output: CheckOutput,
  ): Promise<void> {
    const here = { ...repository, ...once, check_run_id: run.id };
    const waiting = await notYetPosted(run, output.annotations ?? []);
    while (waiting.length > annotationsPerRequest) {
      const batch = waiting.splice(0, annotationsPerRequest);
      await checks.update({ ...here, output: posted(output, batch) });
    }
    await checks.update({
      ...here,
      status: "completed",
      conclusion,
      completed_at: new Date().toISOString(),
      ...(output.actions === undefined ? {} : { actions: [...output.actions] }),
      output: posted(output, waiting),
    });
  }

  async function read(run: CheckRun): Promise<CheckRun> {
    const { data } = await checks.get({ ...repository, check_run_id: run.id });
    return {
      ...run,
      completed: data.status === "completed",
      conclusion: data.conclusion,
      annotationCount: data.output.annotations_count,
    };
  }

  async function note(id: number, sentence: string): Promise<void> {
    const { data } = await checks.get({ ...repository, check_run_id: id });
    const { title, summary, text } = data.output;
    const said = `> ${sentence}\n\n`;
    if (summary?.startsWith(said)) return;
    const output = withinLimits({
      title: title ?? "",
      summary: said + (summary ?? ""),
      ...(text === null ? {} : { text }),
    });
    await checks.update({ ...repository, check_run_id: id, output: posted(output, []) });
  }

  async function notYetPosted(run: CheckRun, wanted: readonly CheckAnnotation[]): Promise<CheckAnnotation[]> {
    if (run.annotationCount === 0 || wanted.length === 0) return [...wanted];
    const there = await octokit.paginate(checks.listAnnotations, {
      ...repository,
      check_run_id: run.id,
      per_page: 100,
    });
    const keys = new Set(
      there.map(({ path, start_line, message }) => JSON.stringify([path, start_line, message])),
    );
    return wanted.filter(
      ({ path, start_line, message }) => !keys.has(JSON.stringify([path, start_line, message])),
    );
  }

  return { list, create, progress, complete, note };
}

function posted({ title, summary, text }: CheckOutput, annotations: readonly CheckAnnotation[]) {
  return {
    title,
    summary,
    ...(text === undefined ? {} : { text }),
    ...(annotations.length === 0
      ? {}
      : { annotations: annotations.map((annotation) => definedOnly(annotation)) }),
  };
}

/** Leaves out what is undefined: the API refuses unknown and null fields alike. */
function definedOnly({ title, raw_details, ...rest }: CheckAnnotation) {
  return {
    ...rest,
    ...(title === undefined ? {} : { title }),
    ...(raw_details === undefined ? {} : { raw_details }),
  };
}
