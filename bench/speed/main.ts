/**
 * How long the finished program takes for whole data sets, and how much memory: `npm run bench:speed -- --help`.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { allCases, type SpeedCase } from "./cases.ts";
import { baseRows, headRows, writeRows } from "./generate.ts";
import type { Measured } from "./goals.ts";
import { report } from "./report.ts";
import { median, runNode, type Usage } from "./run.ts";
import { textsOf } from "./texts.ts";

const usage = `Usage: npm run bench:speed -- [options]

Generates data, reviews it with the built program as whole processes, and prints wall and processor time, memory, the
ratios to DuckDB, and the growth exponent.

  --sizes LIST      rows (default 10000,100000,1000000,3000000)
  --formats LIST    of jsonl, csv
  --changes LIST    of appended, edited, shuffled, hundred, many, relabelled, new
  --sentences FILE  real texts for the case of that name (default ../shared/corpus/agnews/clean.jsonl)
  --ways LIST       of review, duckdb
  --runs N          runs of each, of which the middle one counts (default 1)
  --out FILE        where the numbers go as JSON (default bench/results/speed.json)
  --markdown FILE   writes the printed report to a file too
  --note TEXT       what the report says of the run, such as what else the machine did
Lists are separated by commas. DuckDB is taken from bench/speed/node_modules: npm --prefix bench/speed install.`;

const root = path.resolve(import.meta.dirname, "../..");
const cli = path.join(root, "dist/cli.js");
const duckdb = path.join(import.meta.dirname, "duckdb.mjs");

/** The options that say what is measured; where the figures go to is of one machine. */
const WHAT = ["sizes", "formats", "changes", "ways", "runs"] as const;

const text = { type: "string" } as const;
const { values } = parseArgs({
  options: {
    sizes: text,
    formats: text,
    changes: text,
    sentences: text,
    ways: text,
    runs: text,
    out: text,
    markdown: text,
    note: text,
    help: { type: "boolean" },
  },
});

/** Rows and format of the base that stands on the disk. */
let lastBase = "";

if (values.help === true) console.log(usage);
else await main();

async function main(): Promise<void> {
  const sizes = list(values.sizes, ["10000", "100000", "1000000", "3000000"]).map(Number);
  const wanted = {
    formats: list(values.formats, ["jsonl", "csv"]),
    changes: list(values.changes, ["appended", "edited", "shuffled", "hundred", "many", "relabelled", "new"]),
    ways: list(values.ways, ["review", "duckdb"]),
  };
  if (wanted.ways.includes("duckdb") && !existsSync(path.join(import.meta.dirname, "node_modules"))) {
    console.error("DuckDB is not installed (npm --prefix bench/speed install): left out.");
    wanted.ways = wanted.ways.filter((way) => way !== "duckdb");
  }
  const folder = mkdtempSync(path.join(tmpdir(), "speed-bench-"));
  const measured: Measured[] = [];
  try {
    for (const one of allCases(sizes)) {
      if (!wanted.formats.includes(one.format) || !wanted.changes.includes(one.change)) continue;
      measured.push(...(await measure(one, wanted.ways, folder)));
      // As far as it has come, so that a run that is cut short was not in vain.
      write(measured);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  console.log(`\n${write(measured)}`);
}

/** Writes the figures so far; returns them as Markdown. */
function write(measured: readonly Measured[]): string {
  const chosen = WHAT.flatMap((name) =>
    values[name] === undefined ? [] : [`--${name}`, quoted(values[name])],
  );
  const command = ["npm run bench:speed --", ...chosen].join(" ");
  const document = report(measured, command, values.note);
  const out = values.out ?? path.join(root, "bench/results/speed.json");
  mkdirSync(path.dirname(out), { recursive: true });
  writeFileSync(out, `${JSON.stringify({ command, node: process.versions.node, measured }, null, 2)}\n`);
  if (values.markdown !== undefined) writeFileSync(values.markdown, document);
  return document;
}

function quoted(word: string): string {
  return word.includes(" ") ? JSON.stringify(word) : word;
}

function list(value: string | undefined, otherwise: readonly string[]): readonly string[] {
  return value === undefined ? otherwise : value.split(",");
}

/** All ways of one case, in turn, so that what else the machine does hits them alike. */
async function measure(one: SpeedCase, wanted: readonly string[], folder: string): Promise<Measured[]> {
  const { rows, format, text: kind, change } = one;
  const ways = one.ways.filter((way) => wanted.includes(way));
  if (ways.length === 0) return [];
  const base = path.join(folder, `base.${format}`);
  const head = path.join(folder, `head.${format}`);
  const textOf = textsOf(kind, values.sentences ?? path.resolve(root, "../shared/corpus/agnews/clean.jsonl"));
  if (lastBase !== `${rows} ${format} ${kind} ${change === "new"}`) {
    lastBase = `${rows} ${format} ${kind} ${change === "new"}`;
    // A file that is new has nothing before it but an empty folder.
    rmSync(base, { recursive: true, force: true });
    if (change === "new") mkdirSync(base);
    else await writeRows(base, baseRows(rows), format, textOf);
  }
  rmSync(head, { recursive: true, force: true });
  if (change === "new") mkdirSync(head);
  const headFile = change === "new" ? path.join(head, `rows.${format}`) : head;
  await writeRows(headFile, headRows(rows, change), format, textOf);

  const scan = ["scan", "--base", base, "--head", head, "--format", "json", "--output", `${folder}/out.json`];
  const commands = {
    review: [cli, ...scan],
    duckdb: [duckdb, base, head, format],
  };
  const runs = new Map<string, Usage[]>(ways.map((way) => [way, []]));
  for (let run = 0; run < Number(values.runs ?? 1); run++) {
    for (const way of ways) runs.get(way)!.push(await runNode(commands[way], folder, [0, 1]));
  }
  return ways.map((way) => {
    const usage = median(runs.get(way)!);
    const name = `${rows} ${format} ${kind} ${change} ${way}`.padEnd(34);
    console.log(
      `${name} ${usage.wall.toFixed(2)} s  ${usage.cpu.toFixed(2)} CPU s  ${usage.rss.toFixed(0)} MiB`,
    );
    return { rows, format, text: kind, change, way, usage };
  });
}
