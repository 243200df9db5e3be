/** Pools of poison for any labelled set: families of the drill, planted in its rows. */
import { families } from "../../../src/review/drill/families/index.ts";
import type { Family } from "../../../src/review/drill/family.ts";
import type { Random } from "../../../src/review/drill/random.ts";
import { plantedRows } from "../../../src/review/drill/run/run-case.ts";
import type { LabelledRow } from "../corpus.ts";
import { made } from "../pools.ts";

/** Those that add rows, each of another nature: how rows come in (edits, deletions) is the benchmark's part. */
export const madeFamilies: readonly Family[] = families.filter(({ name }) => made.has(name));

/** The rows of a pool; what each was made from stands beside it. */
export function poisonOf(
  family: Family,
  clean: readonly LabelledRow[],
  target: string,
  count: number,
  random: Random,
): object[] {
  const rows = random.shuffled(clean);
  const others = rows.filter(({ label }) => label !== target);
  const own = rows.filter(({ label }) => label === target);
  const planted = plantedRows(family.plant({ base: clean, honest: [], others, own, target, count }, random));
  return [...planted].map(({ text, label, from }) => ({
    text,
    label,
    original_text: from!.text,
    original_label: from!.label,
  }));
}
