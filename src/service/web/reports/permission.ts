/** Asks GitHub whether a person who signed in may read a repository. */
import { createHash } from "node:crypto";
import type { RepositoryName } from "../../../github/client/octokit.ts";
import type { MayRead } from "../../../github/may-read.ts";
import type { Session } from "./session.ts";

/** A "yes" is believed for this long; a "no" is asked again each time. */
const believedMs = 60_000;
const sessionsKept = 10_000;

/** Whether a session may read a repository, as GitHub said within the last minute. */
export type Permissions = ReturnType<typeof permissions>;

/** @param ask asks GitHub as the person who signed in */
export function permissions(
  ask: (token: string, repository: RepositoryName, repositoryId: number | null) => Promise<MayRead>,
  now: () => number = Date.now,
) {
  // By hash: what lies in memory longer than a request should not be a token.
  const granted = new Map<string, Map<string, number>>();
  const keyOf = ({ token }: Session) => createHash("sha256").update(token).digest("base64url");
  return {
    of: async (
      session: Session,
      repository: RepositoryName,
      repositoryId: number | null,
    ): Promise<MayRead> => {
      const key = keyOf(session);
      const what = JSON.stringify([repository.owner, repository.repo, repositoryId]);
      if ((granted.get(key)?.get(what) ?? 0) > now()) return "yes";
      const answer = await ask(session.token, repository, repositoryId);
      if (answer !== "yes") return answer;
      const known = granted.get(key) ?? new Map<string, number>();
      granted.set(key, known.set(what, now() + believedMs));
      const [oldest] = granted.keys();
      if (granted.size > sessionsKept && oldest !== undefined) granted.delete(oldest);
      return "yes";
    },
    /** What was learned in a session is not used again. */
    forget: (session: Session) => granted.delete(keyOf(session)),
  };
}
