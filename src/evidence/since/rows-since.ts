/** Counts base rows for two reviews at once: that of a change, and that of everything since a trusted version. */
import type { TokenRun } from "../../text/token-table.ts";
import type { BaseRow } from "../base-row.ts";
import { type Collector, type Collectors, openCollectors, type Parts } from "../collectors/collector.ts";
import { baseCollectors, changeCollectors, groupCollectors } from "../collectors/index.ts";
import type { ChangedSets } from "../neighbours/change-search.ts";
import type { GroupPlan, ReviewPlan } from "../plan.ts";

/** A row by what it says. */
export type KnownRow = Pick<BaseRow, "text" | "labels" | "outcomes" | "path" | "order">;

/** What is counted for both, and which rows of the base that is gone through stand in that of the change alone. */
export interface SincePlan {
  /** Of the change. */
  readonly review: ReviewPlan;
  /** Of the review since the trusted version. */
  readonly neighbours: ChangedSets;
  /** What either of them counts. */
  readonly group: GroupPlan;
  /** Rows that came in since, by what they say: how often. Most rows are told from them by their words alone. */
  readonly came: ReadonlyMap<string, number>;
  readonly marks: ReadonlySet<number>;
}

/** What is counted once for both: all that follows from the rows themselves. */
export const sharedCollectors = { referenceText: baseCollectors.referenceText, ...groupCollectors };

/** What the review of the change looks for among all rows of its base. */
const ownCollectors = { referenceDuplicates: baseCollectors.referenceDuplicates, ...changeCollectors };

interface SincePart {
  readonly own: Parts;
  readonly shared: Parts;
  readonly neighbours: unknown;
  readonly aside: ReadonlyMap<string, readonly KnownRow[]>;
}

/** What was counted over the rows that stand in both bases, and the others of the base that was gone through. */
export interface SinceFact {
  readonly own: Collectors<typeof ownCollectors>;
  readonly shared: Parts;
  /** Of the review since the trusted version: what it finds among the rows that stand in both. */
  readonly neighbours: ReturnType<typeof changeCollectors.neighbours>;
  /** Rows that may have come since, and those of them that stood there before: which of several equal ones makes no difference. */
  readonly aside: readonly KnownRow[];
  readonly stayed: readonly KnownRow[];
}

/** Counts the rows that stand in both bases, and keeps the others. */
export function rowsSince(plan: SincePlan): Collector<SincePart, SinceFact> {
  const own = openCollectors(ownCollectors, plan.review);
  const shared = openCollectors(sharedCollectors, plan.group);
  const neighbours = changeCollectors.neighbours({ neighbours: plan.neighbours });
  const each = [...shared.each, neighbours];
  const aside = new Map<string, KnownRow[]>();
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
      for (const collector of own.each) collector.row(row);
      if (waits(row)) return;
      for (const collector of each) collector.row(row);
    },
    part: () => ({ own: own.parts(), shared: shared.parts(), neighbours: neighbours.part(), aside }),
    add(part) {
      own.add(part.own);
      shared.add(part.shared);
      neighbours.add(part.neighbours as Parameters<typeof neighbours.add>[0]);
      for (const [key, rows] of part.aside) aside.set(key, [...(aside.get(key) ?? []), ...rows]);
    },
    fact: () => ({
      own,
      shared: shared.parts(),
      neighbours,
      aside: [...aside.values()].flat(),
      stayed: [...aside].flatMap(([key, rows]) => inOrder(rows).slice(0, -plan.came.get(key)!)),
    }),
  };
}

/** What is counted for two reviews, as one more collector. */
export const sinceCollectors = { since: rowsSince };

const inOrder = (rows: readonly KnownRow[]) => rows.toSorted((a, b) => a.order - b.order);

/** Equal for rows that say the same under the same labels. */
export const rowKey = (text: string, labels: readonly string[]): string => JSON.stringify([text, labels]);

/** A number of a text's words, whatever their order. */
export function markOf({ hashes, hashed }: Pick<TokenRun, "hashes" | "hashed">): number {
  let mark = hashed;
  for (let i = 0; i < hashed; i++) mark = (mark + hashes[i]!) | 0;
  return mark;
}
