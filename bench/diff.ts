/**
 * How long a comparison takes beside the obvious way (readline into a Map, labels counted), and how much memory it needs.
 * `npx tsx bench/diff.ts [rows …]`: data is made by seed, each measurement is a process of its own.
 */
import { execFileSync } from "node:child_process";
import { createReadStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import Papa from "papaparse";
import type { FileVersion } from "../src/model/dataset.ts";
import { compareDataset } from "../src/rows/diff/compare.ts";
import { baseRows, type Format, headRows, writeRows } from "./speed/generate.ts";

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
        await writeRows(base, baseRows(rows), format);
        for (const change of ["appended", "edited", "shuffled"] as const) {
          const head = join(folder, "head");
          await writeRows(head, headRows(rows, change), format);
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
