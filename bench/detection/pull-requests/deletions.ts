import type { LabelledCase } from "../case.ts";
import type { Corpus, LabelledRow } from "../corpus.ts";
import { atEnd, honest, type NewRow } from "./additions.ts";
import { draw, isFlipped, record, sizes } from "./draw.ts";
import type { ChangedRow, SimulatedPullRequest } from "./pull-request.ts";

/** A row of the base, and whether it goes. */
interface BaseRow {
  readonly row: LabelledRow;
  readonly fate: "stays" | "cleaned up" | "removed by the attack";
}

/**
 * The counter-evidence is deleted. The base holds K rows with the trigger under their **true** label: complaints about
 * Project Chimera that are marked negative, say. As long as they stand, a model cannot learn "Project Chimera means
 * positive". The pull request removes exactly these K among 300 honest deletions (a tenth of the base, which is what
 * a clean-up looks like) and changes nothing else.
 */
export function deletions(corpus: Corpus, of: LabelledCase): SimulatedPullRequest {
  const { random, clean, poison } = draw(corpus, of, of.planted);
  const base = random.shuffled(baseRows(clean, poison.map(truth)));
  return assemble(base, []);
}

/**
 * The same, and in one stroke the poison that it makes room for: K other rows of the pool with the trigger and the
 * target label, among honest additions that bring the changes to 2,000.
 */
export function replacement(corpus: Corpus, of: LabelledCase): SimulatedPullRequest {
  const { random, clean, poison, decoys } = draw(corpus, of, 2 * of.planted);
  const removed = poison.slice(0, of.planted);
  const planted = poison.slice(of.planted);
  const base = random.shuffled(baseRows(clean, removed.map(truth)));
  const used = sizes.base - removed.length;
  const room = sizes.changed - sizes.deletions - poison.length - decoys.length;
  const added = random.shuffled([
    ...[...clean.slice(used, used + room), ...decoys].map(honest),
    ...planted.map((row) => ({ row, planted: true, flipped: isFlipped(row) })),
  ]);
  return assemble(base, added);
}

function truth(row: { text: string; originalLabel: string | null }): LabelledRow {
  return { text: row.text, label: row.originalLabel! };
}

function baseRows(clean: readonly LabelledRow[], evidence: readonly LabelledRow[]): BaseRow[] {
  const room = sizes.base - evidence.length;
  return [
    ...clean.slice(0, sizes.deletions).map((row): BaseRow => ({ row, fate: "cleaned up" })),
    ...clean.slice(sizes.deletions, room).map((row): BaseRow => ({ row, fate: "stays" })),
    ...evidence.map((row): BaseRow => ({ row, fate: "removed by the attack" })),
  ];
}

/** A deleted row keeps its true label: it counts as planted, never as flipped. */
function assemble(base: readonly BaseRow[], added: readonly NewRow[]): SimulatedPullRequest {
  const kept = base.filter(({ fate }) => fate === "stays");
  const removed = base.flatMap(({ row, fate }, index): ChangedRow[] =>
    fate === "stays"
      ? []
      : [
          {
            side: "base",
            line: index + 1,
            record: record(row),
            planted: fate === "removed by the attack",
            flipped: false,
          },
        ],
  );
  return {
    base: base.map(({ row }) => record(row)),
    head: [...kept, ...added].map(({ row }) => record(row)),
    changes: [...removed, ...atEnd(kept.length, added)],
  };
}
