import type { Job } from "../../model/job.ts";
import type { Acceptances } from "../../risk/accept.ts";
import type { Decisions } from "../../store/store.ts";

/**
 * Which findings of a review people have accepted by the button. In a pull request its own decisions count; a merge group brings
 * several pull requests together, so there the decisions of the whole repository do, on the very same records.
 */
export async function acceptancesFor(
  decisions: Decisions,
  { kind, owner, repo, pullNumber }: Job,
  rowsHashes: ReadonlyMap<string, string>,
): Promise<Acceptances> {
  const pull = kind === "pull_request" ? pullNumber : null;
  const latest = await decisions.latest(owner, repo, pull);
  return ({ id }) => {
    const decision = latest.find(
      ({ findingId, rowsHash }) => findingId === id && rowsHash === rowsHashes.get(id),
    );
    if (decision?.verdict !== "accepted") return null;
    return { by: decision.actorLogin, at: new Date(decision.at).toISOString() };
  };
}
