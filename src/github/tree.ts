import { CannotReview } from "./cannot-review.ts";
import type { Octokit, RepositoryName } from "./octokit.ts";

/** A file of a commit. `mode` is git's: 100644, 100755, 120000 (symbolic link), 160000 (submodule). */
export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly sha: string;
  /** Bytes; null for a submodule. */
  readonly size: number | null;
}

/** All files of one commit, by path. */
export type Tree = ReadonlyMap<string, TreeEntry>;

interface Listing {
  readonly truncated: boolean;
  readonly tree: readonly {
    path?: string;
    mode?: string;
    type?: string;
    sha?: string | null;
    size?: number;
  }[];
}

// A truncated listing is walked folder by folder; a repository that needs more requests than this is not a pull
// request's worth of reading.
const maxRequests = 1000;

/**
 * Reads trees of one repository. GitHub lists at most 100,000 entries or 7 MB at once: a truncated listing is read
 * folder by folder, and folders that two commits share are read once.
 */
export function treeReader(octokit: Octokit, repository: RepositoryName): (commitSha: string) => Promise<Tree> {
  const listings = new Map<string, Promise<Listing>>();
  const list = (sha: string, recursive: boolean) => {
    const key = `${sha} ${recursive}`;
    const known = listings.get(key);
    if (known) return known;
    if (listings.size >= maxRequests) {
      throw new CannotReview(`The repository has too many folders to list (more than ${maxRequests} requests).`);
    }
    const listing = octokit.rest.git
      .getTree({ ...repository, tree_sha: sha, ...(recursive ? { recursive: "1" } : {}) })
      .then(({ data }) => data as Listing);
    listings.set(key, listing);
    return listing;
  };

  async function collect(sha: string, prefix: string, files: Map<string, TreeEntry>): Promise<void> {
    const whole = await list(sha, true);
    if (!whole.truncated) {
      add(whole, prefix, files);
      return;
    }
    const folder = await list(sha, false);
    if (folder.truncated) {
      throw new CannotReview(`The folder \`${prefix || "/"}\` holds more files than GitHub lists.`);
    }
    add(folder, prefix, files);
    for (const { type, path, sha: child } of folder.tree) {
      if (type === "tree" && path && child) await collect(child, `${prefix}${path}/`, files);
    }
  }

  return async (commitSha) => {
    const files = new Map<string, TreeEntry>();
    await collect(commitSha, "", files);
    return files;
  };
}

function add(listing: Listing, prefix: string, files: Map<string, TreeEntry>): void {
  for (const { path, mode, type, sha, size } of listing.tree) {
    if (!path || !mode || !sha || type === "tree") continue;
    files.set(`${prefix}${path}`, { path: `${prefix}${path}`, mode, sha, size: size ?? null });
  }
}
