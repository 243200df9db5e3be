/**
 * Reads commits from a git server without a clone: a bare repository of our own gets their history without any file
 * (`--filter=blob:none`), then the files that a review reads.
 */
import { tally } from "../../collections/tally.ts";
import { InputError } from "../input-error.ts";
import { mayBeLabelled } from "../not-reviewed.ts";
import { mayNameLabels } from "../renumbered-labels.ts";
import { type Listed, lsTree } from "./git.ts";
import { git, type Remote } from "./run-git.ts";

/**
 * Fetches the named commits (branches, other refs or commit ids) and their history into `folder`, which must be empty.
 * Answers a name for each, which `resolveRange` understands. Throws `InputError` for what the server does not have.
 */
export async function fetchCommits(
  folder: string,
  remote: Remote,
  names: readonly string[],
): Promise<string[]> {
  const refused = () => new InputError(`no repository can be made in ${folder}`, "Check the disk.");
  await git(folder, ["init", "--quiet", "--bare", "--template="], refused);
  const ours = names.map((_, i) => `refs/review/${i}`);
  const wanted = names.map((name, i) => `+${name}:${ours[i]!}`);
  await git(
    folder,
    // With the tags of that history: the configuration may name one.
    ["fetch", "--quiet", "--no-recurse-submodules", "--filter=blob:none", remote.url, ...wanted],
    (stderr) => explainFetch(remote.url, stderr),
    { remote },
  );
  return ours;
}

/** Config of the review, and cards of data sets: small files that every review looks at. */
const always = /^(?:\.github\/dataset-review[^/]*|README\.md)$/i;

/**
 * Fetches the files of the commits that match, as far as they are not there, in one request; and the texts in which the
 * commits differ, for whether they hold labelled rows is told from their content.
 */
export async function fetchFiles(
  folder: string,
  remote: Remote,
  commits: readonly string[],
  isWanted: (entry: Listed) => boolean,
): Promise<void> {
  const trees = await Promise.all(commits.map((commit) => lsTree(folder, commit)));
  const same = tally(trees.flat().map(({ path, id }) => `${id} ${path}`));
  const mayBeRead = ({ path, id }: Listed): boolean =>
    (mayBeLabelled(path) || mayNameLabels(path)) && same.get(`${id} ${path}`)! < commits.length;
  const wanted = trees
    .flat()
    .filter(
      (entry) => entry.kind === "file" && (always.test(entry.path) || isWanted(entry) || mayBeRead(entry)),
    );
  const ids = [...new Set(wanted.map(({ id }) => id))];
  const have = await presentObjects(folder);
  const missing = ids.filter((id) => !have.has(id));
  if (missing.length === 0) return;
  await git(
    folder,
    [
      "-c",
      "fetch.negotiationAlgorithm=noop",
      "fetch",
      "--quiet",
      "--no-tags",
      "--no-write-fetch-head",
    ].concat(["--no-recurse-submodules", "--filter=blob:none", "--stdin", remote.url]),
    (stderr) => explainFetch(remote.url, stderr),
    { input: `${missing.join("\n")}\n`, remote },
  );
}

/** Ids of all objects of the repository. It is our own and small: commits and trees, and the files fetched before. */
async function presentObjects(folder: string): Promise<ReadonlySet<string>> {
  const listed = await git(
    folder,
    ["cat-file", "--batch-all-objects", "--batch-check=%(objectname)"],
    () => new InputError(`${folder}: what was fetched cannot be listed`, "Check the disk."),
  );
  return new Set(listed.toString("latin1").split("\n"));
}

function explainFetch(url: string, stderr: string): InputError {
  const shown = url.replace(/\/\/[^/@]*@/, "//");
  const missing = /couldn't find remote ref (\S+)/.exec(stderr)?.[1];
  if (missing !== undefined)
    return new InputError(
      `${shown} has no "${missing}"`,
      "Check the number of the pull request, or the names of the commits.",
    );
  if (/not our ref|unadvertised object/.test(stderr))
    return new InputError(
      `${shown} does not have one of the commits`,
      "Was it pushed? A commit that no branch holds any more may be gone.",
    );
  if (/could not read Username|Authentication failed|error: 40[134]|not found/.test(stderr))
    return new InputError(
      `${shown} cannot be read`,
      "It does not exist, or is not public and the token (if there was one) may not read it.",
    );
  if (/certificate/.test(stderr))
    return new InputError(
      `the certificate of ${shown} is not trusted`,
      "Give git the authority's: git config --global http.sslCAInfo FILE, and NODE_EXTRA_CA_CERTS=FILE for Git LFS.",
    );
  if (/Could not resolve host|Failed to connect|unable to access/.test(stderr))
    return new InputError(`${shown} cannot be reached`, "Check the address and the network.");
  return new InputError(`git could not fetch from ${shown}`, "Try the same with `git fetch` to see why.");
}
