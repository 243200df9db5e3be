/** Keeps one comment of ours on a pull request, written anew instead of added to. */
import type { Octokit, RepositoryName } from "./client/octokit.ts";

/** Writes the comment that begins with `marker`, or a new one. Somebody else's comment with the same mark is not ours. */
export async function keepComment(
  octokit: Octokit,
  repository: RepositoryName,
  number: number,
  { marker, text }: { readonly marker: string; readonly text: string },
): Promise<void> {
  const body = `${marker}\n${text}`;
  const { viewer } = await octokit.graphql<{ viewer: { login: string } }>("query { viewer { login } }");
  const comments = await octokit.paginate(octokit.rest.issues.listComments, {
    ...repository,
    issue_number: number,
    per_page: 100,
  });
  const ours = comments.find(
    (comment) => comment.user?.login === viewer.login && comment.body?.startsWith(marker) === true,
  );
  if (ours?.body === body) return;
  if (ours) await octokit.rest.issues.updateComment({ ...repository, comment_id: ours.id, body });
  else await octokit.rest.issues.createComment({ ...repository, issue_number: number, body });
}
