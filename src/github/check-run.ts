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

/** Posts check runs of one name on one commit of one repository. */
export class CheckRuns {
  readonly #octokit: Octokit;
  readonly #repository: RepositoryName;
  readonly #headSha: string;
  readonly #name: string;

  constructor(octokit: Octokit, repository: RepositoryName, headSha: string, name: string) {
    this.#octokit = octokit;
    this.#repository = repository;
    this.#headSha = headSha;
    this.#name = name;
  }

  /** All runs of ours on the commit, newest first. Any App, and any workflow, may post runs with our name and marks. */
  async list(): Promise<CheckRun[]> {
    const appId = await appIdOf(this.#octokit);
    let announced = 0;
    const runs = await this.#octokit.paginate(
      this.#octokit.rest.checks.listForRef,
      { ...this.#repository, ref: this.#headSha, check_name: this.#name, filter: "all", per_page: 100 },
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

  /**
   * Starts a run in progress. A new analysis gets a run of its own, because annotations can be added to a run but
   * never taken away; a retry of the same job first looks for its run in the list.
   */
  async create(origin: RunOrigin, output: CheckOutput, detailsUrl?: string | null): Promise<CheckRun> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { data } = await this.#octokit.rest.checks.create({
          ...this.#repository,
          ...once,
          name: this.#name,
          head_sha: this.#headSha,
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
        const isMade = (run: CheckRun) => run.origin && externalId(run.origin) === externalId(origin);
        const made = (await this.list()).find(isMade);
        if (made) return made;
        if (attempt === postingAttempts) throw error;
      }
    }
  }

  /** Shows how far the work is. */
  progress({ id }: CheckRun, output: CheckOutput): Promise<void> {
    return this.#update(id, { status: "in_progress", output: posted(output, []) });
  }

  /** Ends a run. What an interrupted attempt has posted already is not posted twice. */
  async complete(run: CheckRun, conclusion: Conclusion | "cancelled", output: CheckOutput): Promise<void> {
    const shown = withinLimits(output);
    let known = run;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#post(known, conclusion, shown);
        return;
      } catch (error) {
        if (isRefused(error) || attempt === postingAttempts) throw error;
      }
      await sleep(attempt * pauseMs);
      known = { ...run, ...asShown(await this.#shownBy(run.id)) };
      if (known.completed && known.conclusion === conclusion) return;
    }
  }

  /** Says something at the top of what a run shows, once; nothing else of it changes. */
  async note(id: number, sentence: string): Promise<void> {
    const { title, summary, text } = (await this.#shownBy(id)).output;
    const said = `> ${sentence}\n\n`;
    if (summary?.startsWith(said)) return;
    const output = withinLimits({
      title: title ?? "",
      summary: said + (summary ?? ""),
      ...(text === null ? {} : { text }),
    });
    await this.#update(id, { output: posted(output, []) });
  }

  async #shownBy(id: number) {
    return (await this.#octokit.rest.checks.get({ ...this.#repository, check_run_id: id })).data;
  }

  async #update(id: number, change: Change): Promise<void> {
    await this.#octokit.rest.checks.update({ ...this.#repository, check_run_id: id, ...change });
  }

  async #post(run: CheckRun, conclusion: Conclusion | "cancelled", output: CheckOutput): Promise<void> {
    const waiting = await this.#notYetPosted(run, output.annotations ?? []);
    while (waiting.length > annotationsPerRequest) {
      const batch = waiting.splice(0, annotationsPerRequest);
      await this.#update(run.id, { ...once, output: posted(output, batch) });
    }
    await this.#update(run.id, {
      ...once,
      status: "completed",
      conclusion,
      completed_at: new Date().toISOString(),
      ...(output.actions === undefined ? {} : { actions: [...output.actions] }),
      output: posted(output, waiting),
    });
  }

  async #notYetPosted(run: CheckRun, wanted: readonly Annotation[]): Promise<Annotation[]> {
    if (run.annotationCount === 0 || wanted.length === 0) return [...wanted];
    const there = await this.#octokit.paginate(this.#octokit.rest.checks.listAnnotations, {
      ...this.#repository,
      check_run_id: run.id,
      per_page: 100,
    });
    const keyOf = (one: Pick<Annotation, "path" | "start_line"> & { message: string | null }) =>
      JSON.stringify([one.path, one.start_line, one.message]);
    const keys = new Set(there.map(keyOf));
    return wanted.filter((annotation) => !keys.has(keyOf(annotation)));
  }
}

export function checkRunsOn(octokit: Octokit, repository: RepositoryName, headSha: string, name = checkName) {
  return new CheckRuns(octokit, repository, headSha, name);
}

type Change = Omit<
  Parameters<Octokit["rest"]["checks"]["update"]>[0] & object,
  "owner" | "repo" | "check_run_id"
>;

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

/** Whether GitHub understood a request and did not carry it out. */
const isRefused = (error: unknown): boolean => (statusOf(error) ?? 500) < 500;

function posted({ title, summary, text }: CheckOutput, annotations: readonly Annotation[]) {
  return {
    title,
    summary,
    ...(text === undefined ? {} : { text }),
    ...(annotations.length === 0 ? {} : { annotations: [...annotations] }),
  };
}
