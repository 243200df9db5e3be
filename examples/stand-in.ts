import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createEmulator } from "emulate";
import { Octokit } from "octokit";

/** A GitHub on this machine: one organisation with one dataset repository, two people, and the App installed. */
export interface StandIn {
  readonly url: string;
  readonly owner: string;
  readonly repo: string;
  readonly app: StandInApp;
  /** Calls the API as a person. Rejects with the status on any answer but 2xx. */
  request<T = unknown>(person: Person, method: string, path: string, body?: unknown): Promise<T>;
  /** Commits files (null deletes) on a branch, which starts at `from` where it is new. Returns the commit's SHA. */
  commit(commit: NewCommit): Promise<string>;
  openPullRequest(pull: NewPullRequest): Promise<{ readonly number: number; readonly headSha: string }>;
  /** Makes a check required on a branch. */
  requireCheck(branch: string, check: string): Promise<void>;
  /** Tries to merge; a refusal is an answer, not an error. */
  merge(pullNumber: number): Promise<{ readonly merged: boolean; readonly message: string }>;
  checkRuns(headSha: string): Promise<readonly ShownCheckRun[]>;
  annotations(checkRunId: number): Promise<readonly ShownAnnotation[]>;
  close(): Promise<void>;
}

export type Person = "maintainer" | "contributor";

export interface StandInApp {
  readonly appId: number;
  readonly installationId: number;
  readonly privateKey: string;
  readonly webhookSecret: string;
}

export interface NewCommit {
  readonly branch: string;
  readonly from?: string;
  readonly message: string;
  readonly person?: Person;
  readonly files: Readonly<Record<string, string | Uint8Array | null>>;
}

export interface NewPullRequest {
  readonly title: string;
  readonly head: string;
  readonly base?: string;
  readonly person?: Person;
}

export interface ShownCheckRun {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly external_id: string;
  readonly details_url: string | null;
  readonly output: { readonly title: string; readonly summary: string; readonly text: string | null };
}

export interface ShownAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly annotation_level: string;
  readonly message: string;
}

const owner = "feedback-lab";
const repo = "support-feedback";
const appId = 4711;
const installationId = 815;
const logins: Readonly<Record<Person, string>> = {
  maintainer: "mara-maintains",
  contributor: "carl-contributes",
};

// What app.yml asks for, as GitHub would grant it, and what the tests subscribe to.
const permissions = {
  checks: "write",
  contents: "read",
  metadata: "read",
  pull_requests: "read",
  merge_queues: "read",
};

