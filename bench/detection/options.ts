import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { attacks } from "./case.ts";
import { everything, type Part, parts, type Selection } from "./plan.ts";
import { allPools, instructPools, instructSets, labelledSets, unseenSets } from "./pools.ts";
import type { Folders } from "./run-case.ts";

export const usage = `Usage: npm run bench:detection -- [options]

Reviews simulated pull requests with real poison, honest ones, and changes that real repositories merged; prints how
often each was blocked and how well the rows were found. See bench/README.md.

  --gate             a reduced form; exits with 1 when a floor is missed
  --corpus DIR       clean and poisoned rows   (default ../shared/corpus)
  --unseen DIR       labelled sets that nothing was developed on (none, unless named; bench/README.md)
  --histories DIR    merged changes            (default ../shared/histories)
  --parts LIST       of ${parts.join(", ")}
  --sets LIST        of ${[...labelledSets, ...instructSets].join(", ")}, unseen/NAME
  --pools LIST       attack pools, such as phrase,style-bible
  --attacks LIST     of ${attacks.join(", ")}
  --k LIST           numbers of poisoned rows
  --seeds N          seeds a group (default ${everything.seeds}; honest additions five times as many)
  --minutes N        take no new case after this time (default 19; 0: no limit)
  --workers N        processes (default: one a core)
  --out FILE         where the numbers go as JSON (default bench/results/detection.json)
  --markdown FILE    writes the printed report to a file too
Lists are separated by commas.`;

export interface Options {
  readonly help: boolean;
  readonly gate: boolean;
  readonly folders: Folders;
  readonly selection: Selection;
  /** The options that narrow the selection, as they were typed. */
  readonly chosen: string;
  readonly minutes: number;
  readonly workers: number;
  readonly out: string;
  readonly markdown: string | null;
}

const narrowing = ["parts", "sets", "pools", "attacks", "k", "seeds"] as const;

/** A mistake in the command line, in words for who typed it. */
export class UsageError extends Error {}

const root = path.resolve(import.meta.dirname, "../..");
const shared = path.resolve(root, "../shared");
const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;

export function parseOptions(args: readonly string[]): Options {
  const { values } = parse(args);
  const unseen = values.unseen === undefined ? null : path.resolve(values.unseen);
  const further = unseenIn(unseen);
  return {
    help: values.help === true,
    gate: values.gate === true,
    folders: {
      corpus: path.resolve(values.corpus ?? path.join(shared, "corpus")),
      unseen,
      histories: path.resolve(values.histories ?? path.join(shared, "histories")),
    },
    selection: {
      parts: list<Part>("parts", values.parts, parts) ?? everything.parts,
      sets: list("sets", values.sets, [...labelledSets, ...instructSets, ...further.map(({ name }) => name)]),
      unseen: further,
      pools: list("pools", values.pools, [...allPools(), ...instructPools]),
      attacks: list("attacks", values.attacks, attacks) ?? everything.attacks,
      planted: values.k?.split(",").map((value) => whole("k", value)) ?? null,
      seeds: whole("seeds", values.seeds ?? String(everything.seeds)),
    },
    chosen: narrowing
      .flatMap((name) => (values[name] === undefined ? [] : [`--${name} ${values[name]}`]))
      .concat(values.gate === true ? ["--gate"] : [])
      .join(" "),
    minutes: whole("minutes", values.minutes ?? "19"),
    workers: Math.max(1, whole("workers", values.workers ?? String(availableParallelism()))),
    out: path.resolve(values.out ?? path.join(root, "bench/results/detection.json")),
    markdown: values.markdown === undefined ? null : path.resolve(values.markdown),
  };
}

function unseenIn(folder: string | null): ReturnType<typeof unseenSets> {
  if (folder !== null && !existsSync(folder))
    throw new UsageError(`The folder of the unseen sets does not exist: ${folder}`);
  return unseenSets(folder);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: flag,
        gate: flag,
        corpus: text,
        unseen: text,
        histories: text,
        parts: text,
        sets: text,
        pools: text,
        attacks: text,
        k: text,
        seeds: text,
        minutes: text,
        workers: text,
        out: text,
        markdown: text,
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function list<T extends string>(name: string, value: string | undefined, known: readonly T[]): T[] | null {
  if (value === undefined) return null;
  return value.split(",").map((item) => {
    const found = known.find((one) => one === item);
    if (found === undefined)
      throw new UsageError(`--${name}: there is no "${item}". Known: ${known.join(", ")}.`);
    return found;
  });
}

function whole(name: string, value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw new UsageError(`--${name} must be a whole number, not "${value}".`);
  return Number(value);
}

const isReal = (part: Part): boolean => part === "histories" || part === "splits";

/** Says which folder is missing and how to name another one; the data is no part of the repository. */
export function requireFolders(folders: Folders, selected: readonly Part[]): void {
  const needed = [
    ...(selected.some((part) => !isReal(part)) ? [["corpus", folders.corpus] as const] : []),
    ...(selected.some(isReal) ? [["histories", folders.histories] as const] : []),
  ];
  for (const [name, folder] of needed) {
    if (existsSync(folder)) continue;
    throw new UsageError(
      `The folder of the ${name} does not exist: ${folder}\nIt is no part of this repository. Name it with --${name} DIR; bench/README.md says what it holds.`,
    );
  }
}
