/** Lists the files of commits through the GitHub API. */
import type { Tree, TreeEntry } from "../versions/tree.ts";
import type { Downloads } from "./blobs/downloads.ts";
import { CannotReview } from "./cannot-review.ts";
import type { Octokit, RepositoryName } from "./client/octokit.ts";

interface Listing {
  readonly truncated: boolean;
  readonly tree: readonly { path?: string; mode?: string; sha?: string | null; size?: number }[];
}

// A truncated listing is walked folder by folder; a repository that needs more requests than this is not a pull
// request's worth of reading.
const maxRequests = 1000;

const folderMode = "040000";
const kinds: Readonly<Record<string, TreeEntry["kind"]>> = { "120000": "symlink", "160000": "submodule" };

/**
 * Reads the files of commits of one repository; their bytes are downloaded when they are opened. GitHub lists at most
 * 100,000 entries or 7 MB at once: a truncated listing is read folder by folder, and folders that two commits share
 * are read once.
 */
export function treeReader(
  octokit: Octokit,
  repository: RepositoryName,
  downloads: Downloads,
): (commitSha: string) => Promise<Tree> {
  const listings = new Map<string, Promise<Listing>>();
  const list = (sha: string, recursive: boolean) => {
    const key = `${sha} ${recursive}`;
    const known = listings.get(key);
    if (known) return known;
    if (listings.size >= maxRequests)
      throw new CannotReview(
        `The repository has too many folders to list (more than ${maxRequests} requests).`,
      );
    const listing = octokit.rest.git
      .getTree({ ...repository, tree_sha: sha, ...(recursive ? { recursive: "1" } : {}) })
      .then(({ data }): Listing => data);
    listings.set(key, listing);
    return listing;
  };

  async function collect(sha: string, prefix: string, files: Map<string, TreeEntry>): Promise<void> {
    const whole = await list(sha, true);
    const listing = whole.truncated ? await list(sha, false) : whole;
    if (listing.truncated)
      throw new CannotReview(`The folder \`${prefix || "/"}\` holds more files than GitHub lists.`);
    for (const { path: name, mode, sha: id, size } of listing.tree) {
      if (name === undefined || mode === undefined || !id) continue;
      const path = `${prefix}${name}`;
      if (mode !== folderMode) {
        const source = {
          blobSha: id,
          ...(size === undefined ? {} : { size }),
          open: () => downloads.open(id, size),
        };
        const other = files.get(path);
        files.set(path, other ? ofOneName(other, id) : { path, kind: kinds[mode] ?? "file", id, source });
      } else if (whole.truncated) await collect(id, `${path}/`, files);
    }
  }

  return async (commitSha) => {
    const files = new Map<string, TreeEntry>();
    await collect(commitSha, "", files);
    return files;
  };
}

/** GitHub writes every byte that is no UTF-8 as the same sign, so that one of two files would hide behind the other. */
function ofOneName({ path, id: other }: TreeEntry, id: string): TreeEntry {
  const missing =
    "GitHub shows two files under this name, since their names are not UTF-8. Give them other names.";
  const open = (): never => {
    throw new CannotReview(missing);
  };
  return { path, kind: "file", id: `${other} ${id}`, source: { open }, missing };
}
