// A patient attack: poison in small pieces over pull requests that are merged one after the other, each reviewed by
// itself and together with those before it.
import { defaultConfig } from "../../src/config/schema.ts";
import type { DatasetInput } from "../../src/model/dataset.ts";
import type { Severity } from "../../src/model/finding.ts";
import type { ReviewResult } from "../../src/model/result.ts";
import { namedRandom } from "../../src/review/drill/random.ts";
import type { ReviewInput } from "../../src/review/review.ts";
import type { DripCase } from "./case.ts";
import type { Corpus, LabelledRow } from "./corpus.ts";
import { record } from "./pull-requests/draw.ts";
import { toDatasetInput } from "./pull-requests/pull-request.ts";

/** Rows of the trusted version and of each pull request, and how many of these a sequence has. */
const sizes = { base: 3000, honest: 200, planted: 2, pulls: 20 } as const;

export const dripPools = ["phrase", "invented-product", "one-rare-word"] as const;

/** The pull request by which the attack must be seen, when 16 poisoned rows are in; and those of an honest sequence. The first has none before it. */
const seenBy = 8;
const honestPulls = Array.from({ length: sizes.pulls - 1 }, (_, index) => index + 2);

/** Pull requests of a sequence with poison of a pool, or of an honest one, that are reviewed. */
export const dripPulls = (pool: string | null): readonly number[] => (pool === null ? honestPulls : [seenBy]);

/** The pull request of a case as it is reviewed when those before it are merged and the first version is trusted. */
export function dripInput(corpus: Corpus, of: DripCase): ReviewInput {
  const versions = dripVersions(corpus, of);
  const version = (at: number) => versions[at]!.map(record);
  const compare = (from: number): DatasetInput =>
    toDatasetInput({ base: version(from), head: version(of.pull), changes: [] });
  const memory = { since: "start", trusted: "start", changes: [], notLooked: null };
  const window = { memory, dataset: compare(0) };
  return { dataset: compare(of.pull - 1), contributor: null, config: defaultConfig, window };
}

/** The data before the first pull request and after each up to that of the case. */
export function dripVersions(corpus: Corpus, { set, pool, seed, pull }: DripCase): LabelledRow[][] {
  const { base, honest, planted, pulls } = sizes;
  const random = namedRandom(`${set}/${pool ?? "honest"}/drip/${seed}`);
  const poison = pool === null ? [] : random.shuffled(corpus.poison(set, pool)).slice(0, pulls * planted);
  const originals = new Set(poison.map(({ originalText }) => originalText));
  const clean = random.shuffled(corpus.clean(set).filter(({ text }) => !originals.has(text)));
  const versions = [clean.slice(0, base)];
  for (let at = 0; at < pull; at++) {
    const own = clean.slice(base + at * honest, base + (at + 1) * honest);
    const bad = poison.slice(at * planted, (at + 1) * planted);
    versions.push([...versions[at]!, ...random.shuffled([...own, ...bad])]);
  }
  return versions;
}

/**
 * What the window alone makes of a pull request: only findings that rows of earlier ones decide; of one with poison
 * those that name a poisoned row, so that a false alarm is not taken for a find.
 */
export function byWindow(
  result: ReviewResult,
  head: readonly LabelledRow[],
  isPoisoned: boolean,
): ReviewResult {
  const isPlanted = ({ line }: { line: number }): boolean => "originalText" in head[line - 1]!;
  const findings = result.findings.filter(
    ({ earlier, rows }) => earlier?.decides === true && (!isPoisoned || rows.some(isPlanted)),
  );
  const has = (wanted: Severity): boolean => findings.some(({ severity }) => severity === wanted);
  const conclusion = has("failure") ? "failure" : has("warning") ? "neutral" : "success";
  return { ...result, findings, conclusion };
}
