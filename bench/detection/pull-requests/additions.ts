import type { LabelledCase } from "../case.ts";
import type { Corpus, LabelledRow } from "../corpus.ts";
import { draw, isFlipped, record, sizes } from "./draw.ts";
import type { ChangedRow, SimulatedPullRequest } from "./pull-request.ts";

/** A row to add, and what it is. */
export interface NewRow {
  readonly row: LabelledRow;
  readonly planted: boolean;
  readonly flipped: boolean | null;
}

/** An honest row to add. Its label is true as far as anyone knows. */
export const honest = (row: LabelledRow): NewRow => ({ row, planted: false, flipped: false });

/** The protocol's plain form: 2,000 rows are added at the end, in random order, K of them planted. */
export function additions(corpus: Corpus, of: LabelledCase): SimulatedPullRequest {
  const { random, clean, poison, decoys } = draw(corpus, of, of.planted);
  const base = clean.slice(0, sizes.base).map(record);
  const fill = clean.slice(sizes.base, sizes.base + sizes.changed - poison.length - decoys.length);
  const added = random.shuffled([
    ...[...fill, ...decoys].map(honest),
    ...poison.map((row) => ({ row, planted: true, flipped: isFlipped(row) })),
  ]);
  return {
    base,
    head: [...base, ...added.map(({ row }) => record(row))],
    changes: atEnd(base.length, added),
  };
}

/** The rows added after the first `before` lines of the head, as changes. */
export function atEnd(before: number, added: readonly NewRow[]): ChangedRow[] {
  return added.map(({ row, planted, flipped }, index) => ({
    side: "head",
    line: before + index + 1,
    record: record(row),
    planted,
    flipped,
  }));
}
