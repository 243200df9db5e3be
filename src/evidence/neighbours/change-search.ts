/** Looks for near-duplicates of the changed rows, among base rows and among themselves. */
import type { RowChange } from "../../model/dataset.ts";
import type { Neighbour, Neighbours } from "../../model/evidence.ts";
import { hashTokens } from "../../text/token-hashes.ts";
import type { Collector } from "../collectors/collector.ts";
import {
  type BestNeighbours,
  bestNeighbours,
  MOST_ALIKE,
  MOST_OFFERED,
  type Offer,
} from "./best-neighbours.ts";
import {
  buildSimilarityIndex,
  MAX_SET,
  NEAR_DUPLICATE,
  openSimilarityIndex,
  type SimilarityTables,
} from "./similarity-index.ts";
import { setGroups } from "./token-sets.ts";

/** What is searched for: the changed rows by their sets of tokens. Another thread can be sent it. */
export interface ChangedSets {
  readonly index: SimilarityTables;
  readonly groups: readonly ChangedSet[];
  /** Rows that leave, by their text and labels: how often. */
  readonly leaving: ReadonlyMap<string, number>;
}

/** Changes with the same set of tokens, searched for once. */
interface ChangedSet {
  readonly tokens: Uint32Array;
  /** Indices into the changes. */
  readonly changes: number[];
}

export interface NeighbourPart {
  /** By set, where there is something. */
  readonly best: readonly (readonly [set: number, kept: readonly Offer[]])[];
  readonly left: readonly (readonly [key: string, rows: readonly LeftRow[]])[];
}

/** A reference row equal to one that leaves. */
interface LeftRow {
  readonly path: string;
  readonly order: number;
}

/** Labels of one group of equal texts that are told apart. */
const MOST_LABELS = 4;

/** Rows of the reference come before those of the change. */
const AFTER_REFERENCE = 2 ** 52;
/** Of equal rows, more than are kept as neighbours make no difference. */
const MOST_LEFT = 16;

/**
 * Added and edited rows are looked for, among the base and among themselves. What the pull request removes, and the
 * earlier version of what it edits, is no neighbour: a correction contradicts nothing.
 */
export function changedSets(changes: readonly RowChange[]): ChangedSets {
  const found = setGroups((tokens): ChangedSet => ({ tokens, changes: [] }));
  changes.forEach(({ after }, change) => {
    if (after !== null) found.of(after.text)?.changes.push(change);
  });
  const index = buildSimilarityIndex(found.sets, NEAR_DUPLICATE);
  return { index, groups: found.groups, leaving: countLeaving(changes) };
}

/** Near-duplicates of changed rows, among base rows and among each other. */
// eslint-disable-next-line max-lines-per-function -- its steps share the matches of one row, which are looked up for each base row
export function changeSearch({
  index: tables,
  groups,
  leaving,
}: ChangedSets): Collector<NeighbourPart, Neighbours> {
  const index = openSimilarityIndex(tables);
  // Most sets have no neighbours: only those that have take memory.
  const best = new Map<number, BestNeighbours>();
  const bestOf = (set: number): BestNeighbours => {
    let found = best.get(set);
    if (found === undefined) best.set(set, (found = bestNeighbours()));
    return found;
  };
  const left = new Map<string, LeftRow[]>();
  // A longer text is known by its beginning.
  const hashes = new Uint32Array(MAX_SET);
  let matches: { set: number; similarity: number }[] = [];
  const accept = (set: number, similarity: number) => matches.push({ set, similarity });

  return {
    row(row) {
      if (row.isUnlike) return;
      const { run, text, labels, path, order } = row;
      const isCut = index.probeRun(run, accept);
      row.isUnlike = !isCut && matches.length === 0;
      if (matches.length === 0) return;
      if (!setAside(text, labels, path, order)) offerAll({ text, labels, path }, order);
      matches = [];
    },
    part: () => ({
      best: Array.from(best, ([set, { kept }]) => [set, kept] as const),
      left: [...left],
    }),
    add(part) {
      for (const [set, kept] of part.best)
        for (const { order, change, similarity, ...row } of kept)
          bestOf(set).offer(row, similarity, change, order);
      for (const [key, rows] of part.left) keepLeft(key, rows);
    },
    fact(changes) {
      settle();
      const shown = shownOf(groups, changes);
      const keys = labelKeys(changes);
      const neighbours = new Map<number, readonly Neighbour[]>();
      let order = AFTER_REFERENCE;
      let found: Found[] = [];
      const acceptChange = (set: number, similarity: number): void => {
        for (let i = shown.starts[set]!; i < shown.starts[set + 1]!; i++)
          found.push({ change: shown.changes[i]!, similarity, order: order++ });
      };
      groups.forEach((group, own) => {
        found = [];
        index.probe(group.tokens, group.tokens.length, acceptChange);
        const known = best.get(own);
        // What was found is no longer kept then.
        best.delete(own);
        // Most changes are like none but themselves.
        if (known === undefined && found.length <= 1 && group.changes.length === 1) return;
        const all = known ?? bestNeighbours();
        for (const { change, similarity, order } of strongest(found, keys))
          all.offer(changes[change]!.after!, similarity, change, order);
        for (const change of group.changes) {
          const list = all.without(change);
          if (list.length > 0) neighbours.set(change, list);
        }
      });
      return neighbours;
    },
  };

  /** Rows that leave as often as they stand there are no neighbours; the first in order are those that leave. */
  function settle(): void {
    for (const [key, rows] of left) {
      const [text, labels] = JSON.parse(key) as [string, string[]];
      index.probe(hashes, hashTokens(text, hashes), accept);
      rows.sort((a, b) => a.order - b.order);
      for (const { path, order } of rows.slice(leaving.get(key))) offerAll({ text, labels, path }, order);
      matches = [];
    }
    left.clear();
  }

  function offerAll(row: Parameters<BestNeighbours["offer"]>[0], order: number): void {
    for (const { set, similarity } of matches) bestOf(set).offer(row, similarity, null, order);
  }

  /** Whether the row is one of those of which some leave: which ones is known only in the end. */
  function setAside(text: string, labels: readonly string[], path: string, order: number): boolean {
    if (leaving.size === 0) return false;
    const key = rowKey(text, labels);
    if (!leaving.has(key)) return false;
    keepLeft(key, [{ path, order }]);
    return true;
  }

  function keepLeft(key: string, rows: readonly LeftRow[]): void {
    let known = left.get(key);
    if (known === undefined) left.set(key, (known = []));
    known.push(...rows);
    const most = leaving.get(key)! + MOST_LEFT;
    if (known.length <= 2 * most) return;
    known.sort((a, b) => a.order - b.order);
    known.length = most;
  }
}

