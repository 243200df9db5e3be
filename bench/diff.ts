/**
 * How long a comparison takes beside the obvious way (readline into a Map, labels counted), and how much memory it needs.
 * `npx tsx bench/diff.ts [rows …]`: data is made by seed, each measurement is a process of its own.
 */
import { execFileSync } from "node:child_process";
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import Papa from "papaparse";
import { compareDataset } from "../src/dataset/compare.ts";
import type { FileVersion } from "../src/model/dataset.ts";

type Format = "jsonl" | "csv";
type Change = "appended" | "edited" | "shuffled";

/** mulberry32: small, fast, the same everywhere. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const labels = ["billing", "bug", "feature", "praise", "account", "shipping", "refund", "other"];

/** One row of about 200 bytes, the same for the same number and version. */
function row(number: number, version: number, format: Format): string {
  const next = random(number * 2 + version);
  let text = "";
  for (let words = 14 + Math.floor(next() * 24); words > 0; words--) {
    text += `${Math.floor(next() * next() * 50_000).toString(36)}${next() < 0.02 ? ', "so"' : ""} `;
  }
  const label = labels[Math.floor(next() * labels.length)]!;
  if (format === "jsonl") return `${JSON.stringify({ id: number, text, label })}\n`;
  return `${number},"${text.replaceAll('"', '""')}",${label}\n`;
}

/** Row numbers of the head: 1 % more, 1 % in another version, or all in another order. */
function* headRows(rows: number, change: Change): Generator<[number, number]> {
  if (change === "shuffled") {
    // A step that shares no divisor with the number of rows visits each of them once.
    let step = Math.floor(rows * 0.618) | 1;
    while (divisor(step, rows) !== 1) step += 2;
    for (let i = 0, at = 0; i < rows; i++, at = (at + step) % rows) yield [at, 0];
    return;
  }
  for (let i = 0; i < rows; i++) yield [i, change === "edited" && i % 100 === 50 ? 1 : 0];
  if (change === "appended") for (let i = 0; i < rows / 100; i++) yield [rows + i, 0];
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

async function write(path: string, numbers: Iterable<[number, number]>, format: Format): Promise<void> {
  function* content(): Generator<string> {
    let block = format === "csv" ? "id,text,label\n" : "";
    for (const [number, version] of numbers) {
      block += row(number, version, format);
      if (block.length < 1 << 20) continue;
      yield block;
      block = "";
    }
    yield block;
  }
  await pipeline(content, createWriteStream(path));
}

function onDisk(path: string, name: string): FileVersion {
  const open = () => createReadStream(path, { highWaterMark: 1 << 20 });
  return { path: name, source: { size: statSync(path).size, open } };
}

async function ours(base: string, head: string, format: Format): Promise<number> {
  const name = `data.${format}`;
  const { files } = await compareDataset(
    { pairs: [{ base: onDisk(base, name), head: onDisk(head, name) }], context: [], notAnalysed: [] },
    {
      columnsFor: () => ({}),
      limits: { maxRowBytes: 1 << 20, maxFileBytes: 2 ** 34, maxChangedRows: 1_000_000 },
    },
  );
  const { added, removed, edited } = files[0]!.rows;
  return added + removed + 2 * edited;
}

/** What one would write first: every line of the base into a Map, every line of the head looked up, labels counted. */
async function naive(base: string, head: string, format: Format): Promise<number> {
  const counts = new Map<string, number>();
  const labelCounts = { base: new Map<string, number>(), head: new Map<string, number>() };
  const countLabel = (line: string, side: "base" | "head"): void => {
    const label =
      format === "jsonl"
        ? (JSON.parse(line) as { label: string }).label
        : Papa.parse<string[]>(line).data[0]![2]!;
    labelCounts[side].set(label, (labelCounts[side].get(label) ?? 0) + 1);
  };
  for await (const line of createInterface({ input: createReadStream(base) })) {
    counts.set(line, (counts.get(line) ?? 0) + 1);
    countLabel(line, "base");
  }
  let changed = 0;
  for await (const line of createInterface({ input: createReadStream(head) })) {
    countLabel(line, "head");
    const count = counts.get(line) ?? 0;
    if (count > 0) counts.set(line, count - 1);
    else changed++;
  }
  for (const count of counts.values()) changed += count;
  return changed;
}

interface Measurement {
  changed: number;
  wall: number;
  cpu: number;
  rss: number;
}

async function measure(way: string, base: string, head: string, format: Format): Promise<Measurement> {
  const start = performance.now();
  const changed = way === "ours" ? await ours(base, head, format) : await naive(base, head, format);
  const usage = process.resourceUsage();
  return {
    changed,
    wall: (performance.now() - start) / 1000,
    cpu: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
    rss: Math.round(usage.maxRSS / 1024),
  };
}

async function main(sizes: readonly number[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "diff-bench-"));
  console.log("rows      format  change    | wall s   CPU s   MiB | naive wall s   CPU s   MiB | CPU ratio");
  try {
    for (const rows of sizes) {
      for (const format of ["jsonl", "csv"] as const) {
        const base = join(folder, "base");
        await write(
          base,
          Array.from({ length: rows }, (_, i): [number, number] => [i, 0]),
          format,
        );
        for (const change of ["appended", "edited", "shuffled"] as const) {
          const head = join(folder, "head");
          await write(head, headRows(rows, change), format);
          const [a, b] = ["ours", "naive"].map((way) => inProcess(way, base, head, format));
          if (a!.changed !== b!.changed) throw new Error(`${a!.changed} changed rows, not ${b!.changed}`);
          const cell = (m: Measurement): string =>
            `${m.wall.toFixed(2).padStart(6)} ${m.cpu.toFixed(2).padStart(7)} ${String(m.rss).padStart(5)}`;
          const name = `${String(rows).padEnd(9)} ${format.padEnd(7)} ${change.padEnd(9)}`;
          console.log(`${name} | ${cell(a!)} | ${cell(b!).padStart(26)} | ${(a!.cpu / b!.cpu).toFixed(2)}`);
        }
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function inProcess(way: string, base: string, head: string, format: Format): Measurement {
  const self = fileURLToPath(import.meta.url);
  const output = execFileSync(process.execPath, [
    ...process.execArgv,
    self,
    "--measure",
    way,
    base,
    head,
    format,
  ]);
  return JSON.parse(output.toString()) as Measurement;
}

const [mode, ...rest] = process.argv.slice(2);
if (mode === "--measure") {
  const [way, base, head, format] = rest as [string, string, string, Format];
  console.log(JSON.stringify(await measure(way, base, head, format)));
} else {
  const sizes = [mode, ...rest].filter((size) => size !== undefined).map(Number);
  await main(sizes.length > 0 ? sizes : [10_000, 100_000, 1_000_000]);
}
