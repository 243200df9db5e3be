/**
 * Holds the JSON results of this checkout against those of another one, byte for byte: simulated pull requests at one
 * number of planted rows over all pools, and changes that real repositories merged.
 * `npx tsx bench/same-results.ts OTHER-CHECKOUT [--k 20] [--seeds 1] [--parts labelled,instruct,honest,splits,histories]
 * [--pools LIST] [--folders DIR] [--part 1/2]`. Ends with status 1 where a result differs.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type * as Schema from "../src/config/schema.ts";
import type * as Json from "../src/report/json/json.ts";
import type * as Review from "../src/review/review.ts";
import type { BenchCase } from "./detection/case.ts";
import { nameOf } from "./detection/case.ts";
import { type Corpus, openCorpus } from "./detection/corpus.ts";
import { dripInput } from "./detection/drip.ts";
import { historyConfig, listHistories, readHistory } from "./detection/histories.ts";
import { everything, type Part, parts, planCases } from "./detection/plan.ts";
import { toDatasetInput } from "./detection/pull-requests/pull-request.ts";
import { simulatedPullRequest } from "./detection/run-case.ts";
import { listSplits, readSplit } from "./detection/splits.ts";

const root = path.resolve(import.meta.dirname, "..");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    k: { type: "string", default: "20" },
    seeds: { type: "string", default: "1" },
    parts: { type: "string", default: parts.join(",") },
    pools: { type: "string" },
    folders: { type: "string", default: path.resolve(root, "../shared") },
    part: { type: "string", default: "1/1" },
  },
});
const [other] = positionals;
if (other === undefined) throw new Error("Name the other checkout: npx tsx bench/same-results.ts DIR");
const corpus = openCorpus(path.join(values.folders, "corpus"));
const histories = path.join(values.folders, "histories");
const reviewers = await Promise.all([openCheckout(root), openCheckout(path.resolve(other))]);

let same = 0;
let different = 0;
for (const of of mine(planned())) {
  const dataset = await datasetOf(of, corpus);
  if (dataset === null) continue;
  const [here, there] = [await reviewers[0](dataset, of), await reviewers[1](dataset, of)];
  if (here === there) same++;
  else {
    different++;
    console.log(`DIFFERENT: ${nameOf(of)}\n  ${firstDifference(here, there)}`);
  }
}
console.log(`${same} results are the same, ${different} differ.`);
if (different > 0) process.exitCode = 1;

function planned(): BenchCase[] {
  const wanted = values.parts.split(",") as Part[];
  const seeds = Number(values.seeds);
  const selection = {
    ...everything,
    parts: wanted,
    pools: values.pools?.split(",") ?? null,
    planted: [Number(values.k)],
    seeds,
  };
  return planCases(
    selection,
    wanted.includes("histories") ? listHistories(histories) : [],
    wanted.includes("splits") ? listSplits(histories, seeds) : [],
  );
}

/** Every n-th case, so that several processes can share the work. */
function mine(cases: readonly BenchCase[]): readonly BenchCase[] {
  const [own = 1, all = 1] = values.part.split("/").map(Number);
  return cases.filter((_, index) => index % all === own - 1);
}

type Dataset = Review.ReviewInput["dataset"];

/** Null where the case would repeat another one. */
async function datasetOf(of: BenchCase, corpus: Corpus): Promise<Dataset | null> {
  if (of.kind === "history") return readHistory(histories, of);
  if (of.kind === "split") return readSplit(histories, of);
  if (of.kind === "drip") return dripInput(corpus, of).dataset;
  const pullRequest = simulatedPullRequest(corpus, of);
  return pullRequest && toDatasetInput(pullRequest);
}

/** The review of a checkout, with its own default configuration, as the JSON that it prints. */
async function openCheckout(folder: string): Promise<(dataset: Dataset, of: BenchCase) => Promise<string>> {
  const load = <T>(...places: string[]): Promise<T> => {
    const files = places.map((place) => path.join(folder, "src", place));
    return import(files.find((file) => existsSync(file)) ?? files[0]!) as Promise<T>;
  };
  const { review } = await load<typeof Review>("review/review.ts", "review.ts");
  const { toJson } = await load<typeof Json>("report/json/json.ts", "report/json.ts");
  const { defaultConfig } = await load<typeof Schema>("config/schema.ts");
  return async (dataset, of) => {
    const config =
      of.kind === "history" ? { ...defaultConfig, include: historyConfig.include } : defaultConfig;
    return JSON.stringify(toJson(await review({ dataset, contributor: null, config })), null, 1);
  };
}

function firstDifference(here: string, there: string): string {
  const [own, others] = [here.split("\n"), there.split("\n")];
  const line = own.findIndex((text, index) => text !== others[index]);
  return `line ${line + 1}: ${own[line]?.trim() ?? "(end)"} | ${others[line]?.trim() ?? "(end)"}`;
}
