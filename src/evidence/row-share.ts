/** Splits the counting of base rows between two threads. */
import type { RowReading, RowTaker, RowVisitor } from "../model/dataset.ts";
import { baseRowReader } from "./base/base-rows.ts";
import { openCollectors, type Parts } from "./collectors/collector.ts";
import { groupCollectors, reviewCollectors } from "./collectors/index.ts";
import { baseNumbers, labelSpace } from "./labels/label-space.ts";
import type { GroupPlan, ReviewPlan } from "./plan.ts";
import { type SincePlan, sinceCollectors } from "./since/rows-since.ts";

/** What another thread needs to count rows of a base file as they are counted here. */
export interface ShareSetup {
  readonly reading: RowReading;
  readonly path: string;
  /** Place of the file's first row among all base rows. */
  readonly first: number;
  readonly review: ReviewPlan;
  readonly group: GroupPlan;
  /** What is counted along for another review; null where there is none. */
  readonly since: SincePlan | null;
}

/** Takes rows of one file and counts them. */
export interface RowShare extends RowTaker {
  /** What was counted, once all that was taken is done with. */
  result(): Promise<Parts>;
}

/** Another thread that counts rows. The result is the same whichever of the rows it gets. */
export interface RowHelper {
  /** Fewest rows of a file that it is asked to help with. */
  readonly least: number;
  begin(setup: ShareSetup): RowShare;
}

/** Counts rows in another thread: the same collectors, of the same plan. */
export function shareCounter({ path, first, review, group, since }: ShareSetup): {
  readonly visit: RowVisitor;
  result(): Parts;
} {
  const ofReview = openCollectors(reviewCollectors, review);
  const ofGroup = openCollectors(groupCollectors, group);
  const along = since && openCollectors(sinceCollectors, since);
  const all = [...(along?.each ?? []), ...ofReview.each, ...ofGroup.each];
  const readRow = baseRowReader(group);
  const space = group.labels && labelSpace(group.labels);
  const outcomesOf = space && baseNumbers(space);
  return {
    visit(text, labels, _, number) {
      const row = readRow(text, labels, outcomesOf?.(labels) ?? NONE, path, first + number);
      for (const collector of all) collector.row(row);
    },
    result: () => ({ ...ofReview.parts(), ...ofGroup.parts(), ...along?.parts() }),
  };
}

const NONE: readonly number[] = [];
