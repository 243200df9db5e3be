import type { RowChange } from "../../model/dataset.ts";
import type { Evidence } from "../../model/evidence.ts";
import { tokenize } from "../../text/tokens.ts";
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

/** The words of a changed row's text, by which two rows are equal but for case and punctuation. */
export function wording(change: RowChange): string {
  return tokenize(change.after?.text ?? "")
    .filter((token) => token.kind !== "punctuation")
    .map((token) => token.text)
    .join(" ");
}
