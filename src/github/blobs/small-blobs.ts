/** Asks for many small texts at once: a data set of one text or intent a file has thousands, and each would be a request. */
import type { Octokit, RepositoryName } from "../client/octokit.ts";
import { gitBlobFingerprint } from "./download.ts";
import type { KeptBlobs } from "./kept-blobs.ts";
import type { Workspace } from "./workspace.ts";

/** A larger file is asked for by itself. */
const largestSmall = 64 * 1024;
/** So many are one request, and so many bytes. */
const perRequest = 100;
const requestBytes = 1024 * 1024;
/** Fewer are asked for one by one, most of which follow from a patch. */
const fewest = 10;
/** So many bytes are asked for together at most; what is kept must not push itself out. */
const mostTogether = 16 * 1024 * 1024;

/** Who is asked, for what, and what of it is kept. */
export interface Asking {
  readonly octokit: Octokit;
  readonly repository: RepositoryName;
  readonly signal?: AbortSignal | undefined;
  /** What this process has read before. */
  readonly keptBlobs?: KeptBlobs | undefined;
}

/** The same, and where what comes is written. */
export interface DownloadTools extends Asking {
  readonly workspace: Workspace;
}

/** Small files, many at once. */
export interface SmallBlobs {
  /** Asks for them together, where they are many; those that came are kept. What has no id or no size is left out. */
  readonly together: (wanted: readonly (Partial<WantedBlob> | undefined)[]) => Promise<void>;
  /** Whether it is small and here already. */
  isKept(blob: Partial<WantedBlob>): boolean;
}

interface WantedBlob {
  readonly blobSha: string;
  readonly size: number;
}

const isNamed = (blob: Partial<WantedBlob> | undefined): blob is WantedBlob =>
  blob?.blobSha !== undefined && blob.size !== undefined;

/** @param place the repository, as what is kept names it */
export function smallBlobs(tools: Asking, place: string): SmallBlobs {
  const { keptBlobs } = tools;
  const isKept: SmallBlobs["isKept"] = ({ blobSha, size = Infinity }) =>
    blobSha !== undefined && size <= largestSmall && keptBlobs?.has(place, blobSha) === true;
  return {
    isKept,
    async together(wanted) {
      let bytes = 0;
      const missing = [...new Map(wanted.filter(isNamed).map((blob) => [blob.blobSha, blob])).values()]
        .filter((blob) => blob.size <= largestSmall && !isKept(blob))
        .filter(({ size }) => (bytes += size) <= mostTogether);
      if (keptBlobs === undefined || missing.length < fewest) return;
      const found = await textsOf(tools, missing);
      for (const [blobSha, content] of found) keptBlobs.keep(place, blobSha, content);
    },
  };
}

/**
 * The bytes of those blobs that GitHub gives as text, by id. It turns what is no UTF-8 into other letters, so that the
 * bytes are proved by their id; what is not proved, or comes with an error, is left out, to be had by itself.
 */
async function textsOf(
  { octokit, repository: { owner, repo }, signal }: Asking,
  wanted: readonly WantedBlob[],
): Promise<ReadonlyMap<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for (const some of inRequests(wanted)) {
    const fields = some.map(({ blobSha }, i) => `b${i}: object(oid: "${blobSha}") { ... on Blob { text } }`);
    const query = `query($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${fields.join(" ")} } }`;
    try {
      const { repository } = await octokit.graphql<{
        repository: Readonly<Record<string, { text: string | null } | null>>;
      }>(query, { owner, repo, ...(signal && { request: { signal } }) });
      for (const [i, { blobSha, size }] of some.entries()) {
        const bytes = Buffer.from(repository[`b${i}`]?.text ?? "", "utf8");
        const { hash, expected } = gitBlobFingerprint(blobSha, size);
        if (bytes.length === size && hash.update(bytes).digest("hex") === expected) found.set(blobSha, bytes);
      }
    } catch {
      signal?.throwIfAborted();
      return found;
    }
  }
  return found;
}

function inRequests(wanted: readonly WantedBlob[]): WantedBlob[][] {
  const requests: WantedBlob[][] = [];
  let bytes = 0;
  for (const blob of wanted) {
    const last = requests.at(-1);
    bytes += blob.size;
    if (last !== undefined && last.length < perRequest && bytes <= requestBytes) last.push(blob);
    else {
      requests.push([blob]);
      bytes = blob.size;
    }
  }
  return requests;
}
