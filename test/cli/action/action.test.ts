import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { makeStory } from "../../../examples/feedback/dataset.ts";
import { toFiles } from "../../../examples/feedback/files.ts";
import { type GitServer, gitServer } from "../../support/git-server.ts";
import { folderWith, repository } from "../../versions/repository.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const action = parse(readFileSync(path.join(root, "action.yml"), "utf8")) as {
  inputs: Record<string, { default?: string }>;
  outputs: Record<string, object>;
  runs: { using: string; main: string };
};
const token = "the workflow's token";

/** The Action as the runner downloads it: nothing is installed. It is built from the present sources. */
let actionPath: string;
let planted: PullRequest;
let honest: PullRequest;
/** The rows of `planted`, in Git LFS. */
let kept: PullRequest;
let server: GitServer;
let api: FakeApi;
beforeAll(async () => {
  actionPath = mkdtempSync(path.join(tmpdir(), "dataset-review-action-"));
  for (const name of ["action.yml", "package.json"])
    cpSync(path.join(root, name), path.join(actionPath, name));
  const build = `const { bundle } = await import(${JSON.stringify(path.join(root, "scripts/bundle.mjs"))});
    await bundle(${JSON.stringify(path.join(actionPath, "action/dist"))}, ["src/action.ts", "src/review/threads/row-thread.ts"], {});`;
  execFileSync(process.execPath, ["--input-type=module", "-e", build]);
  planted = pullRequest(20);
  honest = pullRequest(0);
  const served: Record<string, string> = { "acme/planted": planted.root, "acme/honest": honest.root };
  server = await gitServer(served, token);
  kept = pullRequest(20, server.keep);
  served["acme/kept"] = kept.root;
  api = await fakeApi();
});
afterAll(async () => {
  await server.close();
  await api.close();
});

interface PullRequest {
  readonly root: string;
  readonly base: string;
  readonly head: string;
  readonly event: object;
}

/** A repository with a pull request; `asCommitted` may put something in place of the data. */
function pullRequest(rows: number, asCommitted = (content: string) => content): PullRequest {
  const made = makeStory(3, { base: 800, added: 200, corrected: 20, planted: rows });
  const remote = repository({
    ...Object.fromEntries([...toFiles(made, "base")].map(([name, text]) => [name, asCommitted(text)])),
    "strict.yml": "policy:\n  blockAt: low\n",
    "broken.yml": "polcy: {}\n",
  });
  const base = remote.git("rev-parse", "HEAD");
  remote.git("checkout", "--quiet", "--detach");
  for (const [name, content] of toFiles(made, "head")) remote.write(name, asCommitted(content));
  const head = remote.commit("head");
  remote.git("update-ref", "refs/pull/5/head", head);
  remote.git("checkout", "--quiet", "main");
  const event = {
    pull_request: {
      number: 5,
      created_at: "2026-01-01T00:00:00Z",
      author_association: "NONE",
      user: { login: "newcomer", type: "User" },
      base: { sha: base },
      head: { sha: head },
    },
  };
  return { root: remote.root, base, head, event };
}

interface FakeApi {
  readonly url: string;
  readonly asked: string[];
  readonly comments: { id: number; body: string; user: { login: string } }[];
  /** Whether the token may comment, as one of a fork may not. */
  mayComment: boolean;
  close(): Promise<void>;
}

/** As much of GitHub's API as a comment needs; whatever else is asked is not there. */
async function fakeApi(): Promise<FakeApi> {
  const asked: string[] = [];
  const comments: FakeApi["comments"] = [
    { id: 1, body: "<!-- dataset-review -->\nforged", user: { login: "newcomer" } },
  ];
  const http: Server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += String(part);
    });
    request.on("end", () => {
      const { pathname } = new URL(request.url ?? "", "http://localhost");
      asked.push(`${request.method} ${pathname}`);
      const sent = body === "" ? {} : (JSON.parse(body) as { body?: string });
      const answer = (status: number, value: unknown): void => {
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
      };
      const edited = /\/issues\/comments\/(\d+)$/.exec(pathname)?.[1];
      if (!api.mayComment && request.method === "POST" && pathname.endsWith("/comments"))
        answer(403, { message: "Resource not accessible by integration" });
      else if (pathname === "/graphql") answer(200, { data: { viewer: { login: "github-actions[bot]" } } });
      else if (pathname.endsWith("/issues/5/comments") && request.method === "GET") answer(200, comments);
      else if (pathname.endsWith("/issues/5/comments")) {
        comments.push({
          id: comments.length + 1,
          body: sent.body ?? "",
          user: { login: "github-actions[bot]" },
        });
        answer(201, comments.at(-1));
      } else if (edited !== undefined) {
        const comment = comments.find(({ id }) => id === Number(edited));
        if (comment) comment.body = sent.body ?? "";
        answer(200, comment);
      } else answer(404, { message: "Not Found" });
    });
  }).listen(0, "127.0.0.1");
  await once(http, "listening");
  const api: FakeApi = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    asked,
    comments,
    mayComment: true,
    close: async () => {
      http.close();
      http.closeAllConnections();
      await once(http, "close");
    },
  };
  return api;
}

