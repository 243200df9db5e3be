import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import Papa from "papaparse";
import { seededRandom } from "../../examples/feedback/random.ts";
import type { DatasetInput } from "../../src/model/dataset.ts";
import { inMemory } from "../../src/review/drill/run/in-memory.ts";
import type { SplitCase } from "./case.ts";

/** Files of one repository that are split, the largest ones; sizes that are worth it and do not take all the time. */
const MOST_FILES = 3;
const LEAST_BYTES = 20_000;
const MOST_BYTES = 8_000_000;
/** Rows that a file must have, and the most that are used. */
const LEAST_ROWS = 300;
const MOST_ROWS = 20_000;
/** The part of the rows that is the base; the others come in as additions. */
const BASE = 0.6;

/**
 * Real data sets as honest pull requests: the rows of a file in random order, six in ten of them the base, the others
 * added. Base and additions are drawn from the same rows, so every alarm is a false one.
 */
export function listSplits(folder: string, seeds: number): SplitCase[][] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .flatMap((repository) => largestFiles(path.join(folder, repository)))
    .map((file) => path.relative(folder, file))
    .filter((file) => readRows(path.join(folder, file)).rows.length >= LEAST_ROWS)
    .map((file) =>
      Array.from({ length: seeds }, (_, index): SplitCase => ({ kind: "split", file, seed: index + 1 })),
    );
}

/** The largest version of each file that the heads hold. */
function largestFiles(repository: string): string[] {
  const largest = new Map<string, { file: string; size: number }>();
  const changes = readdirSync(repository, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const name of changes.map((change) => change.name).sort()) {
    const head = path.join(repository, name, "head");
    if (!existsSync(head)) continue;
    for (const entry of readdirSync(head, { withFileTypes: true, recursive: true })) {
      const file = path.join(entry.parentPath, entry.name);
      if (!entry.isFile() || !/\.(csv|tsv|jsonl)$/.test(entry.name)) continue;
      const { size } = statSync(file);
      const inside = path.relative(head, file);
      if (size >= LEAST_BYTES && size <= MOST_BYTES && size > (largest.get(inside)?.size ?? 0)) {
        largest.set(inside, { file, size });
      }
    }
  }
  return [...largest.values()]
    .sort((a, b) => b.size - a.size)
    .slice(0, MOST_FILES)
    .map(({ file }) => file);
}

interface Rows {
  readonly header: string;
  readonly rows: readonly string[];
}

/** The distinct records of a file, as they are written; of a table those that are as wide as its header. */
function readRows(file: string): Rows {
  const text = readFileSync(file, "utf8");
  if (file.endsWith(".jsonl")) return { header: "", rows: distinct(text.split("\n").filter(Boolean)) };
  const { data, meta } = Papa.parse<string[]>(text, { skipEmptyLines: true });
  const [first, ...rest] = data;
  const line = (fields: string[]): string => Papa.unparse([fields], { delimiter: meta.delimiter });
  if (first === undefined) return { header: "", rows: [] };
  return {
    header: `${line(first)}\n`,
    rows: distinct(rest.filter((fields) => fields.length === first.length).map(line)),
  };
}

const distinct = (rows: readonly string[]): string[] => [...new Set(rows)].slice(0, MOST_ROWS);

/** Both versions of a split. */
export function readSplit(folder: string, { file, seed }: SplitCase): DatasetInput {
  const { header, rows } = readRows(path.join(folder, file));
  const mixed = seededRandom(seed).shuffle(rows);
  const name = `data${path.extname(file)}`;
  const version = (part: readonly string[]) => ({
    path: name,
    source: inMemory(`${header}${part.join("\n")}\n`),
  });
  const base = version(mixed.slice(0, Math.floor(BASE * mixed.length)));
  return { pairs: [{ base, head: version(mixed) }], context: [], notAnalysed: [] };
}
