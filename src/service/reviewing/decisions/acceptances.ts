/** Looks up which findings people have accepted by the button of a check run. */
import type { Job } from "../../../model/job.ts";
import type { ReviewResult } from "../../../model/result.ts";
import { type Acceptances, staysAccepted } from "../../../risk/accept.ts";
import type { Decisions } from "../../../store/store.ts";

/**
 * Which findings of a review people have accepted by the button. In a pull request its own decisions count; a merge group brings
 * several pull requests together, so there the decisions of the whole repository do, on the very same records. A finding
 * that stands on earlier changes stays accepted where it was accepted in one of those.
 */
export async function acceptancesFor(
  decisions: Decisions,
  { kind, owner, repo, pullNumber }: Job,
  rowsHashes: ReadonlyMap<string, string>,
  { findings, memory }: Pick<ReviewResult, "findings" | "memory">,
): Promise<Acceptances> {
  const own = kind === "pull_request" ? pullNumber : null;
  const latest = await decisions.latest(owner, repo, findings.some(staysAccepted) ? null : own);
  const merged = new Set(memory?.changes.map(({ pull }) => pull));
  return (finding) => {
    const decision = latest.find(
      ({ findingId, rowsHash, pullNumber: where }) =>
        findingId === finding.id &&
        (staysAccepted(finding) && where !== own && merged.has(where)
          ? true
          : (own === null || where === own) && rowsHash === rowsHashes.get(finding.id)),
    );
    if (decision?.verdict !== "accepted") return null;
    return { by: decision.actorLogin, at: new Date(decision.at).toISOString() };
  };
}
