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
      .sort((a, b) => b.length - a.length || a[0]! - b[0]!)
      .map((rows) => describe(rows, evidence, chosen));
    const floods = clusters.filter((cluster) => cluster.warn);
    const notes = clusters.filter((cluster) => !cluster.warn);
    const observations = floods.slice(0, MOST_FLOODS).map((flood) => warning(flood, evidence));
    if (notes.length > 0) observations.push(note(notes, evidence));
    return { measured: true, observations };
  },
};

/** Floods that get a finding of their own; nobody reads the twentieth. */
const MOST_FLOODS = 10;
/** Rows that one finding names. */
const LISTED = 1000;

interface Cluster {
  readonly rows: readonly number[];
  /** Rows of the most frequent wording, equal but for case and punctuation. */
  readonly copies: number;
  readonly label: string | null;
  readonly warn: boolean;
}

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

function describe(
  rows: readonly number[],
  { changes, referenceDuplicates }: Evidence,
  chosen: Options,
): Cluster {
  const copies = mostCopies(rows, changes);
  const label = dominantLabel(rows, changes);
  // The data's own habit is the yardstick: a set made from templates repeats itself honestly.
  const beyond = referenceDuplicates.sampled > 0 && rows.length > 3 * referenceDuplicates.largest;
  const warn = beyond && label !== null && (copies >= chosen.copies || rows.length >= chosen.variants);
  return { rows, copies, label, warn };
}

/** The label of nine rows in ten: copies under many labels are careless, under one label they teach it. */
function dominantLabel(rows: readonly number[], changes: readonly RowChange[]): string | null {
  const counts = new Map<string, number>();
  for (const index of rows) {
    for (const label of new Set(changes[index]!.after!.labels))
      counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  for (const [label, rowsOfLabel] of counts) if (rowsOfLabel >= 0.9 * rows.length) return label;
  return null;
}

function habit({ referenceDuplicates: { sampled, largest } }: Evidence): string {
  if (sampled === 0) return "There is no earlier data to compare with.";
  if (largest === 0)
    return `Before, none of ${number(sampled)} rows drawn for comparison had a near-duplicate.`;
  return `Before, no row of ${number(sampled)} drawn for comparison had more than ${count(largest, "near-duplicate")}.`;
}

function warning(flood: Cluster, evidence: Evidence): Observation {
  const { rows, copies, label } = flood;
  const equal = copies === rows.length ? "the same text" : "nearly the same text";
  const labelled = label === null ? "" : `, nearly all of them ${quoted(label)}`;
  return {
    signal: "duplicate-flood",
    grade: "suspicious",
    title: `${number(rows.length)} rows with ${equal}`,
    message: `${count(rows.length, "changed row")} have ${equal}${labelled}; ${number(copies)} are equal but for case and punctuation. ${habit(evidence)}`,
    ...(label === null ? {} : { label }),
    evidence: facts([flood], evidence),
    rows: rows.slice(0, LISTED).map((index) => observedRow(evidence.changes[index]!, 0.6)),
  };
}

function note(clusters: readonly Cluster[], evidence: Evidence): Observation {
  const largest = clusters[0]!.rows;
  const families = `${count(clusters.length, "group")} of equal or nearly equal texts`;
  const first = evidence.changes[largest[0]!]!.after!;
  return {
    signal: "duplicate-flood",
    grade: "informative",
    title: "Repeated texts",
    message: `The changed rows hold ${families}; the largest has ${count(largest.length, "row")} (the first is line ${first.line} of ${first.path}). ${habit(evidence)}`,
    evidence: facts(clusters, evidence),
    rows: largest.slice(0, LISTED).map((index) => observedRow(evidence.changes[index]!, 0.1)),
  };
}

function facts(clusters: readonly Cluster[], { referenceDuplicates: { sampled, largest } }: Evidence) {
  return {
    groups: clusters.length,
    rows: clusters.reduce((sum, cluster) => sum + cluster.rows.length, 0),
    largestGroup: clusters[0]!.rows.length,
    equalRows: clusters[0]!.copies,
    referenceSampled: sampled,
    referenceLargest: largest,
  };
}

function mostCopies(rows: readonly number[], changes: readonly RowChange[]): number {
  const counts = new Map<string, number>();
  for (const index of rows) {
    const key = wording(changes[index]!);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Math.max(...counts.values());
}
