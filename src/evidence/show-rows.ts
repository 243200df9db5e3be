/** Leads the collectors through the rows of base files. */
import type { ReferenceFile } from "../model/dataset.ts";
import { baseRowReader } from "./base/base-rows.ts";
import type { Collectors } from "./collectors/collector.ts";
import type { GroupPlan, ReviewPlan } from "./plan.ts";
import type { RowHelper, RowShare } from "./row-share.ts";
import type { SincePlan } from "./since/rows-since.ts";

/** What shows base rows to collectors. */
export interface Shown {
  readonly collectors: readonly Pick<Collectors<unknown>, "each" | "add">[];
  readonly review: ReviewPlan;
  readonly group: GroupPlan;
  readonly since: SincePlan | null;
  readonly outcomesOf: (labels: readonly string[], response: string | null) => readonly number[];
  /** Another thread that counts some of the rows, if there is one. */
  readonly helper: RowHelper | null;
  /** Told of rows as they are counted. */
  readonly counted: (rows: number) => void;
}

/** Shows the rows of the files of a group, in order but for those that another thread takes. */
export async function showRows(files: readonly ReferenceFile[], shown: Shown): Promise<void> {
  const { collectors, group, outcomesOf, counted } = shown;
  const all = collectors.flatMap(({ each }) => each);
  const readRow = baseRowReader(group);
  let first = group.first;
  for (const file of files) {
    const share = shareOf(file, first, shown);
    await file.visitRows((text, labels, response, number) => {
      const row = readRow(text, labels, outcomesOf(labels, response), file.path, first + number);
      for (const collector of all) collector.row(row);
      counted(1);
    }, share ?? undefined);
    if (share !== null) {
      const parts = await share.result();
      for (const some of collectors) some.add(parts);
    }
    first += file.rows;
  }
}

/** Null where the file is small, or where only its reader knows what its rows say: then all of it is read here. */
function shareOf(
  { reading, path, rows }: ReferenceFile,
  first: number,
  { review, group, since, helper, counted }: Shown,
): RowShare | null {
  const isShared = helper !== null && reading !== null && rows >= helper.least;
  // Classes of answers are named by their texts, which a share does not read.
  if (!isShared || (group.labels === null && group.outcomes > 0)) return null;
  const share = helper.begin({ reading, path, first, review, group, since });
  return {
    ...share,
    take(piece) {
      const taken = share.take(piece);
      if (taken) counted(piece.count);
      return taken;
    },
  };
}
