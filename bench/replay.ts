/**
 * What the finished program saves over a history: `npm run bench:replay -- [--rows 10000] [--changes 200] [--added 20]
 * [--scans 200] [--text words | sentences]`.
 *
 * Makes a repository whose data set grows by some rows with each change, then measures as whole processes
 * 1. `replay` of all changes beside as many single scans, one after the other (`--scans` fewer of them, evenly spread);
 * 2. the last change reviewed with the window (`memory.since`) beside the same change without it.
 * Prints ratios: other work on the machine lengthens both sides alike.
 */
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { runNode, type Usage } from "./speed/run.ts";
import { type TextKind, textsOf } from "./speed/texts.ts";

const text = { type: "string" } as const;
const { values } = parseArgs({
  options: { rows: text, changes: text, added: text, scans: text, text, sentences: text },
});
const rows = Number(values.rows ?? 10_000);
const changes = Number(values.changes ?? 200);
const added = Number(values.added ?? 20);
const scans = Number(values.scans ?? changes);
const root = path.resolve(import.meta.dirname, "..");
const cli = path.join(root, "dist/cli.js");
const folder = mkdtempSync(path.join(tmpdir(), "replay-bench-"));
const repo = path.join(folder, "repo");
try {
  await main();
} finally {
  rmSync(folder, { recursive: true });
}

async function main(): Promise<void> {
  makeHistory();
  const run = (...args: string[]): Promise<Usage> =>
    runNode([cli, ...args, "--output", `${folder}/out.json`, "--format", "json"], folder, [0, 1]);
  if (scans > 0) {
    const step = changes / scans;
    const single = { wall: 0, cpu: 0, rss: 0 };
    for (let at = 0; at < scans; at++) {
      const commit = `HEAD~${Math.floor((at + 0.5) * step)}`;
      const { wall, cpu, rss } = await run("scan", "--repo", repo, "--git", `${commit}~1..${commit}`);
      single.wall += wall * step;
      single.cpu += cpu * step;
      single.rss = Math.max(single.rss, rss);
    }
    show(`${changes} single scans${scans < changes ? ` (${scans} of them)` : ""}`, single);
    const whole = await run("replay", "--git", repo, "--last", String(changes));
    show(`replay of ${changes} changes`, whole);
    compare("replay beside single scans", whole, single);
  }
  const configs = { plain: "memory: { since: off }\n", window: `memory: { since: ${changes} changes }\n` };
  const last = async (name: keyof typeof configs): Promise<Usage> => {
    writeFileSync(`${folder}/${name}.yml`, configs[name]);
    const usage = await run(
      "scan",
      "--repo",
      repo,
      "--git",
      "HEAD~1..HEAD",
      "--config",
      `${folder}/${name}.yml`,
    );
    show(`last change, ${name}`, usage);
    return usage;
  };
  const [plain, both] = [await last("plain"), await last("window")];
  compare("the window beside the plain review", both, plain, 1);
}

function show(name: string, { wall, cpu, rss }: Usage): void {
  console.log(`${name.padEnd(34)} ${wall.toFixed(1)} s  ${cpu.toFixed(1)} CPU s  ${rss.toFixed(0)} MiB`);
}

function compare(name: string, one: Usage, other: Usage, less = 0): void {
  const of = (key: "wall" | "cpu") => (one[key] / other[key] - less).toFixed(2);
  console.log(`${name}: ${of("wall")} by the clock, ${of("cpu")} of processor time\n`);
}

/** One file on one branch, a commit a change, written by `git fast-import`. */
function makeHistory(): void {
  const sentences = values.sentences ?? path.resolve(root, "../shared/corpus/agnews/clean.jsonl");
  const textOf = textsOf((values.text ?? "words") as TextKind, sentences);
  execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", repo]);
  const stream = `${folder}/history`;
  writeFileSync(stream, "");
  const start = Math.floor(Date.now() / 1000) - (changes + 2) * 3600;
  const lines: string[] = [];
  for (let change = 0; change <= changes; change++) {
    const until = rows + change * added;
    while (lines.length < until)
      lines.push(`${JSON.stringify({ id: lines.length, ...textOf(lines.length, 0) })}\n`);
    const data = lines.join("");
    const who = `Author <author@example.org> ${start + change * 3600} +0000`;
    const head = `commit refs/heads/main\ncommitter ${who}\ndata 4\nMore\nM 100644 inline data/train.jsonl\n`;
    appendFileSync(stream, `${head}data ${Buffer.byteLength(data)}\n${data}\n`);
  }
  const input = openSync(stream, "r");
  execFileSync("git", ["-C", repo, "fast-import", "--quiet"], { stdio: [input, "ignore", "inherit"] });
  rmSync(stream);
}
