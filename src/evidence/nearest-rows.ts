/** Finds base rows to show beside a flagged one, where none is nearly equal. */
import { addTo } from "../collections/group-by.ts";
import type { FlaggedNeighbour, FlaggedRow } from "../model/result.ts";
import { tokenize } from "../text/tokens.ts";
import type { LabelGroup } from "./label-group.ts";

/** Flagged rows that neighbours are looked for, and neighbours of each. */
const ROWS = 1000;
const NEAREST = 3;
/** Words found in more than this share of the sample say nothing of likeness. */
const COMMON = 0.2;
/** Characters of a text that are compared. */
const COMPARED = 20_000;
/** A row that shares less than this is no neighbour. */
const LEAST = 0.1;

/**
 * Gives flagged rows without a near-duplicate the rows of the reference sample that are most like them, to be
 * compared with by eye. Likeness is the Jaccard similarity of the words, each weighted by its inverse document
 * frequency ln((N + 1) / n) in the sample: shared rare words count, shared "the" does not.
 */
export function withNearestRows(rows: readonly FlaggedRow[], groups: readonly LabelGroup[]): FlaggedRow[] {
  const isAsked = (row: FlaggedRow, rank: number): boolean => row.neighbours === undefined && rank < ROWS;
  if (!rows.some(isAsked)) return [...rows];
  const sample = [...labelsByText(groups)].map(([text, labels]) => ({
    text,
    label: labels.size === 0 ? null : [...labels].join(", "),
    words: wordsOf(text),
  }));
  if (sample.length === 0) return [...rows];
  const postings = new Map<string, number[]>();
  sample.forEach(({ words }, at) => {
    for (const word of words) {
      addTo(postings, word, at);
    }
  });
  const weightOf = (word: string): number => {
    const found = postings.get(word)?.length ?? 1;
    return found > sample.length * COMMON ? 0 : Math.log((sample.length + 1) / found);
  };
  const weights = sample.map(({ words }) => sumOver(words, weightOf));
  const nearest = (text: string): FlaggedNeighbour[] => {
    const words = wordsOf(text);
    const own = sumOver(words, weightOf);
    const shared = new Map<number, number>();
    for (const word of words) {
      const weight = weightOf(word);
      if (weight === 0) continue;
      for (const at of postings.get(word) ?? []) shared.set(at, (shared.get(at) ?? 0) + weight);
    }
    return [...shared]
      .map(([at, both]) => ({ at, similarity: both / (own + weights[at]! - both) }))
      .filter(({ similarity }) => similarity >= LEAST)
      .sort((a, b) => b.similarity - a.similarity || a.at - b.at)
      .slice(0, NEAREST)
      .map(({ at, similarity }) => ({
        text: sample[at]!.text,
        label: sample[at]!.label,
        similarity: Math.min(1, similarity),
      }));
  };
  return rows.map((row, rank) => {
    if (!isAsked(row, rank)) return row;
    const neighbours = nearest(row.text);
    return neighbours.length === 0 ? row : { ...row, neighbours };
  });
}

/** Texts of the samples, each once, with what their rows are labelled; groups that ask several questions share rows. */
function labelsByText(groups: readonly LabelGroup[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { sample, space } of groups.filter((group) => !group.space.isHalves))
    for (const { text, label } of sample) {
      const labels = found.get(text) ?? new Set<string>();
      found.set(text, labels);
      if (label >= 0 && label !== space.none) labels.add(space.names[label]!);
    }
  return found;
}

function wordsOf(text: string): ReadonlySet<string> {
  const tokens = tokenize(text.slice(0, COMPARED)).filter(({ kind }) => kind === "word");
  return new Set(tokens.map((token) => token.text));
}

function sumOver(words: ReadonlySet<string>, weightOf: (word: string) => number): number {
  let sum = 0;
  for (const word of words) sum += weightOf(word);
  return sum;
}
