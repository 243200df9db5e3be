import type { RowChange } from "../model/dataset.ts";
import type { Neighbour, Neighbours, ReferenceDuplicates } from "../model/evidence.ts";
import { hashTokens } from "../text/token-hashes.ts";
import { type BestNeighbours, bestNeighbours, MOST_ALIKE } from "./best-neighbours.ts";
import { buildSimilarityIndex, MAX_SET } from "./similarity-index.ts";
import { compareSample, type Sample, type SampledRow, startSample, summarise } from "./yardstick.ts";

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
  result(): { readonly neighbours: Neighbours; readonly referenceDuplicates: ReferenceDuplicates };
}

/**
 * Jaccard similarity of token sets from which two texts are near-duplicates: a ten-word sentence may differ
 * in one word, one of nineteen words may hold a planted two-word phrase more.
 */
export const NEAR_DUPLICATE = 0.7;
/** Labels of one group of equal texts that are told apart. */
const MOST_LABELS = 4;

/** Rows with the same set of tokens, searched for once. */
interface Group {
  readonly tokens: Uint32Array;
  readonly changes: number[];
  readonly samples: Sample[];
  readonly best: BestNeighbours;
}

/**
 * Prepares the search. Added and edited rows are looked for, among the reference and among themselves. What the
 * pull request removes, and the earlier version of what it edits, is no neighbour: a correction contradicts nothing.
 */
export function searchNeighbours(
  changes: readonly RowChange[],
  samples: readonly SampledRow[] = [],
): NeighbourSearch {
  const groups = groupByTokens(changes, samples);
  const index = buildSimilarityIndex(
    groups.map((group) => group.tokens),
    NEAR_DUPLICATE,
  );
  const leaving = countLeaving(changes);
  // A longer text is known by its beginning.
  const hashes = new Uint32Array(MAX_SET);
  let matches: { group: Group; similarity: number }[] = [];
  const accept = (set: number, similarity: number): void => {
    matches.push({ group: groups[set]!, similarity });
  };

  return {
    visit(text, labels, path) {
      this.visitHashes(hashes, hashTokens(text, hashes), () => text, labels, path);
    },
    visitHashes(found, count, textOf, labels, path) {
      index.probe(found, count, accept);
      if (matches.length === 0) return;
      const text = textOf();
      // The yardstick is the base as it is, with what leaves it.
      for (const { group, similarity } of matches) {
        for (const sample of group.samples) compareSample(sample, text, labels, similarity);
      }
      if (!takeLeaving(leaving, text, labels)) {
        for (const { group, similarity } of matches) {
          if (group.changes.length === 0) continue;
          group.best.offer({ text, labels, path: path ?? null }, similarity, null);
        }
      }
      matches = [];
    },
    result() {
      const shown = groups.map((group) => representatives(group.changes, changes));
      const neighbours = new Map<number, readonly Neighbour[]>();
      for (const group of groups) {
        if (group.changes.length === 0) continue;
        index.probe(group.tokens, group.tokens.length, (set, similarity) => {
          for (const change of shown[set]!) {
            group.best.offer(changes[change]!.after!, similarity, change);
          }
        });
        for (const change of group.changes) {
          const found = group.best.without(change);
          if (found.length > 0) neighbours.set(change, found);
        }
      }
      return { neighbours, referenceDuplicates: summarise(groups.flatMap((group) => group.samples)) };
    },
  };
}

function groupByTokens(changes: readonly RowChange[], samples: readonly SampledRow[]): Group[] {
  const groups: Group[] = [];
  const byKey = new Map<number, Group>();
  const hashes = new Uint32Array(MAX_SET);
  const groupOf = (text: string): Group | null => {
    const count = hashTokens(text, hashes);
    if (count === 0) return null;
    const tokens = distinct(hashes, count);
    const key = setKey(tokens);
    let group = byKey.get(key);
    if (group === undefined) {
      group = { tokens, changes: [], samples: [], best: bestNeighbours() };
      byKey.set(key, group);
      groups.push(group);
    }
    return group;
  };
  changes.forEach(({ after }, change) => {
    if (after !== null) groupOf(after.text)?.changes.push(change);
  });
  for (const { text, labels } of samples) {
    groupOf(text)?.samples.push(startSample({ text, labels }));
  }
  return groups;
}

function distinct(hashes: Uint32Array, count: number): Uint32Array {
  const sorted = hashes.slice(0, count).sort();
  let kept = 0;
  for (let i = 0; i < count; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[kept++] = sorted[i]!;
  }
  return sorted.slice(0, kept);
}

/** A 53-bit key of a sorted set. */
function setKey(tokens: Uint32Array): number {
  let low = 0;
  let high = tokens.length;
  for (const token of tokens) {
    low = Math.imul(low ^ token, 0x9e3779b1);
    low ^= low >>> 15;
    high = Math.imul(high + token, 0x85ebca6b) ^ (high >>> 13);
  }
  return (low >>> 0) * 0x200000 + (high >>> 11);
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
