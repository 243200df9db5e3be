import { createHash } from "node:crypto";
import nock from "nock";
import { type Octokit, PatientOctokit } from "../../src/github/client/octokit.ts";
import { gitPatch } from "./git-patch.ts";
import { replyProblems, requestProblems } from "./openapi.ts";
import { sampleItem, sampleReply } from "./sample.ts";

/** A file of a fake commit: its text, or what it is instead of a file with text. */
export type FakeFile =
  | string
  | Uint8Array
  | { readonly mode: string; readonly sha: string; readonly size?: number };
export type FakeFiles = Readonly<Record<string, FakeFile>>;

export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: RecordedBody;
}

/** What a test looks at in a request's body. */
export interface RecordedBody {
  readonly name?: string;
  readonly status?: string;
  readonly conclusion?: string;
  readonly head_sha?: string;
  readonly external_id?: string;
  readonly output?: {
    readonly title: string;
    readonly summary: string;
    readonly annotations?: readonly object[];
  };
}

/**
 * GitHub's answers for one repository `acme/feedback` with one pull request #7, given through nock. Every request and
 * every JSON answer is held against GitHub's OpenAPI description; what does not fit is listed in `problems`.
 */
export interface FakeGitHub {
  readonly octokit: Octokit;
  readonly requests: readonly Recorded[];
  readonly problems: readonly string[];
  /** The scope, for answers that a test gives itself. An answer given later is asked first. */
  readonly api: nock.Scope;
  /** Requests that wrote check runs, in order. */
  writes(): readonly Recorded[];
}

/** A commit of the base branch. */
export interface FakeCommit {
  readonly sha: string;
  readonly message: string;
  readonly author: string;
  readonly files: FakeFiles;
}

export interface FakeOptions {
  readonly base?: FakeFiles;
  /** The commits before the base, newest first; each is the only parent of the one before it. */
  readonly earlier?: readonly FakeCommit[];
  readonly head?: FakeFiles;
  /** Its commit, where a pull request has several heads one after the other. */
  readonly headSha?: string;
  /** The tip of the base branch, where it is not the merge base. */
  readonly tip?: FakeFiles;
  readonly pull?: object;
  readonly user?: object;
  /** Check runs that are on the head already, at every question anew. */
  readonly runs?: readonly object[] | (() => readonly object[]);
  /** Recursive listings of more entries than this are truncated. */
  readonly listAtMost?: number;
  /** The App that the client acts for. */
  readonly appId?: number;
  /** Options of the client; retries and throttling are off unless given. */
  readonly client?: object;
  /** Whether blobs come as JSON with base64 instead of raw bytes. */
  readonly jsonBlobs?: boolean;
  /** Whether comparisons list the changed files, with git's patches. */
  readonly patches?: boolean;
}

export const owner = "acme";
export const repo = "feedback";
export const pullNumber = 7;
export const shas = { base: "b".repeat(40), head: "a".repeat(40), tip: "c".repeat(40) };

const api = "https://api.github.com";
const here = `/repos/${owner}/${repo}`;

