import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";

const folder = path.resolve(import.meta.dirname, "../../../.github/workflows");

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Record<string, { permissions?: object; steps: { uses?: string; run?: string }[] }>;
}

describe.each(readdirSync(folder))("%s", (name) => {
  const workflow = parse(readFileSync(path.join(folder, name), "utf8")) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  test("pins the Actions that it uses to commits", () => {
    for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/@[0-9a-f]{40}$/);
  });

  test("grants nothing but what each job asks for, and puts no expression into a script's text", () => {
    expect(workflow.permissions).toEqual({});
    for (const job of Object.values(workflow.jobs)) expect(job.permissions).toBeDefined();
    for (const { run = "" } of steps) expect(run).not.toContain("${{");
  });
});
