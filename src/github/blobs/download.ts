/** What proves a download, and which downloads are tried again. */
import { createHash } from "node:crypto";
import { type Fingerprint, TooManyBytes, WrongBytes } from "../../versions/save-verified.ts";

/** Git's id of a blob: SHA-1, or SHA-256 in repositories that use it, over a header with the size and the bytes. */
export function gitBlobFingerprint(blobSha: string, size: number): Fingerprint {
  const hash = createHash(blobSha.length === 64 ? "sha256" : "sha1").update(`blob ${size}\0`);
  return { hash, expected: blobSha };
}

/** Runs a download again where its bytes arrived broken: three times in all. */
export async function withRetries<T>(download: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await download();
    } catch (error) {
      if (attempt >= 3 || !isTransient(error)) throw error;
    }
  }
}

/** A connection that broke while the body was read. Refusals by status were retried by the client already. */
function isTransient(error: unknown): boolean {
  if (error instanceof WrongBytes || error instanceof TooManyBytes) return true;
  const { code, name } = error as { code?: unknown; name?: unknown };
  return (
    name === "TypeError" ||
    code === "ECONNRESET" ||
    code === "ERR_STREAM_PREMATURE_CLOSE" ||
    code === "UND_ERR_SOCKET"
  );
}
