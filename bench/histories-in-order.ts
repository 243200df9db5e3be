/**
 * Replays changes that real repositories merged in their order, with the window on: `npm run build && npx tsx
 * bench/histories-in-order.ts [--folder DIR] [--since "90 days or 50 changes"] [--part 1/2] [--only NAME]`.
 *
 * Each repository is written as a branch of a scratch repository: a change is a commit of its own at its own date, and what
 * happened to its files in between is one commit before it, which is part of later windows and is not counted, as are changes
 * whose files no other parser reads either. Prints a
 * line for each repository and one for all: changes, blocked, warned, not tested, not analysed.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { folder: text, since: text, part: text, only: text } });
const root = path.resolve(import.meta.dirname, "..");
const histories = values.folder ?? path.resolve(root, "../shared/histories");
const verdicts = ["blocked", "warned", "not tested", "not analysed", "passed"] as const;
type Counts = Record<(typeof verdicts)[number], number>;

interface Change {
  readonly n: string;
  readonly merged_at: string;
  /** What another parser made of its files. */
  readonly files: readonly { readonly base?: Parsed | null; readonly head?: Parsed | null }[];
}

interface Parsed {
  readonly parse_error?: string;
}

const scratch = mkdtempSync(path.join(tmpdir(), "histories-"));
try {
  const config = `${scratch}/config.yml`;
  const since = values.since ?? "90 days or 50 changes";
  writeFileSync(config, `include: ["**/*"]\nmemory: { since: ${since} }\n`);
  const all = noCounts();
  for (const name of mine(repositories())) {
    const counts = replayed(name, config);
    console.log(line(name, counts));
    for (const verdict of verdicts) all[verdict] += counts[verdict];
  }
  console.log(line("all", all));
} finally {
  rmSync(scratch, { recursive: true });
}

function repositories(): string[] {
  return readdirSync(histories, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && (values.only === undefined || entry.name === values.only))
    .map(({ name }) => name)
    .sort();
}

function mine(names: readonly string[]): readonly string[] {
  const [own = 1, of = 1] = (values.part ?? "1/1").split("/").map(Number);
  return names.filter((_, index) => index % of === own - 1);
}

function noCounts(): Counts {
  return { blocked: 0, warned: 0, "not tested": 0, "not analysed": 0, passed: 0 };
}

function line(name: string, counts: Counts): string {
  const changes = Object.values(counts).reduce((sum, one) => sum + one, 0);
  const parts = verdicts.map(
    (verdict) => `${counts[verdict]} ${verdict} (${((100 * counts[verdict]) / changes || 0).toFixed(1)} %)`,
  );
  return `${name}: ${changes} changes, ${parts.join(", ")}`;
}

/** Runs the program over a repository's changes, and counts those that are no filling. */
function replayed(name: string, config: string): Counts {
  const repo = `${scratch}/${name}`;
  const { isChange, commits } = written(name, repo);
  const out = `${repo}/replay.json`;
  const replay = ["replay", "--git", repo, "--last", String(commits), "--config", config];
  execFileSync(
    process.execPath,
    [path.join(root, "dist/cli.js"), ...replay, "--format", "json", "--output", out],
    { stdio: "ignore" },
  );
  const { changes } = JSON.parse(readFileSync(out, "utf8")) as {
    changes: { change: { commit: string }; verdict: keyof Counts; reason: string }[];
  };
  const counts = noCounts();
  for (const {
    change: { commit },
    verdict,
    reason,
  } of changes) {
    const n = isChange.get(commit);
    if (n === undefined) continue;
    counts[verdict]++;
    if (verdict === "blocked" || verdict === "warned") console.log(`  ${name} ${n} ${verdict}: ${reason}`);
  }
  return counts;
}

/** Writes the repository by `git fast-import`; of its commits, those that are changes. */
function written(name: string, repo: string) {
  execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", repo]);
  const changes = readFileSync(path.join(histories, name, "meta.jsonl"), "utf8")
    .split("\n")
    .filter((one) => one !== "")
    .map((one) => JSON.parse(one) as Change)
    .sort((a, b) => Date.parse(a.merged_at) - Date.parse(b.merged_at));
  const parts: Buffer[] = [];
  const files = new Map<string, Buffer>();
  const marks: string[] = [];
  for (const { n, merged_at, files: changed } of changes) {
    const at = Math.floor(Date.parse(merged_at) / 1000);
    for (const side of ["base", "head"]) {
      const state = filesIn(path.join(histories, name, n, side));
      const touched = new Set([...state.keys(), ...filesIn(path.join(histories, name, n, "base")).keys()]);
      const lines: Buffer[] = [];
      for (const file of touched) {
        const [before, after] = [files.get(file), state.get(file)];
        const quoted = JSON.stringify(file);
        if (after === undefined) {
          if (files.delete(file)) lines.push(Buffer.from(`D ${quoted}\n`));
        } else if (before === undefined || !before.equals(after)) {
          files.set(file, after);
          lines.push(
            Buffer.from(`M 100644 inline ${quoted}\ndata ${after.length}\n`),
            after,
            Buffer.from("\n"),
          );
        }
      }
      if (lines.length === 0) continue;
      const isBroken = changed.some(({ base, head }) => base?.parse_error ?? head?.parse_error);
      marks.push(side === "head" && !isBroken ? n : "");
      const who = `Author <author@example.org> ${side === "head" ? at : at - 1} +0000`;
      parts.push(
        Buffer.from(`commit refs/heads/main\nmark :${marks.length}\ncommitter ${who}\ndata 4\nMore\n`),
        ...lines,
      );
    }
  }
  const stream = `${repo}/stream`;
  writeFileSync(stream, Buffer.concat(parts));
  const args = ["-C", repo, "fast-import", "--quiet", `--export-marks=${repo}/marks`];
  execFileSync("git", args, { stdio: [openSync(stream, "r"), "ignore", "inherit"] });
  const isChange = new Map<string, string>();
  for (const mark of readFileSync(`${repo}/marks`, "utf8").trim().split("\n")) {
    const [number = "", commit = ""] = mark.slice(1).split(" ");
    const n = marks[Number(number) - 1]!;
    if (n !== "") isChange.set(commit, n);
  }
  return { isChange, commits: marks.length };
}

function filesIn(folder: string): Map<string, Buffer> {
  const found = statSync(folder, { throwIfNoEntry: false })
    ? readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile())
    : [];
  return new Map(
    found.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, file), readFileSync(file)];
    }),
  );
}
