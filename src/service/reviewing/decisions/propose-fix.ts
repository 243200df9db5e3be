/** The button "Propose a fix": a comment with the commands that take the flagged rows out of the contributor's branch. */
import { appIdOf, type Octokit, type RepositoryName, statusOf } from "../../../github/client/octokit.ts";
import { type PullRequest, readCommits } from "../../../github/pull-request.ts";
import type { Press } from "../../../model/job.ts";
import { counted } from "../../../report/clip.ts";
import { fixCommands } from "../../../report/words/in-brief.ts";
import type { KeptFinding } from "../../../store/store.ts";
import { whyNotWrite } from "./decision.ts";

/** What is proposed: who asks for it, of which review, and what that found. */
export interface Proposal {
  readonly press: Press;
  readonly headSha: string;
  readonly findings: readonly KeptFinding[];
}

/**
 * Comments once a review. It commits nothing and decides nothing: whoever may press decides what to run, on their own
 * machine, so the author may, too. Returns why there is nothing to propose, or what the check is to say instead where the
 * App may not comment; null when all is done.
 */
export async function proposeFix(
  octokit: Octokit,
  repository: RepositoryName,
  pull: PullRequest,
  { press, headSha, findings }: Proposal,
): Promise<{ readonly refused: string } | { readonly said: string } | null> {
  const isAuthor = pull.author.id === press.actorId;
  const refused = isAuthor ? null : await whyNotWrite(octokit, repository, press);
  if (refused !== null) return { refused };
  if (pull.headSha !== headSha) return { refused: "a newer commit has a check of its own" };
  const rows = new Set(
    findings
      .filter(({ severity }) => severity !== "info")
      .flatMap((finding) => finding.rows.map(({ path, line, side }) => `${side} ${line} ${path}`)),
  );
  if (rows.size === 0) return { refused: "no finding names rows that could be taken out" };
  const { mergeBase } = await readCommits(octokit, repository, pull.baseRef, headSha);
  const commands = fixCommands({ pullNumber: pull.number, repository: { baseSha: mergeBase, headSha } });
  const what = `These commands take out what the check names (${counted(rows.size, "row")}) and leave every other row as it is`;
  const keep = "`--keep F2` beside `--fix` leaves in what a finding names that is fine.";
  const marker = `<!-- dataset-review fix ${press.reviewId} -->`;
  const body = `${marker}\n${what}:\n\n\`\`\`sh\n${commands.join("\n")}\n\`\`\`\n\n${keep}`;
  try {
    await commentOnce(octokit, { ...repository, issue_number: pull.number }, marker, body);
    return null;
  } catch (error) {
    // The App asks for no leave to comment; where it was given none, the check has room.
    if (![403, 404, 410].includes(statusOf(error) ?? 0)) throw error;
    return { said: `${what}: ${commands.map((command) => `\`${command}\``).join(", then ")}. ${keep}` };
  }
}

/** A press may come twice, and the answer to a comment be lost. Somebody else's comment with our mark is not ours. */
async function commentOnce(
  octokit: Octokit,
  issue: RepositoryName & { readonly issue_number: number },
  marker: string,
  body: string,
): Promise<void> {
  const appId = await appIdOf(octokit);
  const comments = await octokit.paginate(octokit.rest.issues.listComments, { ...issue, per_page: 100 });
  const isOurs = (comment: (typeof comments)[number]): boolean =>
    (appId === null || comment.performed_via_github_app?.id === appId) &&
    comment.body?.startsWith(marker) === true;
  if (!comments.some(isOurs))
    await octokit.rest.issues.createComment({ ...issue, body, request: { retries: 0 } });
}
