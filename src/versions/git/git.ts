/** Reads two commits of a local repository. */
import type { Config } from "../../config/schema.ts";
import type { ByteSource, DatasetInput } from "../../model/dataset.ts";
import { compareTrees, datasetCandidates } from "../compare-trees.ts";
import { InputError } from "../input-error.ts";
import { type LfsPlaces, noLfs } from "../lfs/lfs.ts";
import { mayBeLabelled } from "../not-reviewed.ts";
import { type Tree, type TreeEntry, treeOf } from "../tree.ts";
import { readBlob } from "./blob-reader.ts";
import { git, gitStream } from "./run-git.ts";

/** Two commits of a local repository, as a pull request compares them. */
export interface GitRange {
  readonly repo: string;
  /** Commit of the base branch: where the configuration is read. */
  readonly base: string;
  /** Where the two histories parted: what the head is compared with. */
  readonly mergeBase: string;
  readonly head: string;
}

const usage =
  "Write the range as BASE..HEAD, for example --git main..my-branch, or BASE.. for the working tree.";

/** Resolves `BASE..HEAD` (or `BASE...HEAD`). Throws `InputError` for what is no repository, commit or common history. */
export async function resolveRange(repo: string, range: string): Promise<GitRange> {
  const parts = /^(.+?)\.{2,3}([^.].*)$/.exec(range);
  if (!parts) throw new InputError(`"${range}" is not a range of commits`, usage);
  const [base, head] = [await commitOf(repo, parts[1]!), await commitOf(repo, parts[2]!)];
  const found = await git(
    repo,
    ["merge-base", base, head],
    () =>
      new InputError(
        `${range}: the two have no common history here`,
        "In a shallow clone fetch more of it, for example with `git fetch --unshallow`.",
      ),
  );
  return { repo, base, mergeBase: line(found), head };
}

/** The id of a commit by any name that git knows. Throws `InputError` where it knows none. */
export async function commitOf(repo: string, name: string): Promise<string> {
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
  return line(await git(repo, args, (stderr) => explainRepository(repo, name, stderr)));
}

function explainRepository(repo: string, name: string, stderr: string): InputError {
  if (/dubious ownership/.test(stderr))
    return new InputError(
      `git refuses ${repo}: it belongs to another user`,
      `If you trust it: git config --global --add safe.directory "$(realpath ${repo})"`,
    );
  if (/not a git repository/.test(stderr))
    return new InputError(`${repo} is not a git repository`, "Give the path of a clone.");
  if (/cannot change to/.test(stderr))
    return new InputError(`${repo} is not a folder`, "Give the path of a clone.");
  if (name === "HEAD")
    return new InputError(
      `${repo} has no commit yet`,
      "There is nothing to compare with: make the first commit (`git commit --no-verify` past a hook), then scan what follows.",
    );
  return new InputError(`${repo} has no commit "${name}"`, "Fetch it first, or correct the name.");
}

/** The id of the tree without a file: what the first commit of a history is compared with. */
export async function emptyTree(repo: string): Promise<string> {
  const args = ["hash-object", "-t", "tree", "--stdin"];
  return line(await git(repo, args, (stderr) => explainRepository(repo, "HEAD", stderr), { input: "" }));
}

const line = (bytes: Buffer): string => bytes.toString("latin1").trim();

/** The dataset files that changed between the merge base and the head, read from the object database alone. */
export async function readGit(
  range: GitRange,
  config: Config,
  lfs: LfsPlaces = noLfs,
): Promise<DatasetInput> {
  const isCandidate = datasetCandidates(config);
  const [base, head] = await Promise.all([
    commitTree(range.repo, range.mergeBase, isCandidate),
    commitTree(range.repo, range.head, isCandidate),
  ]);
  return compareTrees(base, head, config, lfs);
}

/** The text of a file of a commit, or null where it has none. For small files such as the configuration. */
export async function readGitFile(repo: string, commitId: string, path: string): Promise<string | null> {
  const listed = await lsTree(repo, commitId, path);
  const entry = listed.find((found) => found.path === path && found.kind === "file");
  if (!entry) return null;
  const bytes = await readBlob(repo, entry.id, () => unreadableBlob(path));
  return bytes.toString("utf8");
}

const unreadableBlob = (path: string): InputError =>
  new InputError(`${path} cannot be read from the repository`, "Check it with `git fsck`.");

/** One entry of a commit's tree. */
export interface Listed {
  readonly path: string;
  readonly kind: TreeEntry["kind"];
  readonly id: string;
}

const kinds: Readonly<Record<string, TreeEntry["kind"]>> = { "120000": "symlink", "160000": "submodule" };

