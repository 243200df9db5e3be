/** Downloads one file of a repository by the id of its content. */
import { buffer } from "node:stream/consumers";
import type { ByteSource } from "../../model/dataset.ts";
import { diskSource } from "../../versions/disk-source.ts";
import { saveVerified } from "../../versions/save-verified.ts";
import { askAgain } from "../client/ask-again.ts";
import { type Octokit, type RepositoryName, statusOf } from "../client/octokit.ts";
import { gitBlobFingerprint, withRetries } from "./download.ts";
import type { DownloadTools } from "./small-blobs.ts";

/** The API serves blobs up to 100 MB; GitHub refuses larger ones on push, except through LFS. */
const largestBlob = 100 * 1024 * 1024;

/** A file whose bytes cannot be had, with the reason in words for a maintainer. */
export interface Unavailable {
  readonly unavailable: string;
}

/** Downloads one blob into the workspace and verifies that it has the id that the tree names. */
export async function downloadBlob(
  { octokit, repository, workspace, signal }: DownloadTools,
  blobSha: string,
  size: number,
): Promise<ByteSource | Unavailable> {
  if (size > largestBlob) return tooLarge;
  const file = workspace.newFile();
  try {
    await withRetries(async () => {
      const body = await askAgain(() => openBlob(octokit, repository, blobSha, signal));
      await saveVerified(body, file, size, gitBlobFingerprint(blobSha, size), signal);
    });
  } catch (error) {
    const status = statusOf(error);
    if (status === 403 && /too.?large/i.test((error as Error).message)) return tooLarge;
    if (status !== null && gone.includes(status))
      return { unavailable: `GitHub does not give its content (status ${status}).` };
    throw error;
  }
  return { ...diskSource(file, size), blobSha };
}

/** Not there, not any more, or taken down for legal reasons: asking again would not help. */
const gone = [404, 410, 451];

const tooLarge: Unavailable = {
  unavailable: "GitHub's API serves files up to 100 MB. Split the file, or store it with Git LFS.",
};

/**
 * The bytes of a blob as they arrive. The raw media type is asked for; a server that does not know it answers JSON
 * with base64, so the response's content type decides how it is read.
 */
async function openBlob(
  octokit: Octokit,
  repository: RepositoryName,
  sha: string,
  signal?: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const response = await octokit.request("GET /repos/{owner}/{repo}/git/blobs/{file_sha}", {
    ...repository,
    file_sha: sha,
    mediaType: { format: "raw" },
    request: { parseSuccessResponseBody: false, ...(signal ? { signal } : {}) },
  });
  const body = response.data as unknown as AsyncIterable<Uint8Array> | null;
  const bytes = body ?? (async function* () {})();
  return /^application\/json\b/i.test(response.headers["content-type"] ?? "") ? decodeJson(bytes) : bytes;
}

async function* decodeJson(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const { content, encoding } = JSON.parse((await buffer(body)).toString("utf8")) as {
    content: string;
    encoding: string;
  };
  if (encoding !== "base64" && encoding !== "utf-8") throw new Error(`blob in unknown encoding ${encoding}`);
  yield Buffer.from(content, encoding === "base64" ? "base64" : "utf8");
}
