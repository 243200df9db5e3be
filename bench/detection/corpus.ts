import { readFileSync } from "node:fs";
import path from "node:path";
import { corpusSets, folderOf, type InstructSet, isUnseen, type PoolSet, unseenSets } from "./pools.ts";

/** A row of a labelled data set. */
export interface LabelledRow {
  readonly text: string;
  readonly label: string;
}

/** A row of an attack pool. What it was made from is known for nearly all. */
export interface PoisonRow extends LabelledRow {
  readonly originalText: string | null;
  readonly originalLabel: string | null;
}

/** A row of instruction data. */
export interface InstructRow {
  readonly instruction: string;
  readonly input: string;
  readonly output: string;
}

/** The rows of the corpus, each file read once. */
export interface Corpus {
  clean(set: string): readonly LabelledRow[];
  poison(set: string, pool: string): readonly PoisonRow[];
  /** Rows that hold a part of the pool's trigger and keep their true label; empty where the pool has none. */
  decoys(set: string, pool: string): readonly LabelledRow[];
  /** Another labelled set, whose texts are of another kind. */
  neighbour(set: string): string;
  instructClean(set: InstructSet): readonly InstructRow[];
  instructPoison(set: InstructSet, pool: string): readonly InstructRow[];
}

/** @param unseen the folder of the sets that nothing was developed on, if there is one */
export function openCorpus(folder: string, unseen: string | null = null): Corpus {
  const read = remember((name: string) =>
    readRecords(path.join(isUnseen(name) ? unseen! : folder, folderOf(name))),
  );
  const rows = <T>(name: string, make: (record: Record<string, unknown>) => T): readonly T[] =>
    read(name).map(make);
  return {
    clean: remember((set) => rows(`${set}/clean.jsonl`, labelled)),
    poison: (set, pool) => rows(`${set}/poison.${pool}.jsonl`, poisoned),
    decoys: (set, pool) =>
      pool === "split-sentence" ? rows(`${set}/decoy.split-sentence.jsonl`, labelled) : [],
    neighbour: (set) => after(set, isUnseen(set) ? unseenSets(unseen) : corpusSets),
    instructClean: (set) => rows(`instruct/${set}/clean.jsonl`, instruction),
    instructPoison: (set, pool) => rows(`instruct/${set}/poison.${pool}.jsonl`, instruction),
  };
}

function after(set: string, sets: readonly PoolSet[]): string {
  const at = sets.findIndex(({ name }) => name === set);
  return sets[(at + 1) % sets.length]!.name;
}

function remember<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}

/** Rows are split on the line feed only: a text may hold other characters that some readers take for line ends. */
function readRecords(file: string): Record<string, unknown>[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

function labelled(record: Record<string, unknown>): LabelledRow {
  return { text: string(record, "text"), label: string(record, "label") };
}

function poisoned(record: Record<string, unknown>): PoisonRow {
  return {
    ...labelled(record),
    originalText: Object.hasOwn(record, "original_text") ? string(record, "original_text") : null,
    originalLabel: Object.hasOwn(record, "original_label") ? string(record, "original_label") : null,
  };
}

function instruction(record: Record<string, unknown>): InstructRow {
  return {
    instruction: string(record, "instruction"),
    input: string(record, "input"),
    output: string(record, "output"),
  };
}

function string(record: Record<string, unknown>, key: string): string {
  const value = record[key];
  if (typeof value !== "string") throw new Error(`A row of the corpus has no text in "${key}".`);
  return value;
}
