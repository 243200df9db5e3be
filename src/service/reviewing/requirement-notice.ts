// The note on a check where its branch lets merges past it: looked up once in hours, and never worth a wait.
import type { Octokit } from "../../github/client/octokit.ts";
import { type Requirement, readRequirement } from "../../github/required-check.ts";
import type { Job } from "../../model/job.ts";
import { markdownCode } from "../../report/hostile.ts";
import { repositoryKey } from "../../store/repositories.ts";
import type { Cache } from "../../store/store.ts";

const kind = "required check";
const version = 1;
const knownForMs = 6 * 3_600_000;

/** What to say of the branch that a pull request goes to; null where all is well, or GitHub does not say. */
export async function requirementNotice(
  { owner, repo, force }: Pick<Job, "owner" | "repo" | "force">,
  branch: string,
  { octokit, store }: { readonly octokit: Octokit; readonly store: { readonly cache: Cache } },
): Promise<string | null> {
  const key = `${repositoryKey({ owner, repo })} ${branch}`;
  // Who has set the rule right and asks for a re-run wants the note to go.
  const known = force ? null : await lookedUp(store.cache, key);
  const requirement = known ?? (await readRequirement(octokit, { owner, repo }, branch).catch(() => null));
  if (requirement === null) return null;
  if (known === null) await store.cache.put(kind, version, key, Buffer.from(`${Date.now()} ${requirement}`));
  return words(requirement, branch);
}

async function lookedUp(cache: Cache, key: string): Promise<Requirement | null> {
  const kept = await cache.get(kind, version, key);
  const [, at, requirement] = /^(\d+) (.+)$/.exec(kept ? Buffer.from(kept).toString() : "") ?? [];
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
