/** Downloads content through the Git LFS batch API (https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md). */
import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import path from "node:path";
import type { ByteSource } from "../../model/dataset.ts";
import { diskSource } from "../disk-source.ts";
import type { Remote } from "../git/run-git.ts";
import { saveVerified } from "../save-verified.ts";
import { batchRequest, type LfsDownload, offeredBy } from "./batch.ts";
import type { LfsPointer } from "./pointer.ts";

/** The LFS server of a repository, and where downloads are kept. */
export interface LfsServer extends Remote {
  /** Folder for downloaded content; the caller removes it. */
  readonly folder: string;
}

type Missing = { readonly missing: string };

/**
 * The content behind a pointer, its SHA-256 and size verified, or why it could not be had. The server is always the
 * repository's own: an `.lfsconfig` of the pull request could name any other.
 */
export async function downloadLfs(server: LfsServer, pointer: LfsPointer): Promise<ByteSource | Missing> {
  const offered = await askFor(server, pointer);
  if ("missing" in offered) return offered;
  const answer = await reach(offered.href, { headers: offered.header ?? {} });
  if (answer?.ok !== true || answer.body === null) return missing(answered("LFS storage", answer));
  const file = path.join(server.folder, pointer.oid);
  try {
    const fingerprint = { hash: createHash("sha256"), expected: pointer.oid };
    await saveVerified(answer.body as AsyncIterable<Uint8Array>, file, pointer.size, fingerprint);
    return diskSource(file, pointer.size);
  } catch {
    await rm(file, { force: true });
    return missing("what came is not what the pointer names");
  }
}

async function askFor(
  { url, authorization }: LfsServer,
  pointer: LfsPointer,
): Promise<LfsDownload | Missing> {
  const answer = await reach(`${url.replace(/(?:\.git)?\/?$/, "")}.git/info/lfs/objects/batch`, {
    ...batchRequest(pointer, authorization),
  });
  if (answer?.ok !== true) return missing(answered("LFS server", answer));
  const offered = offeredBy(await answer.json().catch(() => null), pointer);
  return typeof offered === "string" ? missing(offered) : offered;
}

/** Null where there is no answer at all. */
async function reach(url: string, init: RequestInit): Promise<Response | null> {
  return fetch(url, init).catch(() => null);
}

const answered = (who: string, answer: Response | null): string =>
  answer === null ? `the ${who} cannot be reached` : `the ${who} answered ${answer.status}`;

const missing = (why: string): Missing => ({
  missing: `It is stored with Git LFS and its content could not be had: ${why}. Check that the object was pushed, and that the token may read it.`,
});
