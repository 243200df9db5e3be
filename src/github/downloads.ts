import type { ByteSource } from "../model/dataset.ts";
import { downloadBlob, type Unavailable } from "./blob.ts";
import { CannotReview } from "./cannot-review.ts";
import { downloadLfs, lfsPointerOf } from "./lfs.ts";
import type { Octokit, RepositoryName } from "./octokit.ts";
import type { Workspace } from "./workspace.ts";

/** Downloads of one review. Each blob is fetched once, however often it is asked for. */
export interface Downloads {
  /**
   * The content of a blob as a local file; for a Git LFS pointer, the content that it stands for. `largest` bounds
   * the bytes in each case.
   */
  fetch(blobSha: string, size: number | undefined, largest: number): Promise<ByteSource | Unavailable>;
  /** The same bytes as a stream; unavailable ones end the review. */
  open(blobSha: string, size: number | undefined): AsyncIterable<Uint8Array>;
}

export interface DownloadTools {
  readonly octokit: Octokit;
  readonly repository: RepositoryName;
  readonly workspace: Workspace;
  readonly signal?: AbortSignal | undefined;
}

/** `room` is how many bytes all downloads together may take: many large files must not fill the disk. */
export function downloadsOf(tools: DownloadTools, room: number): Downloads {
  const { octokit, repository, workspace, signal } = tools;
  const known = new Map<string, Promise<ByteSource | Unavailable>>();
  let left = room;
  /** Why this many bytes more may not be fetched, or null after counting them. */
  const refuse = (size: number, largest: number): Unavailable | null => {
    if (size > largest)
      return {
        unavailable: `It is larger than ${largest} bytes. Split the file, or raise \`limits.maxFileBytes\`.`,
      };
    if (size > left)
      return {
        unavailable: "The changed files together are too large for one review. Split the pull request.",
      };
    left -= size;
    return null;
  };

  const read = async (blobSha: string, size: number, largest: number) => {
    const refused = refuse(size, largest);
    if (refused) return refused;
    const blob = await downloadBlob(octokit, repository, { blobSha, size }, workspace, signal);
    if ("unavailable" in blob) return blob;
    const pointer = await lfsPointerOf(blob);
    if (!pointer) return blob;
    return (
      refuse(pointer.size, largest) ??
      (await downloadLfs(octokit, repository, pointer, blobSha, workspace, signal))
    );
  };

  const fetch: Downloads["fetch"] = (blobSha, size, largest) => {
    if (size === undefined) return Promise.resolve({ unavailable: "GitHub does not tell its size." });
    // A different bound may give a different answer for the same blob (context is bounded more tightly).
    const key = `${blobSha} ${largest}`;
    const source = known.get(key) ?? read(blobSha, size, largest);
    known.set(key, source);
    return source;
  };

  async function* open(blobSha: string, size: number | undefined): AsyncIterable<Uint8Array> {
    const source = await fetch(blobSha, size, room);
    if ("unavailable" in source) throw new CannotReview(source.unavailable);
    yield* source.open();
  }

  return { fetch, open };
}