/** Runs `main` as a runner does: inputs, contexts and files by the environment, in a workspace that is empty unless said. */
async function runAction(
  name: string,
  event: object,
  inputs: Readonly<Record<string, string>> = {},
  checkedOut: Readonly<Record<string, string>> = {},
) {
  const temp = mkdtempSync(path.join(tmpdir(), "dataset-review-runner-"));
  const files = { output: path.join(temp, "output"), summary: path.join(temp, "summary") };
  for (const file of Object.values(files)) writeFileSync(file, "");
  const eventFile = path.join(temp, "event.json");
  writeFileSync(eventFile, JSON.stringify(event));
  for (const given of Object.keys(inputs)) expect(Object.keys(action.inputs)).toContain(given);
  const given = Object.entries(action.inputs).map(([input, { default: fallback = "" }]) => [
    `INPUT_${input.toUpperCase()}`,
    inputs[input] ?? fallback.replace("${{ github.token }}", token),
  ]);
  const workspace = folderWith(checkedOut);
  const child = spawn(process.execPath, [path.join(actionPath, action.runs.main)], {
    cwd: workspace,
    env: {
      PATH: process.env.PATH,
      HOME: temp,
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: files.output,
      GITHUB_STEP_SUMMARY: files.summary,
      GITHUB_EVENT_PATH: eventFile,
      GITHUB_SERVER_URL: server.origin,
      GITHUB_API_URL: api.url,
      GITHUB_REPOSITORY: `acme/${name}`,
      GITHUB_ACTION_REPOSITORY: "someone/dataset-review",
      GITHUB_ACTION_REF: "0123abc",
      RUNNER_TEMP: temp,
      ...Object.fromEntries(given),
    },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (part) => {
      said += String(part);
    });
  const [status] = (await once(child, "close")) as [number];
  const outputs = new Map(
    [...readFileSync(files.output, "utf8").matchAll(/^([\w-]+)<<(\S+)\n([^]*?)\n\2$/gm)].map((match) => [
      match[1]!,
      match[3]!,
    ]),
  );
  return { status, said, outputs, summary: readFileSync(files.summary, "utf8"), workspace };
}

describe("the Action", () => {
  test("annotates and fails the job on planted rows, without a checkout, and writes a fix", async () => {
    const inputs = { fix: "fixes/fix.patch" };
    const { status, said, outputs, summary } = await runAction("planted", planted.event, inputs);
    expect(status).toBe(1);
    expect(said).toMatch(/^::error file=data\/feedback\.jsonl,line=\d+/m);
    expect(said).not.toContain(token);
    expect(summary).toContain("Blocked");
    expect(summary).toContain(`${server.origin}/acme/planted/blob/${planted.head}/data/feedback.jsonl#L`);
    expect(summary).toContain("/someone/dataset-review/blob/0123abc/docs/signals/trigger-scan.md");
    expect(outputs.get("conclusion")).toBe("failure");
    const result = JSON.parse(readFileSync(outputs.get("result")!, "utf8")) as {
      contributor: { login: string };
      flaggedRows: unknown[];
    };
    expect(result.contributor.login).toBe("newcomer");
    expect(outputs.get("flagged-rows")).toBe(String(result.flaggedRows.length));
    expect(readFileSync(outputs.get("report")!, "utf8")).toMatch(/^<!doctype html>/);
    expect(readFileSync(outputs.get("fix")!, "utf8")).toMatch(/^diff --git a\/data\/feedback\.jsonl/m);
    // Every output is described, and every described one is set but the file that was not asked for.
    expect([...outputs.keys(), "sarif"].sort()).toEqual(Object.keys(action.outputs).sort());
    expect(api.comments).toHaveLength(1);
  });

  test("passes the job on honest work, and writes SARIF where it is asked to", async () => {
    const { status, outputs, summary, workspace } = await runAction("honest", honest.event, {
      sarif: "out/review.sarif",
    });
    expect([status, outputs.get("conclusion")]).toEqual([0, "success"]);
    expect(summary).toContain("Passed");
    expect(outputs.get("sarif")).toBe(path.join(workspace, "out/review.sarif"));
    expect(existsSync(outputs.get("sarif")!)).toBe(true);
  });

  test("reviews what a merge queue would bring in, which no one pull request stands for", async () => {
    const { base, head } = planted;
    const group = { action: "checks_requested", merge_group: { base_sha: base, head_sha: head } };
    const { status, said, outputs, summary } = await runAction("planted", group, { comment: "true" });
    expect([status, outputs.get("conclusion")]).toEqual([1, "failure"]);
    expect(said).toMatch(/^::error file=data\/feedback\.jsonl,line=\d+/m);
    expect(summary).toContain("Blocked");
    expect(api.comments).toHaveLength(1);
  });

  test("fails the job from the conclusion on that is named", async () => {
    const { status, outputs } = await runAction("planted", planted.event, { "fail-on": "none" });
    expect([status, outputs.get("conclusion")]).toEqual([0, "failure"]);
  });

  test("downloads data in Git LFS, unless it is told not to: then nothing passes", async () => {
    const { status, said } = await runAction("kept", kept.event);
    expect([status, said]).toEqual([
      1,
      expect.stringMatching(/^::error file=data\/feedback\.jsonl,line=\d+/m),
    ]);
    const without = await runAction("kept", kept.event, { lfs: "false" });
    expect([without.status, without.outputs.get("conclusion")]).toEqual([1, "failure"]);
    expect(without.outputs.get("not-analysed")).toBe("2");
  });

  test("shows everything and fails nothing while it observes", async () => {
    const { status, outputs } = await runAction("planted", planted.event, { mode: "observe" });
    expect([status, outputs.get("conclusion")]).toEqual([0, "neutral"]);
    const lost = await runAction("missing", planted.event, { mode: "observe" });
    expect([lost.status, lost.said]).toEqual([0, expect.stringContaining("::warning::")]);
  });

  test("holds a drill on what is checked out, in a workflow that no pull request started", async () => {
    const { base } = makeStory(3, { base: 80, added: 0, corrected: 0, planted: 0 });
    const data = base.map((row) => `${JSON.stringify(row)}\n`).join("");
    const inputs = { mode: "drill", seeds: "1" };
    const drilled = await runAction("planted", {}, inputs, { "data/feedback.jsonl": data });
    expect([drilled.status, drilled.said]).toEqual([
      0,
      expect.stringMatching(/^\d+ of \d+ reviews are done/m),
    ]);
    expect(drilled.summary).toContain("acme/planted: 80 rows");
    const report = JSON.parse(readFileSync(drilled.outputs.get("result")!, "utf8")) as {
      data: object;
      attacks: { name: string }[];
    };
    expect(report.data).toMatchObject({ rows: 80, kind: "labels" });
    expect(report.attacks.map(({ name }) => name)).toContain("plain");
    const page = readFileSync(drilled.outputs.get("report")!, "utf8");
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).not.toContain(base[0]!.text);
    const empty = await runAction("planted", {}, inputs);
    expect([empty.status, empty.said]).toEqual([1, expect.stringContaining("has no data files")]);
  });

  test("keeps one comment of its own, and leaves another's with the same mark alone", async () => {
    await runAction("planted", planted.event, { comment: "true" });
    await runAction("honest", honest.event, { comment: "true" });
    expect(api.comments.map(({ user }) => user.login)).toEqual(["newcomer", "github-actions[bot]"]);
    expect(api.comments[0]!.body).toContain("forged");
    expect(api.comments[1]!.body).toContain("Passed");
  });

  test("passes honest work of a fork, whose token may not comment, and says so", async () => {
    api.mayComment = false;
    api.comments.splice(1);
    const { status, said } = await runAction("honest", honest.event, { comment: "true" });
    api.mayComment = true;
    expect([status, said]).toEqual([
      0,
      expect.stringMatching(/^::warning::No comment was written \(GitHub answered 403\)/m),
    ]);
  });

  test("takes the configuration that is named from the base branch", async () => {
    const broken = await runAction("honest", honest.event, { config: "broken.yml" });
    expect([broken.status, broken.said]).toEqual([1, expect.stringContaining("polcy")]);
    const missing = await runAction("honest", honest.event, { config: "of-the-head.yml" });
    expect([missing.status, missing.said]).toEqual([1, expect.stringContaining("Merge it first")]);
  });

  test.each([
    ["an event without two versions", "honest", {}, {}, "pull_request and merge_group"],
    ["a repository that the token may not read", "honest", null, { token: "" }, "cannot be read"],
    ["an input without a meaning", "honest", null, { "fail-on": "always" }, "none, warning, failure"],
  ])("says what is wrong: %s", async (_, name, event, inputs, words) => {
    const { status, said } = await runAction(name, event ?? honest.event, inputs);
    expect([status, said]).toEqual([1, expect.stringMatching(new RegExp(`^::error::.*${words}`, "m"))]);
  });
});
