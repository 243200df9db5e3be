import { createHash } from "node:crypto";
import type { RowChange } from "../../model/dataset.ts";
import type { Evidence } from "../../model/evidence.ts";
import { fold, forEachToken, tokenText } from "../../text/tokens.ts";
import { bringsText } from "./rows.ts";

/** Changed rows that are linked by equal or nearly equal texts, as indices in row order. */
export function clustersOf({ changes, neighbours }: Evidence, similarity: number): number[][] {
  const parent = changes.map((_, index) => index);
  const find = (index: number): number => {
    let root = index;
    while (parent[root] !== root) root = parent[root]!;
    for (let at = index; at !== root; ) [at, parent[at]] = [parent[at]!, root];
    return root;
  };
  const join = (a: number, b: number): void => {
    const [low, high] = [find(a), find(b)].sort((x, y) => x - y) as [number, number];
    parent[high] = low;
  };
  const first = new Map<string, number>();
  changes.forEach((change, index) => {
    if (!bringsText(change)) return;
    const key = wording(change);
    if (key === "") return;
    const known = first.get(key);
    if (known === undefined) first.set(key, index);
    else join(known, index);
    for (const neighbour of neighbours.get(index) ?? []) {
      const other = neighbour.change;
      if (other !== null && neighbour.similarity >= similarity && bringsText(changes[other]!))
        join(index, other);
    }
  });
  const clusters = new Map<number, number[]>();
  changes.forEach((_, index) => {
    const root = find(index);
    const rows = clusters.get(root);
    if (rows === undefined) clusters.set(root, [index]);
    else rows.push(index);
  });
  return [...clusters.values()];
}

const known = new WeakMap<RowChange, string>();

/**
 * A key of the words of a changed row's text, by which two rows are equal but for case and punctuation; empty where it
 * has none. A digest: of a hundred thousand long rows the words themselves would take more memory than all else.
 */
export function wording(change: RowChange): string {
  let key = known.get(change);
  if (key === undefined) {
    const words = wordsOf(change);
    key = words.length === 0 ? "" : createHash("sha256").update(words.join(" ")).digest("base64");
    known.set(change, key);
  }
  return key;
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
