/** Downloads content that a repository keeps in Git LFS. */
import { createHash } from "node:crypto";
import type { ByteSource } from "../../model/dataset.ts";
import { diskSource } from "../../versions/disk-source.ts";
import { batchRequest, offeredBy } from "../../versions/lfs/batch.ts";
import type { LfsPointer } from "../../versions/lfs/pointer.ts";
import { saveVerified } from "../../versions/save-verified.ts";
import { type Octokit, type RepositoryName, webOrigin } from "../client/octokit.ts";
import { BrokenAnswer } from "../client/whole-answers.ts";
import type { Unavailable } from "./blob.ts";
import { withRetries } from "./download.ts";
import type { DownloadTools } from "./small-blobs.ts";

/**
 * Downloads the content behind a pointer through the LFS batch API
 * (https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md) and verifies its SHA-256. The server is always the
 * repository's own: an `.lfsconfig` in the pull request could name any other.
 */
export async function downloadLfs(
  { octokit, repository, workspace, signal }: DownloadTools,
  pointer: LfsPointer,
  blobSha: string,
): Promise<ByteSource | Unavailable> {
  const fetch = fetchOf(octokit);
  const ask = async (refresh: boolean): Promise<Response> => {
    const named = Buffer.from(`x-access-token:${await tokenOf(octokit, refresh)}`).toString("base64");
    const request = batchRequest(pointer, `Basic ${named}`);
    return fetch(batchUrl(octokit, repository), { ...request, ...(signal ? { signal } : {}) });
  };
  let answer = await ask(false);
  // The kept token may have been revoked meanwhile; no hook of the client sees these calls.
  if (answer.status === 401) answer = await ask(true);
  if (answer.status >= 500 || answer.status === 429) throw httpError("Git LFS", answer);
  if (!answer.ok) return unavailable(`the LFS server answered ${answer.status}`);
  const said: unknown = await answer.json().catch(() => null);
  if (said === null) throw new BrokenAnswer("The answer of the LFS server was not whole.");
  const download = offeredBy(said, pointer);
  if (typeof download === "string") return unavailable(download);

  const file = workspace.newFile();
  await withRetries(async () => {
    const response = await fetch(download.href, {
      headers: download.header ?? {},
      ...(signal ? { signal } : {}),
    });
    if (!response.ok || !response.body) throw httpError("The LFS storage", response);
    const fingerprint = { hash: createHash("sha256"), expected: pointer.oid };
    await saveVerified(response.body as AsyncIterable<Uint8Array>, file, pointer.size, fingerprint, signal);
  });
  return { ...diskSource(file, pointer.size), blobSha };
}

const unavailable = (why: string): Unavailable => ({
  unavailable: `It is stored with Git LFS and its content could not be had: ${why}. Check that the object was pushed, and that the owner's LFS bandwidth is not used up.`,
});

function httpError(who: string, response: Response): Error {
  const headers = Object.fromEntries(response.headers);
  return Object.assign(new Error(`${who} answered ${response.status}`), {
    status: response.status,
    response: { headers },
  });
}

function batchUrl(octokit: Octokit, { owner, repo }: RepositoryName): string {
  const repository = `${encodeURIComponent(owner)}/${encodeURIComponent(repo)}`;
  return `${webOrigin(octokit)}/${repository}.git/info/lfs/objects/batch`;
}

async function tokenOf(octokit: Octokit, refresh: boolean): Promise<string> {
  const { token } = (await octokit.auth({ type: "installation", refresh })) as { token: string };
  return token;
}

const fetchOf = (octokit: Octokit): typeof globalThis.fetch =>
  (octokit.request.endpoint.DEFAULTS.request as { fetch?: typeof globalThis.fetch } | undefined)?.fetch ??
  globalThis.fetch;
