/** Gets the contents that one review needs, each once, within bounds. */
import { readFile } from "node:fs/promises";
import type { ByteSource } from "../../model/dataset.ts";
import { diskSource } from "../../versions/disk-source.ts";
import { lfsPointerOf } from "../../versions/lfs/pointer.ts";
import { CannotReview } from "../cannot-review.ts";
import { downloadBlob, type Unavailable } from "./blob.ts";
import { largestKept } from "./kept-blobs.ts";
import { downloadLfs } from "./lfs.ts";
import { type DownloadTools, type SmallBlobs, smallBlobs } from "./small-blobs.ts";
import { firstWay, type Wanted, type Way, wantedBlob, wantedContent } from "./ways.ts";

type Get<Answer> = (
  blobSha: string,
  size: number | undefined,
  largest: number,
  ways?: readonly Way[],
) => Promise<Answer>;

/** The bytes of one review. Each blob is fetched once, however often it is asked for. */
export interface Downloads extends SmallBlobs {
  /**
   * The content of a blob as a local file; for a Git LFS pointer, the content that it stands for. `largest` bounds
   * the bytes in each case. What can be had by one of these ways is not downloaded.
   */
  readonly fetch: Get<ByteSource | Unavailable>;
  /** The same without downloading anything; null where that does not do. */
  readonly derive: Get<ByteSource | null>;
  /** The same bytes as a stream; unavailable ones end the review. */
  open(blobSha: string, size: number | undefined): AsyncIterable<Uint8Array>;
}

const notHere: Unavailable = { unavailable: "It would have to be downloaded." };

/** `room` is how many bytes all downloads together may take: many large files must not fill the disk. */
export function downloadsOf(tools: DownloadTools, room: number): Downloads {
  const { repository, workspace, signal, keptBlobs } = tools;
  const known = new Map<string, Promise<ByteSource | Unavailable>>();
  const refuse = budgetOf(room);

  /** Wanted bytes by one of the ways, else by a download. */
  const have = async (
    blobSha: string,
    wanted: Wanted,
    largest: number,
    ways: readonly Way[],
    download: () => Promise<ByteSource | Unavailable>,
  ): Promise<ByteSource | Unavailable> => {
    const refused = refuse(wanted, largest);
    if (refused) return refused;
    const file = await firstWay(ways, wanted, workspace, signal);
    return file === null ? download() : { ...diskSource(file, wanted.size), blobSha };
  };

  const place = `${repository.owner}/${repository.repo}`.toLowerCase();
  const read = async (
    blobSha: string,
    size: number,
    largest: number,
    ways: readonly Way[],
    mayDownload: boolean,
  ): Promise<ByteSource | Unavailable> => {
    const known = keptBlobs ? [keptBlobs.of(place, blobSha)] : [];
    const blob = await have(blobSha, wantedBlob(blobSha, size), largest, [...known, ...ways], async () =>
      mayDownload ? downloadBlob(tools, blobSha, size) : notHere,
    );
    // What followed from another version is kept too: the next version may follow from it.
    if (keptBlobs && "file" in blob && size <= largestKept)
      keptBlobs.keep(place, blobSha, await readFile(blob.file));
    const pointer = "unavailable" in blob ? null : await lfsPointerOf(blob);
    if (!pointer) return blob;
    return have(blobSha, wantedContent(pointer), largest, ways, async () =>
      mayDownload ? downloadLfs(tools, pointer, blobSha) : notHere,
    );
  };

  // A different bound may give a different answer for the same blob (context is bounded more tightly).
  const keyOf = (blobSha: string, largest: number): string => `${blobSha} ${largest}`;

  const fetch: Downloads["fetch"] = (blobSha, size, largest, ways = []) => {
    if (size === undefined) return Promise.resolve({ unavailable: "GitHub does not tell its size." });
    const key = keyOf(blobSha, largest);
    const source = known.get(key) ?? read(blobSha, size, largest, ways, true);
    known.set(key, source);
    return source;
  };

  const derive: Downloads["derive"] = async (blobSha, size, largest, ways = []) => {
    if (size === undefined) return null;
    const key = keyOf(blobSha, largest);
    const source = await (known.get(key) ?? read(blobSha, size, largest, ways, false));
    if ("unavailable" in source) return null;
    known.set(key, Promise.resolve(source));
    return source;
  };

  async function* open(blobSha: string, size: number | undefined): AsyncIterable<Uint8Array> {
    const source = await fetch(blobSha, size, room);
    if ("unavailable" in source) throw new CannotReview(source.unavailable);
    yield* source.open();
  }

  return { fetch, derive, ...smallBlobs(tools, place), open };
}

/** Says why wanted bytes may not be fetched, or null after counting them, which is done once. */
function budgetOf(room: number): (wanted: Wanted, largest: number) => Unavailable | null {
  const counted = new Set<string>();
  let left = room;
  return ({ id, size }, largest) => {
    if (size > largest)
      return {
        unavailable: `It is larger than ${largest} bytes. Split the file, or raise \`limits.maxFileBytes\`.`,
      };
    const key = `${id} ${largest}`;
    if (counted.has(key)) return null;
    if (size > left)
      return {
        unavailable: "The changed files together are too large for one review. Split the pull request.",
      };
    left -= size;
    counted.add(key);
    return null;
  };
}
