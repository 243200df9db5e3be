/** Groups changed rows whose texts are equal or nearly so. */
import { createHash } from "node:crypto";
import { addTo } from "../../collections/group-by.ts";
import { remembered } from "../../collections/remembered.ts";
import type { RowChange } from "../../model/dataset.ts";
import type { Evidence } from "../../model/evidence.ts";
import { fold, forEachToken, tokenText } from "../../text/tokens.ts";
import { bringsText } from "./rows.ts";

/** Changed rows that are linked by equal or nearly equal texts, two or more together, as indices in row order. */
export function clustersOf({ changes, neighbours }: Evidence, similarity: number): number[][] {
  const parent = Uint32Array.from(changes.keys());
  const find = (index: number): number => {
    let root = index;
    while (parent[root] !== root) root = parent[root]!;
    for (let at = index; at !== root; ) [at, parent[at]] = [parent[at]!, root];
    return root;
  };
  const join = (a: number, b: number): void => {
    const [first, second] = [find(a), find(b)];
    parent[Math.max(first, second)] = Math.min(first, second);
  };
  const numbers = wordings(changes);
  const first = new Map<number, number>();
  changes.forEach((change, index) => {
    if (!bringsText(change)) return;
    const key = numbers[index]!;
    if (key === 0) return;
    const known = first.get(key);
    if (known === undefined) first.set(key, index);
    else join(known, index);
    for (const neighbour of neighbours.get(index) ?? []) {
      const other = neighbour.change;
      if (other !== null && neighbour.similarity >= similarity && bringsText(changes[other]!))
        join(index, other);
    }
  });
  const sizes = new Uint32Array(changes.length);
  for (let index = 0; index < sizes.length; index++) sizes[find(index)]!++;
  const clusters = new Map<number, number[]>();
  for (let index = 0; index < sizes.length; index++) {
    const root = find(index);
    // Most rows are like no other: a list for each of them would be a hundred thousand.
    if (sizes[root] === 1) continue;
    addTo(clusters, root, index);
  }
  return [...clusters.values()];
}

/**
 * By changed row: a number of the words of its text, by which two rows are equal but for case and punctuation; 0 where it
 * has none or brings no text. 48 bits of a digest: of a hundred thousand long rows the words themselves would take more
 * memory than all else, and by chance two of them share a number once in fifty thousand reviews.
 */
export const wordings = remembered((changes: readonly RowChange[]) =>
  Float64Array.from(changes, (change) => (bringsText(change) ? wordingOf(change) : 0)),
);

function wordingOf(change: RowChange): number {
  const words = wordsOf(change);
  if (words.length === 0) return 0;
  return 1 + createHash("sha256").update(words.join(" ")).digest().readUIntBE(0, 6);
}

/** The words of a changed row's text, folded. */
export function wordsOf(change: RowChange): string[] {
  const folded = fold(change.after?.text ?? "");
  const words: string[] = [];
  forEachToken(folded, (start, end, kind) => {
    if (kind !== "punctuation") words.push(tokenText(folded, start, end));
  });
  return words;
}
