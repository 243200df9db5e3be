import type { RowChange } from "../model/dataset.ts";
import type { Neighbour, Neighbours } from "../model/evidence.ts";
import { hashTokens } from "../text/token-hashes.ts";
import type { TokenTable } from "../text/token-table.ts";
import { type BestNeighbours, bestNeighbours, MOST_ALIKE } from "./best-neighbours.ts";
import { buildSimilarityIndex, MAX_SET, NEAR_DUPLICATE, type RowSieve } from "./similarity-index.ts";
import { setGroups } from "./token-sets.ts";

/** Looks for near-duplicates of the changed rows: visit every reference row, then take the result. */
export interface NeighbourSearch {
  /** `path` is the file that the row stands in. */
  visit(text: string, labels: readonly string[], path?: string): void;
  /** The same, given the first `count` token hashes of the text (`hashTokens`); `text` is asked for where it is a neighbour. */
  visitHashes(
    hashes: Uint32Array,
    count: number,
    text: () => string,
    labels: readonly string[],
    path?: string,
  ): void;
  /**
   * Makes a test for rows of this token table, to which nothing may be added any more: only those that pass need to
   * be visited.
   */
  sieve(tokens: TokenTable): RowSieve;
  /** Whether a row with these token hashes is anybody's neighbour. */
  isNeighbour(hashes: Uint32Array, count: number): boolean;
  result(): Neighbours;
}

/** Labels of one group of equal texts that are told apart. */
const MOST_LABELS = 4;

/** Rows with the same set of tokens, searched for once. */
interface Group {
  readonly tokens: Uint32Array;
  readonly changes: number[];
  readonly best: BestNeighbours;
}

/**
 * Prepares the search. Added and edited rows are looked for, among the reference and among themselves. What the
 * pull request removes, and the earlier version of what it edits, is no neighbour: a correction contradicts nothing.
 */
export function searchNeighbours(changes: readonly RowChange[]): NeighbourSearch {
  const found = setGroups((tokens): Group => ({ tokens, changes: [], best: bestNeighbours() }));
  changes.forEach(({ after }, change) => {
    if (after !== null) found.of(after.text)?.changes.push(change);
  });
  const { groups, sets } = found;
  const index = buildSimilarityIndex(sets, NEAR_DUPLICATE);
  const leaving = countLeaving(changes);
  // A longer text is known by its beginning.
  const hashes = new Uint32Array(MAX_SET);
  let matches: { group: Group; similarity: number }[] = [];
  const accept = (set: number, similarity: number): void => {
    matches.push({ group: groups[set]!, similarity });
  };
  const visitHashes: NeighbourSearch["visitHashes"] = (tokens, count, textOf, labels, path) => {
    index.probe(tokens, count, accept);
    if (matches.length === 0) return;
    const text = textOf();
    if (!takeLeaving(leaving, text, labels)) {
      for (const { group, similarity } of matches)
        group.best.offer({ text, labels, path: path ?? null }, similarity, null);
    }
    matches = [];
  };

  return {
    visitHashes,
    sieve: (tokens) => index.sieve(tokens),
    visit(text, labels, path) {
      visitHashes(hashes, hashTokens(text, hashes), () => text, labels, path);
    },
    isNeighbour(tokens, count) {
      index.probe(tokens, count, accept);
      const any = matches.length > 0;
      if (any) matches = [];
      return any;
    },
    result() {
      const shown = groups.map((group) => representatives(group.changes, changes));
      const neighbours = new Map<number, readonly Neighbour[]>();
      for (const group of groups) {
        index.probe(group.tokens, group.tokens.length, (set, similarity) => {
          for (const change of shown[set]!) {
            group.best.offer(changes[change]!.after!, similarity, change);
          }
        });
        for (const change of group.changes) {
          const list = group.best.without(change);
          if (list.length > 0) neighbours.set(change, list);
        }
      }
      return neighbours;
    },
  };
}

const rowKey = (text: string, labels: readonly string[]): string => JSON.stringify([text, labels]);

function countLeaving(changes: readonly RowChange[]): Map<string, number> {
  const leaving = new Map<string, number>();
  for (const { before } of changes) {
    if (before === null) continue;
    const key = rowKey(before.text, before.labels);
    leaving.set(key, (leaving.get(key) ?? 0) + 1);
  }
  return leaving;
}

function takeLeaving(leaving: Map<string, number>, text: string, labels: readonly string[]): boolean {
  if (leaving.size === 0) return false;
  const key = rowKey(text, labels);
  const left = leaving.get(key) ?? 0;
  if (left > 0) leaving.set(key, left - 1);
  return left > 0;
}

/** The first few members of each label: they stand for all, or a flood of copies would cost its square. */
function representatives(members: readonly number[], changes: readonly RowChange[]): number[] {
  const seen = new Map<string, number>();
  return members.filter((change) => {
    const key = JSON.stringify(changes[change]!.after!.labels);
    const count = seen.get(key) ?? 0;
    if (count > MOST_ALIKE || (count === 0 && seen.size >= MOST_LABELS)) return false;
    seen.set(key, count + 1);
    return true;
  });
}
