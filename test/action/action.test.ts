import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { makeStory } from "../../examples/feedback/dataset.ts";
import { toFiles } from "../../examples/feedback/files.ts";
import { type Repository, repository } from "../versions/repository.ts";

interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const root = path.resolve(import.meta.dirname, "../..");
const action = parse(readFileSync(path.join(root, "action.yml"), "utf8")) as {
  runs: { using: string; steps: Step[] };
};

/** The built program as the install step leaves it, in a folder like the one that the runner downloads the Action to. */
let actionPath: string;
beforeAll(() => {
  actionPath = mkdtempSync(path.join(tmpdir(), "dataset-review-action-"));
  for (const name of ["action", "package.json"])
    cpSync(path.join(root, name), path.join(actionPath, name), { recursive: true });
  symlinkSync(path.join(root, "node_modules"), path.join(actionPath, "node_modules"));
  execFileSync(process.execPath, [path.join(root, "scripts/build.mjs"), path.join(actionPath, "dist")]);
}, 60_000);

/** `${{ a.b || c.d }}` with the contexts that the action may use; an unknown one is an error, not an empty text. */
function substitute(text: string, contexts: object): string {
  return text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => {
    const values = expression.split("||").map((name) => {
      const steps = name.trim().split(".");
      if (steps[0] !== "github") throw new Error(`the test does not know ${name}`);
      return steps
        .slice(1)
        .reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], contexts);
    });
    return (
      values.filter((value) => typeof value === "string" || typeof value === "number")[0]?.toString() ?? ""
    );
  });
}

/** Runs the steps as a runner does: in order, each by bash in the workspace, until one fails. */
function runSteps(workspace: string, event: object) {
  const temp = mkdtempSync(path.join(tmpdir(), "dataset-review-runner-"));
  const files = Object.fromEntries(["output", "summary"].map((name) => [name, path.join(temp, name)]));
  for (const file of Object.values(files)) writeFileSync(file, "");
  let stdout = "";
  let status = 0;
  for (const step of action.runs.steps) {
    // Installing is what beforeAll did; both would need the network.
    if (step.uses !== undefined || step.run?.startsWith("npm install") === true) continue;
    const own = Object.entries(step.env ?? {}).map(([name, value]) => [
      name,
      substitute(value, {
        action_path: actionPath,
        action_repository: "someone/dataset-review",
        action_ref: "0123abc",
        event,
      }),
    ]);
    const done = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run!], {
      cwd: workspace,
      encoding: "utf8",
      env: {
        PATH: process.env.PATH,
        HOME: temp,
        CI: "true",
        GITHUB_WORKSPACE: workspace,
        GITHUB_OUTPUT: files.output,
        GITHUB_STEP_SUMMARY: files.summary,
        RUNNER_TEMP: temp,
        GITHUB_ACTIONS: "true",
        GITHUB_SERVER_URL: "https://github.com",
        GITHUB_REPOSITORY: "acme/feedback",
        GITHUB_REF: "refs/pull/5/merge",
        ...Object.fromEntries(own),
      },
    });
    stdout += done.stdout + done.stderr;
    status = done.status ?? 1;
    if (status !== 0) break;
  }
  const read = (name: string) => readFileSync(files[name]!, "utf8");
  return { status, stdout, output: read("output"), summary: read("summary") };
}

/** A remote with a pull request from a fork, and a shallow checkout of it as actions/checkout leaves it. */
function pullRequest(planted: number): { workspace: string; event: object } {
  const made = makeStory(3, { base: 1500, added: 400, corrected: 40, planted });
  const remote: Repository = repository(Object.fromEntries(toFiles(made, "base")));
  remote.git("config", "uploadpack.allowAnySHA1InWant", "true");
  const base = remote.git("rev-parse", "HEAD");
  remote.git("checkout", "--quiet", "--detach");
  for (const [name, content] of toFiles(made, "head")) remote.write(name, content);
  const head = remote.commit("head");
  remote.git("update-ref", "refs/pull/5/head", head);
  remote.git("checkout", "--quiet", "main");
  const parent = mkdtempSync(path.join(tmpdir(), "dataset-review-checkout-"));
  const workspace = path.join(parent, "work");
  mkdirSync(workspace);
  execFileSync("git", ["clone", "--quiet", "--depth=1", `file://${remote.root}`, workspace]);
  return { workspace, event: { pull_request: { number: 5, base: { sha: base }, head: { sha: head } } } };
}

describe("the Action", () => {
  test("annotates and fails the job on planted rows of a fork", () => {
    const { workspace, event } = pullRequest(30);
    const { status, stdout, output, summary } = runSteps(workspace, event);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error file=data\/feedback\.jsonl,line=\d+/m);
    expect(output).toContain("conclusion=failure");
    expect(summary).toContain("Blocked");
    const head = (event as { pull_request: { head: { sha: string } } }).pull_request.head.sha;
    expect(summary).toMatch(
      new RegExp(`href="https://github.com/acme/feedback/blob/${head}/data/feedback.jsonl#L\\d+"`),
    );
    expect(summary).toContain(
      "https://github.com/someone/dataset-review/blob/0123abc/docs/signals/trigger-scan.md",
    );
    const result = /^result=(.*)$/m.exec(output)?.[1];
    expect((JSON.parse(readFileSync(result!, "utf8")) as { conclusion: string }).conclusion).toBe("failure");
  }, 60_000);

  test("passes the job on honest work", () => {
    const { workspace, event } = pullRequest(0);
    const { status, output, summary } = runSteps(workspace, event);
    expect([status, output.includes("conclusion=success")]).toEqual([0, true]);
    expect(summary).toContain("Passed");
  }, 60_000);

  test("says what is wrong where the event has no two sides", () => {
    const { workspace } = pullRequest(0);
    const { status, stdout } = runSteps(workspace, {});
    expect(status).toBe(2);
    expect(stdout).toContain("::error::");
  });

  test("pins what it uses, and puts nothing of the event into a script's text", () => {
    for (const step of action.runs.steps) {
      if (step.uses !== undefined) expect(step.uses).toMatch(/@[0-9a-f]{40}$/);
      expect(step.run ?? "").not.toContain("${{");
    }
    expect(action.runs.using).toBe("composite");
  });
});
