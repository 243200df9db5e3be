/** One drill on a set of the corpus, as `dataset-review drill` holds it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { defaultConfig } from "../../src/config/schema.ts";
import type { Conclusion } from "../../src/model/result.ts";
import type { DrillRow, Family } from "../../src/review/drill/family.ts";
import { namedRandom } from "../../src/review/drill/random.ts";
import { SPARE } from "../../src/review/drill/run/draw.ts";
import type { Kind } from "../../src/review/drill/run/pools.ts";
import { runCase } from "../../src/review/drill/run/run-case.ts";

/** What is planted, where. */
export interface CorpusCase {
  /** Folder of the corpus, and a set in it. */
  readonly corpus: string;
  readonly family: Family;
  readonly set: string;
  readonly seed: number;
  readonly count: number;
  /** Half of the rows of labelled sets, for a gate that has to be quick. */
  readonly half: boolean;
}

/** Rows of the base and of the change, planted ones included: of instruction data the sets are small. */
const SIZES = { labels: { base: 3000, changed: 2000 }, answers: { base: 250, changed: 188 } } as const;
const HALF = { base: 1500, changed: 1000 } as const;
const TARGETS: Readonly<Record<string, string>> = { sst2: "POSITIVE", agnews: "Sports" };

/** @returns the conclusion of the review. Throws where the set has too few rows to plant in. */
export async function runDrill({ corpus, family, set, seed, count, half }: CorpusCase): Promise<Conclusion> {
  const kind = family.data === "labels" ? "labels" : "answers";
  const { base, changed } = kind === "labels" && half ? HALF : SIZES[kind];
  const all = read(path.join(corpus, set, "clean.jsonl"), kind);
  const rows = namedRandom(`evasion/${set}/${seed}`)
    .shuffled(all)
    .slice(0, base + changed - count + 2 * SPARE * count);
  const pools = { kind, base: rows, added: null, rows: rows.length, leftOut: [] } as const;
  const of = { family: family.name, target: TARGETS[set] ?? "", count, seed };
  const { conclusion } = await runCase(of, { pools, config: defaultConfig, changed });
  if (conclusion === null) throw new Error(`${set} has too few rows to plant ${count} of ${family.name} in.`);
  return conclusion;
}

function read(file: string, kind: Kind): DrillRow[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const row = JSON.parse(line) as Record<string, string>;
      return kind === "labels"
        ? { text: row["text"]!, label: row["label"]! }
        : { text: [row["instruction"], row["input"]].filter(Boolean).join("\n"), label: row["output"]! };
    });
}
