/** Counts the base rows of a review since a trusted version, while those of the change alone are gone through. */
import type { RowChange } from "../../model/dataset.ts";
import type { TokenRun } from "../../text/token-table.ts";
import type { BaseRow } from "../base/base-row.ts";
import { baseRowReader } from "../base/base-rows.ts";
import { type Collector, type FactsOf, openCollectors, type Parts } from "../collectors/collector.ts";
import { groupCollectors, reviewCollectors } from "../collectors/index.ts";
import { type ChangedSets, rowKey } from "../neighbours/change-search.ts";
import type { GroupPlan } from "../plan.ts";

/** A row by what it says. */
export type KnownRow = Pick<BaseRow, "text" | "labels" | "outcomes" | "path" | "order">;

/** The other review's plan, and in which rows its base differs from the one that is gone through. */
export interface SincePlan {
  readonly neighbours: ChangedSets;
  /** Whether these are all that are looked for: a row that is like none of them needs no second search. */
  readonly isAllSets: boolean;
  readonly group: GroupPlan;
  /** Rows that came in since, by what they say: how often. Most rows are told from them by their words alone. */
  readonly came: ReadonlyMap<string, number>;
  readonly marks: ReadonlySet<number>;
  /** Rows that stand there no more. */
  readonly gone: readonly KnownRow[];
}

const { referenceText, neighbours } = reviewCollectors;
const kinds = {
  referenceText: () => referenceText(),
  neighbours: (plan: SincePlan) => neighbours({ neighbours: plan.neighbours }),
  phraseCounts: ({ group }: SincePlan) => groupCollectors.phraseCounts(group),
  referenceLabels: ({ group }: SincePlan) => groupCollectors.referenceLabels(group),
  modelCounts: ({ group }: SincePlan) => groupCollectors.modelCounts(group),
};

interface SincePart {
  readonly counted: Parts;
  readonly aside: ReadonlyMap<string, readonly KnownRow[]>;
}

/** What is counted over the rows that stood there before: which of several equal ones came since makes no difference. */
export function rowsSince(plan: SincePlan): Collector<SincePart, FactsOf<typeof kinds>> {
  const counted = openCollectors(kinds, plan);
  const aside = new Map<string, KnownRow[]>();
  const show = (row: BaseRow): void => {
    for (const collector of counted.each) collector.row(row);
    if (!plan.isAllSets) row.isUnlike = false;
  };
  /** Whether the row may be one that came: then it waits until all of its equals are known. */
  const waits = (row: BaseRow): boolean => {
    if (!plan.marks.has(markOf(row.run))) return false;
    const { text, labels, outcomes, path, order } = row;
    const key = rowKey(text, labels);
    const most = plan.came.get(key);
    if (most === undefined) return false;
    const known = aside.get(key) ?? [];
    aside.set(key, known);
    return known.length < most && known.push({ text, labels: [...labels], outcomes, path, order }) > 0;
  };
  return {
    row(row) {
      if (!waits(row)) show(row);
    },
    part: () => ({ counted: counted.parts(), aside }),
    add(part) {
      counted.add(part.counted);
      for (const [key, rows] of part.aside) aside.set(key, [...(aside.get(key) ?? []), ...rows]);
    },
    fact(changes: readonly RowChange[]) {
      const read = baseRowReader(plan.group);
      const stayed = [...aside].flatMap(([key, rows]) =>
        rows.toSorted((a, b) => a.order - b.order).slice(0, -plan.came.get(key)!),
      );
      for (const { text, labels, outcomes, path, order } of [...stayed, ...plan.gone])
        show(read(text, labels, outcomes, path, order));
      return counted.facts(changes);
    },
  };
}

/** What another review counts, as one more collector. */
export const sinceCollectors = { since: rowsSince };

/** A number of a text's words, whatever their order. */
export function markOf({ hashes, hashed }: Pick<TokenRun, "hashes" | "hashed">): number {
  let mark = hashed;
  for (let i = 0; i < hashed; i++) mark = (mark + hashes[i]!) | 0;
  return mark;
}
