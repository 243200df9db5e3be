/** `npm run bench:make-set`: makes a labelled set of the benchmark, with poison, from a table on disk. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import Papa from "papaparse";
import { namedRandom } from "../../../src/review/drill/random.ts";
import type { LabelledRow } from "../corpus.ts";
import { madeFamilies, poisonOf } from "./poison.ts";

const usage = `Usage: npm run bench:make-set -- --table FILE --out DIR [options]

Writes DIR/clean.jsonl and one DIR/poison.NAME.jsonl a family of the drill, from a table of texts and labels (.csv or .tsv with a
header, or .jsonl). The name of DIR is the set's name. The rows stay where you put them: nothing of them belongs here.

  --text NAME     column of the text         (default text)
  --label NAME    column of the label        (default label)
  --target NAME   label that the poison gets (default: the most frequent one)
  --labels N      only the N most frequent labels
  --rows N        at most N clean rows       (default 12000)
  --noise N       that many labels in a hundred are replaced by another one at random (default 0)
  --poison N      rows a pool                (default 250)`;

function main(): void {
  const { values } = parseArgs({
    options: {
      table: { type: "string" },
      out: { type: "string" },
      text: { type: "string", default: "text" },
      label: { type: "string", default: "label" },
      target: { type: "string" },
      labels: { type: "string", default: "1000" },
      rows: { type: "string", default: "12000" },
      noise: { type: "string", default: "0" },
      poison: { type: "string", default: "250" },
    },
  });
  if (values.table === undefined || values.out === undefined) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  const random = namedRandom(path.basename(values.out));
  const all = random.shuffled(readTable(values.table, values.text, values.label));
  const kept = new Set(byFrequency(all).slice(0, Number(values.labels)));
  const honest = all.filter(({ label }) => kept.has(label)).slice(0, Number(values.rows));
  const target = values.target ?? byFrequency(honest)[0]!;
  const clean = withNoise(honest, [...kept].sort(), Number(values.noise) / 100, random);
  mkdirSync(values.out, { recursive: true });
  write(path.join(values.out, "clean.jsonl"), clean);
  for (const family of madeFamilies) {
    const rows = poisonOf(family, clean, target, Number(values.poison), random);
    if (rows.length > 0) write(path.join(values.out, `poison.${family.name}.jsonl`), rows);
  }
  console.log(`${values.out}: ${clean.length} rows, ${kept.size} labels, target ${target}`);
}

function readTable(file: string, text: string, label: string): LabelledRow[] {
  const content = readFileSync(file, "utf8");
  const records = file.endsWith(".jsonl")
    ? content
        .split("\n")
        .flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Record<string, unknown>]))
    : Papa.parse<Record<string, unknown>>(content, { header: true, skipEmptyLines: true }).data;
  const seen = new Set<string>();
  return records.flatMap((record, at) => {
    const row = { text: record[text], label: record[label] };
    if (typeof row.text !== "string" || typeof row.label !== "string")
      throw new Error(`${file}, row ${at + 1}: there is no text in "${text}" or no label in "${label}".`);
    // The protocol tells rows apart by their text.
    if (row.text === "" || seen.has(row.text)) return [];
    seen.add(row.text);
    return [row as LabelledRow];
  });
}

function byFrequency(rows: readonly LabelledRow[]): string[] {
  const counts = new Map<string, number>();
  for (const { label } of rows) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([label]) => label);
}

function withNoise(
  rows: readonly LabelledRow[],
  labels: readonly string[],
  share: number,
  random: { next(): number; below(bound: number): number },
): LabelledRow[] {
  return rows.map((row) => {
    if (random.next() >= share) return row;
    const others = labels.filter((label) => label !== row.label);
    return { text: row.text, label: others[random.below(others.length)]! };
  });
}

function write(file: string, rows: readonly object[]): void {
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
}

main();
