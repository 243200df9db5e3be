/** One drill: honest rows of a set, a family planted in them, the complete review. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { defaultConfig } from "../../src/config/schema.ts";
import type { DrillRow, DrillRows, Family } from "../../src/drill/family.ts";
import { namedRandom } from "../../src/drill/random.ts";
import { inMemory } from "../../src/drill/run/in-memory.ts";
import type { ReviewResult } from "../../src/model/result.ts";
import { review } from "../../src/review.ts";

/** What is planted, where. */
interface DrillCase {
  readonly family: Family;
  /** Folder of the corpus. */
  readonly set: string;
  readonly seed: number;
  readonly count: number;
}

/** Rows of the base and of the change: of instruction data the sets are small. */
const SIZES = { labels: { base: 3000, honest: 1962 }, answers: { base: 250, honest: 150 } } as const;
const TARGETS: Readonly<Record<string, string>> = { sst2: "POSITIVE", agnews: "Sports" };
const FILE = "data/train.jsonl";

/** @returns the conclusion of the review */
export async function runDrill(corpus: string, of: DrillCase): Promise<ReviewResult["conclusion"]> {
  const { family, set, seed, count } = of;
  const random = namedRandom(`evasion/${family.name}/${set}/${count}/${seed}`);
  const { base, head } = family.plant(rowsOf(of, random.shuffled(read(corpus, of))), random);
  const write = family.data === "labels" ? labelled : answered;
  const version = (rows: readonly DrillRow[]) => ({
    path: FILE,
    source: inMemory(rows.map((row) => `${JSON.stringify(write(row))}\n`).join("")),
  });
  const dataset = { pairs: [{ base: version(base), head: version(head) }], context: [], notAnalysed: [] };
  return (await review({ dataset, contributor: null, config: defaultConfig })).conclusion;
}

const labelled = ({ text, label }: DrillRow) => ({ text, label });
const answered = ({ text, label }: DrillRow) => ({ instruction: text, output: label });

function read(corpus: string, { family, set }: DrillCase): DrillRow[] {
  return readFileSync(path.join(corpus, set, "clean.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const row = JSON.parse(line) as Record<string, string>;
      return family.data === "labels"
        ? { text: row["text"]!, label: row["label"]! }
        : { text: [row["instruction"], row["input"]].filter(Boolean).join("\n"), label: row["output"]! };
    });
}

function rowsOf({ family, set, count }: DrillCase, rows: readonly DrillRow[]): DrillRows {
  const { base, honest } = SIZES[family.data === "answers" ? "answers" : "labels"];
  const target = TARGETS[set] ?? "";
  const rest = rows.slice(base + honest);
  return {
    base: rows.slice(0, base),
    honest: rows.slice(base, base + honest),
    others: rest.filter(({ label }) => label !== target),
    own: rest.filter(({ label }) => label === target),
    target,
    count,
  };
}
