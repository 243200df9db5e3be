import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import * as z from "zod";
import type { ByteSource } from "../model/dataset.ts";
import type { Unavailable } from "./blob.ts";
import { saveVerified, withRetries } from "./download.ts";
import { type Octokit, type RepositoryName, webOrigin } from "./octokit.ts";
import { fileSource, type Workspace } from "./workspace.ts";

/** What a Git LFS pointer names: SHA-256 and size of the real content. */
export interface LfsPointer {
  readonly oid: string;
  readonly size: number;
}

/** A pointer is at most this long (https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md). */
const longestPointer = 1024;

/** Reads a file's text as an LFS pointer; null where it is an ordinary file. */
export function parseLfsPointer(text: string): LfsPointer | null {
  if (text.length > longestPointer || !/^version https:\/\/git-lfs\.github\.com\/spec\/v1\r?\n/.test(text))
    return null;
  const oid = /^oid sha256:([0-9a-f]{64})\r?$/m.exec(text)?.[1];
  const size = /^size (\d{1,15})\r?$/m.exec(text)?.[1];
  return oid !== undefined && size !== undefined ? { oid, size: Number(size) } : null;
}

/** The pointer that a downloaded file is, or null. */
export async function lfsPointerOf({ file, size }: ByteSource): Promise<LfsPointer | null> {
  if (file === undefined || size === undefined || size > longestPointer) return null;
  return parseLfsPointer(await readFile(file, "utf8"));
}

const batchAnswer = z.object({
  objects: z.array(
    z.object({
      oid: z.string(),
      actions: z
        .object({
          download: z.object({
            href: z.url({ protocol: /^https?$/ }),
            header: z.record(z.string(), z.string()).optional(),
          }),
        })
        .optional(),
      error: z.object({ code: z.number(), message: z.string() }).optional(),
    }),
  ),
});

/**
 * Downloads the content behind a pointer through the LFS batch API
 * (https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md) and verifies its SHA-256. The server is always the
 * repository's own: an `.lfsconfig` in the pull request could name any other.
 */
export async function downloadLfs(
  octokit: Octokit,
  repository: RepositoryName,
  pointer: LfsPointer,
  blobSha: string,
  workspace: Workspace,
  signal?: AbortSignal,
): Promise<ByteSource | Unavailable> {
  const fetch = fetchOf(octokit);
  const answer = await fetch(batchUrl(octokit, repository), {
    method: "POST",
    headers: {
      accept: "application/vnd.git-lfs+json",
      "content-type": "application/vnd.git-lfs+json",
      authorization: `Basic ${Buffer.from(`x-access-token:${await tokenOf(octokit)}`).toString("base64")}`,
    },
    body: JSON.stringify({ operation: "download", transfers: ["basic"], objects: [pointer] }),
    ...(signal ? { signal } : {}),
  });
  if (answer.status >= 500 || answer.status === 429) throw httpError("Git LFS", answer);
  if (!answer.ok) return unavailable(`the LFS server answered ${answer.status}`);
  const parsed = batchAnswer.safeParse(await answer.json().catch(() => null));
  const object = parsed.data?.objects.find(({ oid }) => oid === pointer.oid);
  const download = object?.actions?.download;
  if (!download)
    return unavailable(
      object?.error ? `the LFS server says ${object.error.code}` : "the LFS server does not offer it",
    );

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
  return fileSource(file, { blobSha, size: pointer.size });
}

const unavailable = (why: string): Unavailable => ({
  unavailable: `It is stored with Git LFS and its content could not be had: ${why}. Check that the object was pushed.`,
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

async function tokenOf(octokit: Octokit): Promise<string> {
  const { token } = (await octokit.auth({ type: "installation" })) as { token: string };
  return token;
}

const fetchOf = (octokit: Octokit): typeof globalThis.fetch =>
  (octokit.request.endpoint.DEFAULTS.request as { fetch?: typeof globalThis.fetch } | undefined)?.fetch ??
  globalThis.fetch;