/** Equal for rows that say the same under the same labels. */
export const rowKey = (text: string, labels: readonly string[]): string => JSON.stringify([text, labels]);

function countLeaving(changes: readonly RowChange[]): Map<string, number> {
  const leaving = new Map<string, number>();
  for (const { before } of changes) {
    if (before === null) continue;
    const key = rowKey(before.text, before.labels);
    leaving.set(key, (leaving.get(key) ?? 0) + 1);
  }
  return leaving;
}

/** A change that is similar, and its place among all offers. */
interface Found {
  readonly change: number;
  readonly similarity: number;
  readonly order: number;
}

/** Those that can be among the best: of a flood of similar rows each finds dozens, and offering them costs more. */
function strongest(found: readonly Found[], keys: Uint32Array): readonly Found[] {
  if (found.length <= MOST_OFFERED) return found;
  const sorted = found.toSorted((a, b) => b.similarity - a.similarity || a.order - b.order);
  const alike = new Map<number, number>();
  const kept: Found[] = [];
  for (const one of sorted) {
    const key = keys[one.change]!;
    const count = alike.get(key) ?? 0;
    if (count > MOST_ALIKE) continue;
    alike.set(key, count + 1);
    if (kept.push(one) === MOST_OFFERED) break;
  }
  return kept;
}

/** By change: the number of its set of labels. */
function labelKeys(changes: readonly RowChange[]): Uint32Array {
  const numbers = new Map<string, number>();
  return Uint32Array.from(changes, ({ after }) => {
    const key = JSON.stringify(after?.labels);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  });
}

/** The representatives of all groups, those of group i from `starts[i]` to `starts[i + 1]`. */
function shownOf(groups: readonly ChangedSet[], changes: readonly RowChange[]) {
  const starts = new Uint32Array(groups.length + 1);
  const shown: number[] = [];
  for (const [group, { changes: members }] of groups.entries()) {
    for (const change of representatives(members, changes)) shown.push(change);
    starts[group + 1] = shown.length;
  }
  return { starts, changes: Uint32Array.from(shown) };
}

/** The first few members of each label: they stand for all, or a flood of copies would cost its square. */
function representatives(members: readonly number[], changes: readonly RowChange[]): readonly number[] {
  if (members.length === 1) return members;
  const seen = new Map<string, number>();
  return members.filter((change) => {
    const key = JSON.stringify(changes[change]!.after!.labels);
    const count = seen.get(key) ?? 0;
    if (count > MOST_ALIKE || (count === 0 && seen.size >= MOST_LABELS)) return false;
    seen.set(key, count + 1);
    return true;
  });
}
