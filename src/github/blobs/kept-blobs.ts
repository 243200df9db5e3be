/** Small files that were read once, kept in the memory of a process under the id of their content. */
import { recentlyUsed } from "../../collections/recently-used.ts";
import type { Way } from "./ways.ts";

/** Files that did not change are the reference of one review after the other: each is downloaded once. */
export type KeptBlobs = ReturnType<typeof keptBlobs>;

/** Larger ones are few, and not worth the memory. */
export const largestKept = 1024 * 1024;

/** Keeps up to `room` bytes; what was not used for longest goes first. */
export function keptBlobs(room = 64 * 1024 * 1024) {
  const kept = recentlyUsed<Uint8Array>(room, ({ length }) => length);
  return {
    /** The way to a blob that is kept; one repository never gets what only another may read. */
    of:
      (repository: string, blobSha: string): Way =>
      () => {
        const bytes = kept.get(`${repository} ${blobSha}`);
        if (bytes === undefined) return null;
        return (async function* () {
          yield await Promise.resolve(bytes);
        })();
      },
    has: (repository: string, blobSha: string): boolean => kept.has(`${repository} ${blobSha}`),
    keep: (repository: string, blobSha: string, bytes: Uint8Array): void => {
      if (bytes.length <= largestKept) kept.keep(`${repository} ${blobSha}`, bytes);
    },
  };
}
