/** Defines what counts a fact over the base rows, on one thread or two. */
import type { RowChange } from "../../model/dataset.ts";
import type { BaseRow } from "../base/base-row.ts";

/**
 * Something that is counted over base rows: one fact for the signals. It is shown every row, in any order and by two
 * threads where the base is large, so nothing it counts may depend on the order of rows.
 */
export interface Collector<Part, Fact> {
  row(row: BaseRow): void;
  /** What was counted, in a form that another thread can be sent. */
  part(): Part;
  /** Adds what was counted elsewhere. */
  add(part: Part): void;
  /** What was counted, as the signals see it. To be asked for once, at the end. */
  fact(changes: readonly RowChange[]): Fact;
}

/** Collectors by name, each made of what is known before the rows are read: the plan, which another thread can be sent. */
export type Kinds<Plan> = Readonly<Record<string, (plan: Plan) => Collector<unknown, unknown>>>;

/** The facts that collectors of these kinds give. */
export type FactsOf<Of> = {
  readonly [Name in keyof Of]: Of[Name] extends (plan: never) => Collector<unknown, infer Fact>
    ? Fact
    : never;
};

/** What collectors of some kinds have counted, by name. */
export type Parts = Readonly<Record<string, unknown>>;

/** Collectors that are shown the same rows. */
export interface Collectors<Of> {
  readonly each: readonly Collector<unknown, unknown>[];
  parts(): Parts;
  /** Adds what collectors of the same kinds have counted elsewhere; parts of others are left alone. */
  add(parts: Parts): void;
  facts(changes: readonly RowChange[]): FactsOf<Of>;
}

export function openCollectors<Plan, Of extends Kinds<Plan>>(kinds: Of, plan: Plan): Collectors<Of> {
  const named = Object.entries(kinds).map(([name, open]) => [name, open(plan)] as const);
  return {
    each: named.map(([, collector]) => collector),
    parts: () => Object.fromEntries(named.map(([name, collector]) => [name, collector.part()])),
    add(parts) {
      for (const [name, collector] of named) collector.add(parts[name]);
    },
    facts: (changes) =>
      Object.fromEntries(named.map(([name, collector]) => [name, collector.fact(changes)])) as FactsOf<Of>,
  };
}
