/** The note on a check where its branch lets merges past it: looked up by the sweep and for failures, never worth a wait. */
import type { Octokit } from "../../github/client/octokit.ts";
import { type Requirement, readRequirement } from "../../github/required-check.ts";
import type { Job } from "../../model/job.ts";
import { markdownCode } from "../../report/hostile.ts";
import { repositoryKey } from "../../store/repositories.ts";
import type { Cache } from "../../store/store.ts";

const kind = "required check";
const version = 1;
const knownForMs = 6 * 3_600_000;

type Tools = { readonly octokit: Octokit; readonly store: { readonly cache: Cache } };
type Place = Pick<Job, "owner" | "repo">;

/**
 * What to say of the branch that a pull request goes to; null where all is well, or nothing is known. GitHub is asked
 * where that is worth two requests (`ask`); who asks for a re-run (`force`) has set the rule right and wants the note to go.
 */
export async function requirementNotice(
  { owner, repo, force }: Place & Pick<Job, "force">,
  branch: string,
  { octokit, store }: Tools,
  ask: boolean,
): Promise<string | null> {
  const known = force ? null : await lookedUp(store.cache, keyOf({ owner, repo }, branch));
  const requirement =
    known ?? (ask || force ? await lookUp({ owner, repo }, branch, { octokit, store }) : null);
  return requirement && words(requirement, branch);
}

/** Looks a branch up for the reviews to come, where that was not done for hours. */
export async function learnRequirement(place: Place, branch: string, tools: Tools): Promise<void> {
  if ((await lookedUp(tools.store.cache, keyOf(place, branch))) === null) await lookUp(place, branch, tools);
}

const keyOf = (place: Place, branch: string): string => `${repositoryKey(place)} ${branch}`;

/** Null where GitHub does not answer now. */
async function lookUp(place: Place, branch: string, { octokit, store }: Tools): Promise<Requirement | null> {
  const found = await readRequirement(octokit, place, branch).catch(() => null);
  if (found !== null) await store.cache.put(kind, version, keyOf(place, branch), `${Date.now()} ${found}`);
  return found;
}

async function lookedUp(cache: Cache, key: string): Promise<Requirement | null> {
  const kept = await cache.get(kind, version, key);
  const [, at, requirement] = /^(\d+) (.+)$/.exec(kept ?? "") ?? [];
  return Date.now() - Number(at) < knownForMs ? (requirement as Requirement) : null;
}

function words(requirement: Requirement, branch: string): string | null {
  const name = markdownCode(branch);
  switch (requirement) {
    case "ours":
    case "unknown":
      return null;
    case "nothing":
      return `${name} does not require this check, so that a pull request can be merged whatever it says. ${remedy}`;
    case "from anybody":
      return `${name} requires a check of this name from anybody: a workflow or another App can post one that passes. ${remedy}`;
    case "from another":
      return `${name} requires a check of this name, but from another App than this one. ${remedy}`;
  }
}

const remedy =
  "In the ruleset of the branch, under “Require status checks to pass”, add `dataset-review` with this App as its source; `docs/security.md` shows how.";
