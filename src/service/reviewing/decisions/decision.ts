/** The buttons of a check run, and who may press them. */

import { type Octokit, type RepositoryName, statusOf } from "../../../github/client/octokit.ts";
import { mostCommits, partIn } from "../../../github/contributors.ts";
import type { PullRequest } from "../../../github/pull-request.ts";
import type { CheckAction } from "../../../model/check-output.ts";
import type { Press } from "../../../model/job.ts";
import type { ReviewResult } from "../../../model/result.ts";

/** The buttons of a check run; GitHub shows them to people who may write. Labels hold 20 characters, the rest 40. */
const buttons: Readonly<Record<Press["verdict"], CheckAction>> = {
  accepted: {
    identifier: "accept",
    label: "Accept findings",
    description: "For maintainers, never for the author",
  },
  withdrawn: {
    identifier: "withdraw",
    label: "Withdraw acceptance",
    description: "The accepted findings count again",
  },
  fix: {
    identifier: "fix",
    label: "Propose a fix",
    description: "Commands that take the flagged rows out",
  },
};

/** What a button asks for; null for one that is not ours. */
export function verdictOf(identifier: string | undefined): Press["verdict"] | null {
  const verdicts = ["accepted", "withdrawn", "fix"] as const;
  return verdicts.find((verdict) => buttons[verdict].identifier === identifier) ?? null;
}

/** The buttons that make sense under a result. */
export function actionsFor({ findings, flaggedRows }: ReviewResult): CheckAction[] {
  const open = findings.some(({ severity }) => severity !== "info");
  // What was accepted in the file is withdrawn in the file.
  const accepted = findings.some((finding) => finding.accepted && finding.accepted.reason === undefined);
  return [
    ...(open ? [buttons.accepted] : []),
    ...(accepted ? [buttons.withdrawn] : []),
    ...(open && flaggedRows.length > 0 ? [buttons.fix] : []),
  ];
}

/**
 * Why somebody may not decide, in words for the check, or null where they may: a person with write access now, and none
 * of those whose changes are in question: who opened the pull request, pushed to it (`pushers`, by id), or made a commit
 * of it. GitHub shows the buttons by the same permission, but a press can be old.
 */
export async function whyNotDecide(
  octokit: Octokit,
  repository: RepositoryName,
  pull: PullRequest,
  { actorId, actorLogin }: Pick<Press, "actorId" | "actorLogin">,
  pushers: readonly number[],
): Promise<string | null> {
  if (pull.author.id === actorId || pull.author.login === actorLogin)
    return "nobody accepts findings of their own pull request";
  const reader = await whyNotWrite(octokit, repository, { actorId, actorLogin });
  if (reader !== null) return reader;
  const pushedTo = "nobody accepts findings of a pull request that they pushed to";
  if (pushers.includes(actorId)) return pushedTo;
  const { data: account } = await octokit.rest.users.getByUsername({ username: actorLogin });
  const person = { id: actorId, login: actorLogin, email: account.email };
  switch (await partIn(octokit, repository, pull, person)) {
    case "unknown":
      return `GitHub does not say who made the commits beyond the first ${mostCommits}. Squash them, or split the pull request`;
    case "commit":
      return "nobody accepts findings of a pull request that they made a commit of";
    case "push":
      return pushedTo;
    case "none":
      return null;
  }
}

/** Why somebody is not a person with write access at this moment, in words for the check; null where they are. */
export async function whyNotWrite(
  octokit: Octokit,
  repository: RepositoryName,
  { actorId, actorLogin }: Pick<Press, "actorId" | "actorLogin">,
): Promise<string | null> {
  let permission: string;
  let user: { readonly id: number; readonly type: string } | null;
  try {
    const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({
      ...repository,
      username: actorLogin,
    });
    ({ permission, user } = data);
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    return "this account is not known in the repository";
  }
  // A name can pass on to another account.
  if (user?.id !== actorId || user.type !== "User") return "only a person's own account decides";
  const may = permission === "admin" || permission === "write";
  return may ? null : "this needs write access to the repository";
}
