/** Where a clone keeps the content of Git LFS, and which server it would get more from. */
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { git, type Remote } from "../git/run-git.ts";
import { InputError } from "../input-error.ts";
import type { LfsPlaces } from "./lfs.ts";

/** The storage of the clone that `folder` lies in; null where it lies in none. */
export async function lfsStorage(folder: string): Promise<string | null> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const found = await gitFolder(path.join(at, ".git"));
    if (found !== null) return path.join(found, "lfs/objects");
    if (await isBareRepository(at)) return path.join(at, "lfs/objects");
    if (at === path.dirname(at)) return null;
  }
}

/** `.git` is a folder, or, in a worktree or submodule, a file that names one. */
async function gitFolder(dotGit: string): Promise<string | null> {
  const kind = await stat(dotGit).catch(() => null);
  if (kind?.isDirectory() === true) return dotGit;
  if (kind?.isFile() !== true) return null;
  const named = /^gitdir: (.+)$/m.exec(await readFile(dotGit, "utf8"))?.[1];
  if (named === undefined) return null;
  const folder = path.resolve(path.dirname(dotGit), named);
  const common = await readFile(path.join(folder, "commondir"), "utf8").catch(() => ".");
  return path.resolve(folder, common.trim());
}

async function isBareRepository(folder: string): Promise<boolean> {
  const parts = ["HEAD", "objects", "refs"].map((name) => stat(path.join(folder, name)).catch(() => null));
  return (await Promise.all(parts)).every((part) => part !== null);
}

/**
 * The places of a clone for `--lfs`: its storage, and the server of its remote `origin`. Throws `InputError` where it
 * has no remote that is reached by HTTPS or SSH.
 */
export async function lfsPlacesOf(
  repo: string,
  downloads: string,
  authorize: (url: string) => string | undefined,
): Promise<LfsPlaces> {
  const noRemote = (): InputError =>
    new InputError(
      `${repo} has no remote to download Git LFS content from`,
      "Run --lfs in a clone whose remote `origin` is on a server.",
    );
  const answer = await git(repo, ["config", "--get", "remote.origin.url"], noRemote);
  const url = webUrl(answer.toString("utf8").trim());
  if (url === null) throw noRemote();
  return { storage: await lfsStorage(repo), server: { ...remoteOf(url, authorize), folder: downloads } };
}

/** How a server is reached, with the token that the environment holds for it. */
export function remoteOf(url: string, authorize: (url: string) => string | undefined): Remote {
  const authorization = authorize(url);
  return { url, ...(authorization === undefined ? {} : { authorization }) };
}

/** `git@host:owner/name.git` and `ssh://git@host/owner/name.git` have their LFS server at `https://host/…`, too. */
function webUrl(remote: string): string | null {
  const ssh = /^(?:ssh:\/\/)?(?:[^@/]+@)?([\w.-]+)(?::\d+\/|[:/])(?!\/)(.+)$/.exec(remote);
  if (/^https?:\/\//.test(remote)) return URL.canParse(remote) ? withoutUser(remote) : null;
  return /^(?:ssh:\/\/|[^/]+@)/.test(remote) && ssh !== null ? `https://${ssh[1]}/${ssh[2]}` : null;
}

function withoutUser(text: string): string {
  const url = new URL(text);
  url.username = "";
  url.password = "";
  return url.href;
}
