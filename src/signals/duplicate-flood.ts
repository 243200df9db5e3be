import { z } from "zod";
import type { RowChange } from "../model/dataset.ts";
import type { Evidence } from "../model/evidence.ts";
import type { Observation } from "../model/finding.ts";
import { tokenize } from "../text/tokens.ts";
import { bringsText, observedRow } from "./shared/rows.ts";
import { count, number, quoted } from "./shared/words.ts";
import type { Signal } from "./signal.ts";

const options = z.object({
  copies: z
    .number()
    .int()
    .min(2)
    .default(10)
    .describe("Equal texts (but for case and punctuation) from which they are a warning."),
  variants: z
    .number()
    .int()
    .min(2)
    .default(50)
    .describe("Nearly equal texts from which they are a warning, where they share one label."),
  similarity: z
    .number()
    .min(0.7)
    .max(1)
    .default(0.8)
    .describe("Share of words in common (Jaccard) from which two texts are nearly equal."),
  mention: z.number().int().min(2).default(5).describe("Equal or nearly equal texts worth a note."),
});
type Options = z.output<typeof options>;

/** Many times the same text: a model weighs each copy, and one planted row becomes a hundred. */
export const duplicateFlood: Signal<Options> = {
  id: "duplicate-flood",
  title: "Repeated texts",
  description: "The same or nearly the same text added many times, beyond what the earlier data does.",
  options,
  measure(evidence, chosen) {
    const clusters = clustersOf(evidence, chosen.similarity)
      .filter((rows) => rows.length >= chosen.mention)
      .sort((a, b) => b.length - a.length || a[0]! - b[0]!);
    const observations = clusters.slice(0, MOST_CLUSTERS).flatMap((rows) => observe(rows, evidence, chosen));
    return { measured: true, observations };
  },
};

const MOST_CLUSTERS = 20;

/** Changed rows that are linked by equal or nearly equal texts, as indices in row order. */
function clustersOf({ changes, neighbours }: Evidence, similarity: number): number[][] {
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

function wording(change: RowChange): string {
  return tokenize(change.after?.text ?? "")
    .filter((token) => token.kind !== "punctuation")
    .map((token) => token.text)
    .join(" ");
}

function observe(rows: readonly number[], evidence: Evidence, chosen: Options): Observation[] {
  const { changes, referenceDuplicates } = evidence;
  const { sampled, largest } = referenceDuplicates;
  const copies = mostCopies(rows, changes);
  const labels = new Set(rows.map((index) => changes[index]!.after!.labels.join(", ")));
  const oneLabel = labels.size === 1;
  // The data's own habit is the yardstick: a set made from templates repeats itself honestly.
  const beyond = sampled > 0 && rows.length > 3 * largest;
  const warn = beyond && (copies >= chosen.copies || (oneLabel && rows.length >= chosen.variants));
  const label = oneLabel ? changes[rows[0]!]!.after!.labels[0] : undefined;
  const equal = copies === rows.length ? "the same text" : "nearly the same text";
  const before =
    sampled === 0
      ? "There is no earlier data to compare with."
      : `Before, no row of a sample of ${number(sampled)} had more than ${count(largest, "near-duplicate")}.`;
  const labelled = label === undefined ? "" : `, all of them ${quoted(label)}`;
  return [
    {
      signal: "duplicate-flood",
      grade: warn ? "suspicious" : "informative",
      title: `${number(rows.length)} rows with ${equal}`,
      message: `${count(rows.length, "changed row")} have ${equal}${labelled}; ${number(copies)} are equal but for case and punctuation. ${before}`,
      ...(label === undefined ? {} : { label }),
      evidence: {
        rows: rows.length,
        equalRows: copies,
        labels: labels.size,
        referenceSampled: sampled,
        referenceLargest: largest,
      },
      rows: rows.slice(0, 1000).map((index) => observedRow(changes[index]!, warn ? 0.6 : 0.1)),
    },
  ];
}

function mostCopies(rows: readonly number[], changes: readonly RowChange[]): number {
  const counts = new Map<string, number>();
  for (const index of rows) {
    const key = wording(changes[index]!);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Math.max(...counts.values());
}