export function gitBlobSha(content: string | Uint8Array): string {
  const bytes = Buffer.from(content as string);
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

export function fakeGitHub(options: FakeOptions = {}): FakeGitHub {
  const requests: Recorded[] = [];
  const problems: string[] = [];
  const scope = nock(api).persist();
  const blobs = new Map<string, Buffer>();
  const trees = new Map<string, readonly TreeItem[]>();
  const tip = options.tip ? shas.tip : shas.base;
  const { headSha = shas.head } = options;
  const files = options.patches ? changedFiles(options.base ?? {}, options.head ?? {}) : null;
  for (const [sha, files] of [
    [shas.base, options.base ?? {}],
    [headSha, options.head ?? {}],
    [shas.tip, options.tip ?? {}],
    ...(options.earlier ?? []).map(({ sha, files }) => [sha, files] as const),
  ] as const) {
    trees.set(sha, treeItems(files, blobs));
  }

  scope.get(`${here}/pulls/${pullNumber}`).reply(200, () =>
    sampleReply("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
      number: pullNumber,
      state: "open",
      head: { sha: headSha },
      base: { ref: "main", sha: tip },
      user: { login: "carl" },
      ...options.pull,
    }),
  );
  scope
    .get(new RegExp(`^${here}/compare/`))
    .query(true)
    .reply(200, (uri) => {
      const earlier = options.earlier?.find(({ sha }) => uri.includes(`/compare/${sha}...`));
      return sampleReply("GET /repos/{owner}/{repo}/compare/{basehead}", {
        merge_base_commit: { sha: earlier?.sha ?? shas.base },
        base_commit: { sha: earlier?.sha ?? tip },
        ...(files === null ? {} : { files }),
      });
    });
  scope
    .get(new RegExp(`^${here}/git/trees/`))
    .query(true)
    .reply(200, (uri) => {
      const url = new URL(uri, api);
      const sha = url.pathname.split("/").at(-1)!;
      return listing(
        trees,
        sha,
        url.searchParams.has("recursive"),
        options.listAtMost ?? Number.POSITIVE_INFINITY,
      );
    });
  scope.get(new RegExp(`^${here}/git/blobs/`)).reply((uri) => {
    const sha = uri.split("/").at(-1)!;
    const bytes = blobs.get(sha);
    if (!bytes) return [404, { message: "Not Found" }];
    if (!options.jsonBlobs)
      return [200, bytes, { "content-type": "application/vnd.github.raw; charset=utf-8" }];
    const content = { content: bytes.toString("base64"), encoding: "base64", size: bytes.length, sha };
    return [200, sampleReply("GET /repos/{owner}/{repo}/git/blobs/{file_sha}", content)];
  });
  // What is no UTF-8 comes as other letters.
  scope.post("/graphql").reply(200, (_, body) => {
    const { query } = body as { query: string };
    const asked = [...query.matchAll(/(b\d+): object\(oid: "([0-9a-f]{40})"\)/g)];
    const found = asked.map(([, name, sha]) => [name!, { text: blobs.get(sha!)?.toString("utf8") ?? null }]);
    return { data: { repository: Object.fromEntries(found) as object } };
  });
  scope
    .get(/^\/users\//)
    .reply(200, () =>
      sampleReply("GET /users/{username}", { created_at: "2020-01-01T00:00:00Z", ...options.user }),
    );
  scope
    .get("/search/issues")
    .query(true)
    .reply(200, () => sampleReply("GET /search/issues", { total_count: 0, incomplete_results: false }));
  scope
    .get(`${here}/commits`)
    .query(true)
    .reply(200, () => listedCommits(options));
  scope
    .get(new RegExp(`^${here}/commits/[^/]+/check-runs`))
    .query(true)
    .reply(200, () => {
      const { runs = [] } = options;
      const listed = (typeof runs === "function" ? runs() : runs).map((run) => checkRun(run));
      return { total_count: listed.length, check_runs: listed };
    });
  scope.post(`${here}/check-runs`).reply(201, (_, body) => checkRun({ ...(body as object), id: 99 }));
  scope
    .patch(new RegExp(`^${here}/check-runs/`))
    .reply(200, (uri, body) => checkRun({ ...(body as object), id: Number(uri.split("/").at(-1)) }));

  const octokit = new PatientOctokit({
    auth: { token: "a-token" },
    throttle: { enabled: false },
    retry: { enabled: false },
    ...(options.appId === undefined ? {} : { authStrategy: () => actingAs(options.appId) }),
    ...options.client,
    request: { fetch: checkedFetch(requests, problems) },
  });
  return {
    octokit,
    requests,
    problems,
    api: scope,
    writes: () => requests.filter(({ method, path }) => method !== "GET" && path.includes("/check-runs")),
  };
}

/** A client's sign-in as an App, without keys and tokens. */
function actingAs(appId: number | undefined) {
  const hook = (request: (route: string, parameters: object) => unknown, route: string, parameters: object) =>
    request(route, parameters);
  return Object.assign(() => Promise.resolve({ appId }), { hook });
}

/** A day between two commits. */
function listedCommits({ earlier = [] }: FakeOptions): object[] {
  const base = { sha: shas.base, message: "Base", author: "mara", files: {} };
  return [base, ...earlier].map(({ sha, message, author }, i) => {
    const date = new Date(Date.UTC(2026, 8, 30 - i)).toISOString();
    const by = { name: author, email: `${author}@example.org`, date };
    return sampleItem("GET /repos/{owner}/{repo}/commits", {
      sha,
      parents: earlier.slice(i, i + 1).map((parent) => ({ sha: parent.sha, url: api })),
      commit: { message, author: by, committer: by },
    });
  });
}

/** Changed files as a comparison lists them. Renames are two files, as GitHub lists those that were rewritten. */
function changedFiles(base: FakeFiles, head: FakeFiles): object[] {
  return [...new Set([...Object.keys(base), ...Object.keys(head)])].flatMap((filename) => {
    const [before, after] = [base[filename], head[filename]].map((file) =>
      file === undefined || (typeof file === "object" && "mode" in file) ? null : Buffer.from(file as string),
    );
    if (before && after?.equals(before)) return [];
    const patch = gitPatch(before ?? null, after ?? null);
    const deletions = patch?.match(/^-/gm)?.length ?? 0;
    const status = before ? (after ? "modified" : "removed") : "added";
    const file = { filename, status, sha: gitBlobSha(after ?? before ?? ""), deletions };
    const route = "GET /repos/{owner}/{repo}/compare/{basehead}";
    return [sampleItem(route, { ...file, ...(patch === null ? {} : { patch }) }, "files")];
  });
}

/** A check run as GitHub returns it. */
function checkRun(given: object): object {
  const { output, ...run } = given as { output?: { title?: string; annotations_count?: number } };
  const shown = { title: output?.title ?? null, annotations_count: output?.annotations_count ?? 0 };
  return sampleReply("POST /repos/{owner}/{repo}/check-runs", { ...run, output: shown }, 201);
}

/** A pull request in a list. */
export function listedPull(overrides: object): object {
  return sampleItem("GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls", overrides);
}

function checkedFetch(requests: Recorded[], problems: string[]): typeof fetch {
  return async (input, init) => {
    const url = new URL(input);
    const method = init?.method ?? "GET";
    const body: unknown =
      typeof init?.body === "string" && init.body !== "" ? JSON.parse(init.body) : undefined;
    requests.push({
      method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      body: body ?? {},
    });
    const ours = url.origin === api;
    if (ours) problems.push(...requestProblems(method, url, body));
    const response = await fetch(input, init);
    if (ours && response.headers.get("content-type")?.startsWith("application/json")) {
      problems.push(...replyProblems(method, url, response.status, await response.clone().json()));
    }
    return response;
  };
}

interface TreeItem {
  readonly path: string;
  readonly mode: string;
  readonly sha: string;
  readonly size?: number;
}

function treeItems(files: FakeFiles, blobs: Map<string, Buffer>): TreeItem[] {
  return Object.entries(files).map(([path, file]) => {
    if (typeof file === "object" && "mode" in file) return { path, ...file };
    const bytes = Buffer.from(file as string);
    const sha = gitBlobSha(bytes);
    blobs.set(sha, bytes);
    return { path, mode: "100644", sha, size: bytes.length };
  });
}

/** A listing as GitHub gives it: recursive ones with the folders too, cut after `atMost` entries. */
function listing(
  trees: Map<string, readonly TreeItem[]>,
  sha: string,
  recursive: boolean,
  atMost: number,
): object {
  const items = trees.get(sha) ?? [];
  const entries: object[] = [];
  const folders = new Set<string>();
  for (const item of items) {
    const [first, ...rest] = item.path.split("/");
    if (rest.length > 0 && !folders.has(first!)) {
      folders.add(first!);
      const inside = items
        .filter(({ path }) => path.startsWith(`${first!}/`))
        .map((child) => ({ ...child, path: child.path.slice(first!.length + 1) }));
      const childSha = createHash("sha1").update(JSON.stringify(inside)).digest("hex");
      trees.set(childSha, inside);
      entries.push({ path: first, mode: "040000", type: "tree", sha: childSha });
    }
    if (recursive || rest.length === 0)
      entries.push({ ...item, type: item.mode === "160000" ? "commit" : "blob" });
  }
  const truncated = recursive && entries.length > atMost;
  return {
    sha,
    url: `${api}${here}/git/trees/${sha}`,
    tree: truncated ? entries.slice(0, atMost) : entries,
    truncated,
  };
}
