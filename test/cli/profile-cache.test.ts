import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { run } from "../../src/cli/program.ts";
import { fakeTerminal } from "./terminal.ts";

let home: string;
let cache: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "dr-cache-"));
  cache = join(home, "cache");
  writeFileSync(join(home, "base.jsonl"), rows(0, 14_000));
  writeFileSync(join(home, "head.jsonl"), rows(0, 14_050));
});
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

function rows(from: number, to: number): string {
  let text = "";
  for (let i = from; i < to; i++) {
    const row = {
      text: `${i} the parcel ${i % 7} came ${i % 13} days late and nobody knew of it`,
      label: i % 2,
    };
    text += `${JSON.stringify(row)}\n`;
  }
  return text;
}

async function scan(...more: readonly string[]): Promise<string> {
  const terminal = fakeTerminal();
  const files = ["--base", join(home, "base.jsonl"), "--head", join(home, "head.jsonl")];
  const status = await run(["scan", ...files, "--format", "json", ...more], terminal);
  expect([status, terminal.err()]).toEqual([0, ""]);
  return terminal.out();
}

const kept = (): string[] => readdirSync(cache);

test("a scan with a cache says the same, keeps one profile, and uses it", async () => {
  const cold = await scan();
  expect(await scan("--cache", cache)).toBe(cold);
  expect(kept()).toHaveLength(1);
  const file = join(cache, kept()[0]!);
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(statSync(cache).mode & 0o077).toBe(0);

  const before = new Date(Date.now() - 86_400_000);
  utimesSync(file, before, before);
  const bytes = readFileSync(file);
  expect(await scan("--cache", cache)).toBe(cold);
  // Used, not made anew: its time is touched and its bytes are not.
  expect(statSync(file).mtimeMs).toBeGreaterThan(before.getTime());
  expect(readFileSync(file).equals(bytes)).toBe(true);
}, 60_000);

test("a base that changed gets a new profile, and the old one changes nothing", async () => {
  const [name] = kept();
  const before = readFileSync(join(cache, name!));
  writeFileSync(join(home, "base.jsonl"), rows(1, 14_000));
  const cold = await scan();
  expect(await scan("--cache", cache)).toBe(cold);
  expect(kept()).toEqual([name]);
  expect(readFileSync(join(cache, name!)).equals(before)).toBe(false);
  expect(await scan("--cache", cache)).toBe(cold);
}, 60_000);

test("what nobody used for a month is removed", async () => {
  const forgotten = join(cache, "0000.profile");
  writeFileSync(forgotten, "x");
  const old = new Date(Date.now() - 31 * 86_400_000);
  utimesSync(forgotten, old, old);
  await scan("--cache", cache);
  expect(kept()).not.toContain("0000.profile");
  expect(kept()).toHaveLength(1);
}, 60_000);