/** `git ls-tree -z` writes `MODE TYPE ID<tab>PATH<nul>` with the path's bytes as they are. */
export async function lsTree(repo: string, commitId: string, path?: string): Promise<Listed[]> {
  const only = path === undefined ? [] : ["--", path];
  const bytes = await git(
    repo,
    ["ls-tree", "-r", "-z", "--full-tree", commitId, ...only],
    () => new InputError(`${repo}: the files of ${commitId} cannot be listed`, "Check it with `git fsck`."),
  );
  return records(bytes).map((record) => {
    const tab = record.indexOf(9);
    const [mode = "", , id = ""] = record.toString("latin1", 0, tab).split(" ");
    return { path: pathName(record.subarray(tab + 1)), kind: kindOfMode(mode), id };
  });
}

/** What git ends with a zero byte each (`-z`). */
export function records(bytes: Buffer): Buffer[] {
  const all: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0, start);
    all.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return all;
}

export const kindOfMode = (mode: string): TreeEntry["kind"] => kinds[mode] ?? "file";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A path as text. Bytes that are not UTF-8 are written as `\xNN`, so that two names never become one. */
export function pathName(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return [...bytes]
      .map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`))
      .join("");
  }
}

export async function commitTree(
  repo: string,
  commitId: string,
  isCandidate: (entry: Listed) => boolean,
): Promise<Tree> {
  return blobTree(repo, await lsTree(repo, commitId), isCandidate);
}

/** Entries whose content is in the repository, under their ids. */
export async function blobTree(
  repo: string,
  listed: readonly Listed[],
  isCandidate: (entry: Listed) => boolean,
): Promise<Tree> {
  // A text is read, or read beside others, where its path says a label: of one without a size nobody knows that it fits.
  const isRead = (entry: Listed): boolean => isCandidate(entry) || mayBeLabelled(entry.path);
  const sizes = await blobSizes(repo, listed.filter(isRead));
  const room = { bytes: MOST_KEPT };
  return treeOf(listed.map((entry) => treeEntry(repo, entry, sizes, isCandidate(entry), room)));
}

/** Blobs of a version are kept as they are read, up to so many bytes. */
const MOST_KEPT = 16 * 1024 ** 2;
/** A blob up to so many bytes is read at once. */
const MOST_AT_ONCE = 1024 ** 2;
const CHUNK_BYTES = 1 << 18;

function treeEntry(
  repo: string,
  { path, kind, id }: Listed,
  sizes: ReadonlyMap<string, number>,
  isData: boolean,
  room: { bytes: number },
): TreeEntry {
  const size = sizes.get(id);
  const explain = (): InputError => unreadableBlob(path);
  let isKept: boolean | null = null;
  let kept: Promise<Buffer> | null = null;
  async function* whole(): AsyncGenerator<Uint8Array> {
    const reading = kept ?? readBlob(repo, id, explain);
    if (isKept === true) kept = reading;
    const bytes = await reading;
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES);
  }
  const takesRoom = (): boolean => {
    const fits = size !== undefined && size <= room.bytes;
    if (fits) room.bytes -= size;
    return fits;
  };
  const open = (): AsyncIterable<Uint8Array> =>
    (isKept ??= takesRoom()) || (size !== undefined && size <= MOST_AT_ONCE)
      ? whole()
      : gitStream(repo, ["cat-file", "blob", id], explain);
  const source: ByteSource = { blobSha: id, ...(size === undefined ? {} : { size }), open };
  const missing = isData && kind === "file" && size === undefined;
  return {
    path,
    kind,
    id,
    source,
    ...(missing ? { missing: "Its content is not in this clone. Fetch it first." } : {}),
  };
}

/** Sizes in bytes by object id; what the repository lacks (a partial clone) has no entry. */
async function blobSizes(repo: string, entries: readonly Listed[]): Promise<ReadonlyMap<string, number>> {
  const ids = entries.filter((entry) => entry.kind !== "submodule").map((entry) => entry.id);
  if (ids.length === 0) return new Map();
  const explain = () => new InputError(`${repo}: sizes of files cannot be read`, "Check it with `git fsck`.");
  const sizes = ["cat-file", "--batch-check=%(objectname) %(objectsize)"];
  // Before 2.44 git asks the server for what a partial clone lacks, which it may not, and ends: then all is listed that is there.
  const answer = await git(repo, sizes, explain, { input: `${ids.join("\n")}\n` }).catch(() =>
    git(repo, [...sizes, "--batch-all-objects"], explain),
  );
  const pairs = answer
    .toString("latin1")
    .split("\n")
    .map((text) => /^([0-9a-f]+) (\d+)$/.exec(text))
    .filter((match) => match !== null);
  return new Map(pairs.map((match) => [match[1]!, Number(match[2])]));
}
