/** Addresses of lines, files, pull requests and checks on GitHub. */
import type { Side } from "../model/dataset.ts";

/** Where the two versions of the files can be looked at. */
export interface Repository {
  /** Base of the web pages, such as `https://github.com` or a GitHub Enterprise Server. */
  readonly htmlUrl: string;
  readonly owner: string;
  readonly repo: string;
  readonly headSha: string;
  /** The merge base that the head was compared with. */
  readonly baseSha: string;
}

/** Formats that GitHub shows as a table, where line links only work in the plain view. */
const SHOWN_AS_TABLE = /\.(csv|tsv)$/i;
const HAS_NO_LINES = /\.parquet$/i;

/** The page of a file's line in the head or base version, or of the file where there is no line to show. */
export function lineUrl(repository: Repository, path: string, side: Side, line: number | null): string {
  const sha = side === "head" ? repository.headSha : repository.baseSha;
  const place = encodePath([repository.owner, repository.repo, "blob", sha, path].join("/"));
  const anchor = line === null || HAS_NO_LINES.test(path) ? "" : `#L${line}`;
  return `${repository.htmlUrl.replace(/\/+$/, "")}/${place}${SHOWN_AS_TABLE.test(path) ? "?plain=1" : ""}${anchor}`;
}

/** The page of a pull request. */
export function pullUrl({ htmlUrl, owner, repo }: Repository, pullNumber: number): string {
  return `${htmlUrl.replace(/\/+$/, "")}/${encodePath(`${owner}/${repo}`)}/pull/${pullNumber}`;
}

/** The page of a check run. */
export function checkRunUrl(htmlUrl: string, owner: string, repo: string, checkRunId: number): string {
  return `${htmlUrl.replace(/\/+$/, "")}/${encodePath(`${owner}/${repo}`)}/runs/${checkRunId}`;
}

/** A path as the part of a URL: its slashes stay. */
export function encodePath(path: string): string {
  return path.split("/").map(encode).join("/");
}

/** Percent-encodes all that means something to a URL, HTML or Markdown; a lone surrogate becomes U+FFFD. */
function encode(part: string): string {
  return encodeURIComponent(part.replace(/\p{Cs}/gu, "\ufffd")).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
