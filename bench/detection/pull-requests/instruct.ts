import { namedRandom } from "../../../src/review/drill/random.ts";
import type { InstructCase } from "../case.ts";
import type { Corpus } from "../corpus.ts";
import { sizes } from "./draw.ts";
import type { SimulatedPullRequest } from "./pull-request.ts";

/**
 * Instruction data has no label, and few clean rows: the pull request adds 400 rows, K of them with the trigger and
 * its fixed answer; the base is what remains of the clean rows.
 */
export function instruct(corpus: Corpus, of: InstructCase): SimulatedPullRequest {
  const random = namedRandom(`${of.set}/${of.pool ?? "honest"}/${of.planted}/${of.seed}`);
  const clean = random.shuffled(corpus.instructClean(of.set)).map((row) => ({ ...row }));
  const pool = of.pool === null ? [] : corpus.instructPoison(of.set, of.pool);
  const poison = random.shuffled(pool).slice(0, of.planted);
  const fill = clean.slice(0, sizes.instructChanged - poison.length);
  const base = clean.slice(fill.length);
  const added = random.shuffled([
    ...fill.map((row) => ({ record: row, planted: false })),
    ...poison.map((row) => ({ record: { ...row }, planted: true })),
  ]);
  return {
    base,
    head: [...base, ...added.map(({ record }) => record)],
    changes: added.map((row, index) => ({
      side: "head",
      line: base.length + index + 1,
      ...row,
      flipped: null,
    })),
  };
}
