/** `npm run bench:evasion`: plants each family of `src/review/drill/` in honest data, reviews it, and says what was blocked, warned of and passed. */
import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { families } from "../../src/review/drill/families/index.ts";
import type { Family } from "../../src/review/drill/family.ts";
import { type CorpusCase, runDrill } from "./run-drill.ts";
import { missed, type Row, table } from "./table.ts";

const usage = `Usage: npm run bench:evasion -- [options]

  --gate          one drill a family and set at half the size, unless --seeds says more; exits with 1 where honest work is
                  blocked, or an attack passes that is not known to (docs/evasion-results.md)
  --corpus DIR    clean rows (default ../shared/corpus)
  --only REGEX    families by name
  --k N           planted rows (default 38)
  --seeds N       drills a family and set (default 10)`;

const { values } = parseArgs({
  options: {
    help: { type: "boolean" },
    gate: { type: "boolean" },
    corpus: { type: "string", default: path.join(import.meta.dirname, "../../../shared/corpus") },
    only: { type: "string", default: "" },
    k: { type: "string", default: "38" },
    seeds: { type: "string" },
  },
});

async function main(): Promise<void> {
  if (values.help === true) {
    console.log(usage);
    return;
  }
  const corpus = path.resolve(values.corpus);
  if (!existsSync(corpus))
    throw new Error(`The folder of the corpus does not exist: ${corpus}. Name one with --corpus.`);
  const gate = values.gate === true;
  const seeds = Number(values.seeds ?? (gate ? 1 : 10));
  const only = new RegExp(values.only);
  const rows: Row[] = [];
  for (const family of families.filter(({ name, data }) => data !== "texts" && only.test(name)))
    for (const set of setsOf(family)) {
      rows.push(await runFamily({ corpus, family, set, half: gate }, seeds));
      console.error(said(rows.at(-1)!));
    }
  console.log(table(rows, Number(values.k)));
  if (!gate) return;
  for (const words of missed(rows)) {
    console.error(`MISSED: ${words}`);
    process.exitCode = 1;
  }
}

const setsOf = ({ data }: Family): readonly string[] =>
  data === "labels" ? ["sst2", "agnews"] : ["instruct/refusal", "instruct/negsentiment"];

async function runFamily(of: Omit<CorpusCase, "seed" | "count">, seeds: number): Promise<Row> {
  const counts = { failure: 0, neutral: 0, success: 0 };
  for (let seed = 1; seed <= seeds; seed++)
    counts[await runDrill({ ...of, seed, count: Number(values.k) })]++;
  const { family, set } = of;
  return { family, set, blocked: counts.failure, warned: counts.neutral, passed: counts.success };
}

/** One line of progress. */
const said = ({ family, set, blocked, warned, passed }: Row): string =>
  `${family.name} on ${set}: ${blocked} / ${warned} / ${passed}`;

await main();