/** Starts the stand-in; it sends its webhooks, signed, to `webhookUrl`. */
// eslint-disable-next-line max-lines-per-function -- its steps share one running stand-in
export async function startStandIn(webhookUrl: string): Promise<StandIn> {
  const app: StandInApp = {
    appId,
    installationId,
    privateKey: generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs1", format: "pem" },
    }).privateKey,
    webhookSecret: randomBytes(32).toString("hex"),
  };
  const emulator = await createEmulator({ service: "github", port: 0, seed: seed(app, webhookUrl) });
  const here = `/repos/${owner}/${repo}`;

  const clients = {
    maintainer: clientOf("maintainer", emulator.url),
    contributor: clientOf("contributor", emulator.url),
  };

  async function request<T>(person: Person, method: string, path: string, body?: unknown): Promise<T> {
    const answer = await clients[person].request(
      `${method} ${path}`,
      body === undefined ? {} : { data: body },
    );
    return answer.data as T;
  }

  async function commit({
    branch,
    from = "main",
    message,
    person = "maintainer",
    files,
  }: NewCommit): Promise<string> {
    const existing = await headOf(branch);
    const parent = existing ?? (await headOf(from));
    if (parent === null) throw new Error(`there is no branch ${from}`);
    const parentCommit = await request<{ tree: { sha: string } }>(
      "maintainer",
      "GET",
      `${here}/git/commits/${parent}`,
    );
    const tree = [];
    for (const [path, content] of Object.entries(files)) {
      tree.push({ path, mode: "100644", type: "blob", sha: content === null ? null : await blob(content) });
    }
    const { sha: treeSha } = await request<{ sha: string }>("maintainer", "POST", `${here}/git/trees`, {
      base_tree: parentCommit.tree.sha,
      tree,
    });
    const { sha } = await request<{ sha: string }>(person, "POST", `${here}/git/commits`, {
      message,
      tree: treeSha,
      parents: [parent],
    });
    if (existing)
      await request("maintainer", "PATCH", `${here}/git/refs/heads/${branch}`, { sha, force: true });
    else await request("maintainer", "POST", `${here}/git/refs`, { ref: `refs/heads/${branch}`, sha });
    return sha;
  }

  async function blob(content: string | Uint8Array): Promise<string> {
    const body = { content: Buffer.from(content).toString("base64"), encoding: "base64" };
    return (await request<{ sha: string }>("maintainer", "POST", `${here}/git/blobs`, body)).sha;
  }

  async function headOf(branch: string): Promise<string | null> {
    try {
      const ref = await request<{ object: { sha: string } }>(
        "maintainer",
        "GET",
        `${here}/git/ref/heads/${branch}`,
      );
      return ref.object.sha;
    } catch (error) {
      if ((error as { status?: number }).status === 404) return null;
      throw error;
    }
  }

  // The author of the story has a good record here, and may push branches.
  await request("maintainer", "PUT", `${here}/collaborators/${logins.contributor}`, { permission: "push" });

  return {
    url: emulator.url,
    owner,
    repo,
    app,
    request,
    commit,
    async openPullRequest({ title, head, base = "main", person = "contributor" }) {
      const pull = await request<{ number: number; head: { sha: string } }>(person, "POST", `${here}/pulls`, {
        title,
        head,
        base,
      });
      return { number: pull.number, headSha: pull.head.sha };
    },
    async requireCheck(branch, check) {
      await request("maintainer", "PUT", `${here}/branches/${branch}/protection`, {
        required_status_checks: { strict: false, contexts: [check] },
        enforce_admins: true,
        required_pull_request_reviews: null,
        restrictions: null,
      });
    },
    async merge(pullNumber) {
      try {
        const answer = await request<{ message: string }>(
          "maintainer",
          "PUT",
          `${here}/pulls/${pullNumber}/merge`,
          {},
        );
        return { merged: true, message: answer.message };
      } catch (error) {
        if ((error as { status?: number }).status !== 422) throw error;
        return { merged: false, message: (error as Error).message };
      }
    },
    async checkRuns(headSha) {
      const path = `${here}/commits/${headSha}/check-runs?filter=all&per_page=100`;
      return (await request<{ check_runs: ShownCheckRun[] }>("maintainer", "GET", path)).check_runs;
    },
    async annotations(checkRunId) {
      const path = `${here}/check-runs/${checkRunId}/annotations?per_page=100`;
      return (await request<{ check_annotations: ShownAnnotation[] }>("maintainer", "GET", path))
        .check_annotations;
    },
    close: () => emulator.close(),
  };
}

/** A person's client. Nobody waits for this GitHub to catch its breath. */
function clientOf(person: Person, baseUrl: string): Octokit {
  return new Octokit({
    baseUrl,
    auth: tokenOf(person),
    throttle: { enabled: false },
    retry: { enabled: false },
  });
}

const tokenOf = (person: Person) => `token-of-${person}`;

function seed(app: StandInApp, webhookUrl: string) {
  const people = Object.entries(logins) as [Person, string][];
  return {
    tokens: Object.fromEntries(
      people.map(([person, login]) => [tokenOf(person), { login, scopes: ["repo", "user"] }]),
    ),
    github: {
      users: people.map(([, login]) => ({ login })),
      orgs: [{ login: owner, members: [{ login: logins.maintainer, role: "admin" }] }],
      repos: [{ owner, name: repo, auto_init: true, description: "Labelled customer feedback" }],
      apps: [
        {
          app_id: app.appId,
          slug: "dataset-review",
          name: "dataset-review",
          private_key: app.privateKey,
          webhook_url: webhookUrl,
          webhook_secret: app.webhookSecret,
          permissions,
          events: ["pull_request", "check_run", "check_suite"],
          installations: [
            { installation_id: app.installationId, account: owner, repository_selection: "all" },
          ],
        },
      ],
    },
  };
}
