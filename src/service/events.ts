/** Turns webhooks into jobs. */
import type { EmitterWebhookEvent } from "@octokit/webhooks";
import { checkName, drillCheckName } from "../github/check-run.ts";
import { parseExternalId } from "../github/external-id.ts";
import type { Job } from "../model/job.ts";
import { verdictOf } from "./reviewing/decisions/decision.ts";

/** The webhooks that the App listens to; `app.yml` subscribes to them. */
export const handledEvents = [
  "pull_request.opened",
  "pull_request.synchronize",
  "pull_request.reopened",
  "pull_request.ready_for_review",
  "pull_request.edited",
  "check_run.rerequested",
  "check_run.requested_action",
  "check_suite.rerequested",
  "merge_group.checks_requested",
  "installation.created",
  "installation.unsuspend",
  "installation.new_permissions_accepted",
  "installation_repositories.added",
] as const;

export type HandledEvent = EmitterWebhookEvent<(typeof handledEvents)[number]>;

/** What a webhook asks for. Pure: everything comes from the payload, and what it lacks is found out by the worker. */
export function jobsForEvent({ name, payload }: HandledEvent): readonly Job[] {
  switch (name) {
    case "pull_request":
      return pullRequestJobs(payload);
    case "check_run":
      return checkRunJobs(payload);
    case "check_suite":
      return checkSuiteJobs(payload);
    case "merge_group":
      return mergeGroupJobs(payload);
    case "installation":
      return firstChecks(payload, payload.repositories ?? []);
    case "installation_repositories":
      return firstChecks(payload, payload.repositories_added);
  }
}

type Payload<Name extends HandledEvent["name"]> = Extract<HandledEvent, { name: Name }>["payload"];

interface Origin {
  readonly installation?: { readonly id: number } | null | undefined;
  readonly repository?:
    | {
        readonly id: number;
        readonly name: string;
        readonly owner: { readonly id: number; readonly login: string };
      }
    | undefined;
}

type Place = Pick<Job, "installationId" | "owner" | "repo" | "repositoryId" | "accountId">;

/** Where the work is. Null for a webhook that no installation sent: there would be no token to work with. */
function placeOf({ installation, repository }: Origin): Place | null {
  if (!installation || !repository) return null;
  const { id, owner, name } = repository;
  const of = { owner: owner.login, repo: name, repositoryId: id };
  return { ...of, installationId: installation.id, accountId: owner.id };
}

/**
 * Drafts are reviewed like all others: their author sees early what the check will say, and a draft can be marked
 * ready and merged before a review that starts only then could end.
 */
function pullRequestJobs(payload: Payload<"pull_request">): Job[] {
  const place = placeOf(payload);
  // Of all edits only a new base branch changes what there is to review.
  const rebased = payload.action === "edited" && "base" in payload.changes;
  if (!place || (payload.action === "edited" && !rebased)) return [];
  const { number, head, base, updated_at, state } = payload.pull_request;
  if (state !== "open") return [];
  return [
    {
      ...place,
      kind: "pull_request",
      pullNumber: number,
      headSha: head.sha,
      baseSha: base.sha,
      force: rebased,
      observedAt: updated_at,
      ...(payload.action === "synchronize" ? { pushedBy: payload.sender.id } : {}),
    },
  ];
}

function checkRunJobs(payload: Payload<"check_run">): Job[] {
  const { name, head_sha, external_id, pull_requests } = payload.check_run;
  if (name !== checkName && name !== drillCheckName) return [];
  if (payload.action === "requested_action") return decisionJobs(payload);
  return rerun(payload, head_sha, external_id, pull_requests);
}

/** A person pressed a button of a check run. Whether they may is the worker's to find out. */
function decisionJobs(payload: Payload<"check_run">): Job[] {
  const place = placeOf(payload);
  const origin = parseExternalId(payload.check_run.external_id);
  const pressed = "requested_action" in payload ? payload.requested_action.identifier : undefined;
  const verdict = verdictOf(pressed);
  if (!place || origin?.kind !== "pull_request" || verdict === null) return [];
  const { sender } = payload;
  return [
    {
      ...place,
      kind: "decision",
      pullNumber: origin.pullNumber,
      headSha: payload.check_run.head_sha,
      baseSha: null,
      force: false,
      press: { verdict, reviewId: origin.jobId, actorId: sender.id, actorLogin: sender.login },
    },
  ];
}

function checkSuiteJobs(payload: Payload<"check_suite">): Job[] {
  const { head_sha, pull_requests } = payload.check_suite;
  return rerun(payload, head_sha, null, pull_requests);
}

/**
 * A person asked for a re-run. The pull requests that GitHub names are empty for forks; our own mark on the run has
 * the number, and where there is none (a suite), the worker looks for it.
 */
function rerun(
  payload: Origin,
  headSha: string,
  mark: string | null,
  pullRequests: readonly { readonly number: number }[],
): Job[] {
  const place = placeOf(payload);
  if (!place) return [];
  const origin = parseExternalId(mark);
  const job = {
    ...place,
    kind: origin?.kind ?? ("pull_request" as const),
    headSha,
    baseSha: origin?.baseSha ?? null,
    force: true,
  };
  if (origin) return [{ ...job, pullNumber: origin.pullNumber }];
  const numbers = pullRequests.map(({ number }) => number);
  return (numbers.length > 0 ? numbers : [null]).map((pullNumber) => ({ ...job, pullNumber }));
}

function mergeGroupJobs(payload: Payload<"merge_group">): Job[] {
  const place = placeOf(payload);
  if (!place) return [];
  const { head_sha, base_sha } = payload.merge_group;
  return [
    { ...place, kind: "merge_group", pullNumber: null, headSha: head_sha, baseSha: base_sha, force: false },
  ];
}

/** A first check in each new repository; without one the check cannot be chosen as required. */
function firstChecks(
  { installation }: Payload<"installation" | "installation_repositories">,
  repositories: readonly { readonly id: number; readonly full_name: string; readonly name: string }[],
): Job[] {
  return repositories.map(({ id, full_name, name }) => ({
    kind: "installation",
    installationId: installation.id,
    owner: full_name.slice(0, full_name.indexOf("/")),
    repo: name,
    repositoryId: id,
    accountId: installation.account?.id ?? 0,
    pullNumber: null,
    // The payload does not say which commit is the newest one; the worker asks.
    headSha: "HEAD",
    baseSha: null,
    force: false,
  }));
}
