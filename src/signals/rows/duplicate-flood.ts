/** Sees many copies of one text, which would give that text more weight than it deserves. */
import { tally } from "../../collections/tally.ts";
import type { RowChange } from "../../model/dataset.ts";
import type { Evidence } from "../../model/evidence.ts";
import type { Observation } from "../../model/finding.ts";
import { clustersOf, wordings, wordsOf } from "../shared/duplicate-clusters.ts";
import { observedRow } from "../shared/rows.ts";
import { count, number, quoted } from "../shared/words.ts";
import { type NoOptions, noOptions, type Signal } from "../signal.ts";

/** Equal texts (but for case and punctuation) from which they are a warning. */
const COPIES = 10;
/** Nearly equal texts from which they are a warning, where they share one label. */
const VARIANTS = 50;
/** Share of words in common (Jaccard) from which two texts are nearly equal. */
const SIMILARITY = 0.8;
/** Words of a text from which copies can be a warning: short answers recur by nature. */
const MINIMUM_WORDS = 4;
/** Equal or nearly equal texts worth a note. */
const MENTION = 5;

/** Many times the same text: a model weighs each copy, and one planted row becomes a hundred. */
export const duplicateFlood: Signal<NoOptions> = {
  id: "duplicate-flood",
  title: "Repeated texts",
  description: "The same or nearly the same text added many times, beyond what the earlier data does.",
  options: noOptions,
  measure(evidence) {
    const clusters = clustersOf(evidence, SIMILARITY)
      .filter((rows) => rows.length >= MENTION)
      .sort((a, b) => b.length - a.length || a[0]! - b[0]!)
      .map((rows) => describe(rows, evidence));
    const floods = clusters.filter((cluster) => cluster.warn);
    const notes = clusters.filter((cluster) => !cluster.warn);
    const observations = floods.slice(0, MOST_FLOODS).map((flood) => warning(flood, evidence));
    const small = observations.length === 0 ? smallFloods(notes, evidence) : [];
    observations.push(...small, ...addedAgain(evidence));
    if (notes.length > 0 && small.length === 0) observations.push(note(notes, evidence));
    return { measured: true, observations };
  },
};

/** Copies of several texts, or rows of the file that are added again, from which they are a warning. */
const TOGETHER = 20;

/** Texts of one label with too few copies each for a flood, and together as many as two. */
function smallFloods(clusters: readonly Cluster[], evidence: Evidence): Observation[] {
  const { sampled, largestEqual } = evidence.referenceDuplicates;
  if (sampled === 0) return [];
  const copied = clusters.filter(
    ({ rows, copies, label }) =>
      label !== null &&
      copies >= MENTION &&
      copies > BEYOND * (largestEqual + 1) &&
      wordsOf(evidence.changes[rows[0]!]!).length >= MINIMUM_WORDS &&
      !isCommon(rows[0]!, evidence),
  );
  return [...new Set(copied.map(({ label }) => label!))].flatMap((label): Observation[] => {
    const own = copied.filter((cluster) => cluster.label === label);
    const rows = own.flatMap((cluster) => cluster.rows);
    if (rows.length < TOGETHER) return [];
    return [
      {
        signal: "duplicate-flood",
        grade: "suspicious",
        title: `${number(rows.length)} rows with ${count(own.length, "text")}`,
        message: `${count(own.length, "text")} of ${quoted(label)} ${own.length === 1 ? "stands" : "stand"} in ${count(rows.length, "changed row")}, each of them ${MENTION} times or more. ${habit(evidence)}`,
        label,
        evidence: facts(own, evidence),
        rows: rows.slice(0, LISTED).map((index) => observedRow(evidence.changes[index]!, 0.6)),
      },
    ];
  });
}

/** Rows that their own file has already, where they are most of what is added: they teach nothing, and weigh twice. */
function addedAgain(evidence: Evidence): Observation[] {
  const { sampled, duplicated } = evidence.referenceDuplicates;
  if (sampled === 0) return [];
  const isAdded = (change: RowChange): boolean =>
    change.kind === "added" && wordsOf(change).length >= MINIMUM_WORDS;
  const again = [...evidence.changes.entries()].filter(
    ([index, change]) =>
      (evidence.neighbours.get(index) ?? []).some(
        ({ similarity, change: other, path, labels }) =>
          similarity === 1 &&
          other === null &&
          path === change.after?.path &&
          sameLabels(labels, change.after.labels),
      ) && isAdded(change),
  );
  if (again.length < TOGETHER) return [];
  const added = evidence.changes.filter(isAdded);
  const usual = (BEYOND * duplicated) / sampled;
  if (again.length < Math.max(0.5, usual) * added.length) return [];
  return [
    {
      signal: "duplicate-flood",
      grade: "suspicious",
      title: `${number(again.length)} added rows stand in their file already`,
      message: `${number(again.length)} of ${count(added.length, "added row")} repeat a row of their own file with its label: a model weighs each of them again. ${habit(evidence)}`,
      evidence: { rows: again.length, rowsAdded: added.length, referenceSampled: sampled },
      rows: again.slice(0, LISTED).map(([, change]) => observedRow(change, 0.3)),
    },
  ];
}

const sameLabels = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((label) => others.includes(label));

/** Floods that get a finding of their own; nobody reads the twentieth. */
const MOST_FLOODS = 10;
/** How many times the largest group of the data a flood must be. */
const BEYOND = 3;
/** Rows that one finding names. */
const LISTED = 1000;

interface Cluster {
  readonly rows: readonly number[];
  /** Rows of the most frequent wording, equal but for case and punctuation. */
  readonly copies: number;
  readonly label: string | null;
  readonly warn: boolean;
}

function describe(rows: readonly number[], evidence: Evidence): Cluster {
  const { changes, referenceDuplicates } = evidence;
  const copies = mostCopies(rows, changes);
  const label = dominantLabel(rows, changes);
  // The data's own habit is the yardstick: a set made from templates repeats itself honestly.
  const { sampled, largest, largestEqual } = referenceDuplicates;
  const longEnough = wordsOf(changes[rows[0]!]!).length >= MINIMUM_WORDS;
  const copied = copies >= COPIES && copies > BEYOND * (largestEqual + 1);
  const varied = rows.length >= VARIANTS && rows.length > BEYOND * (largest + 1);
  const warn =
    sampled > 0 && label !== null && longEnough && (copied || varied) && !isCommon(rows[0]!, evidence);
  return { rows, copies, label, warn };
}

/** Whether the text itself stood there several times already. */
function isCommon(index: number, { neighbours }: Evidence): boolean {
  const before = (neighbours.get(index) ?? []).filter(
    ({ similarity, change }) => similarity === 1 && change === null,
  );
  return before.length >= 3;
}

/** The label of nine rows in ten: copies under many labels are careless, under one label they teach it. */
function dominantLabel(rows: readonly number[], changes: readonly RowChange[]): string | null {
  const counts = tally(rows.flatMap((index) => [...new Set(changes[index]!.after!.labels)]));
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

function facts(clusters: readonly Cluster[], { referenceDuplicates: base }: Evidence) {
  return {
    groups: clusters.length,
    rows: clusters.reduce((sum, cluster) => sum + cluster.rows.length, 0),
    largestGroup: clusters[0]!.rows.length,
    equalRows: clusters[0]!.copies,
    referenceSampled: base.sampled,
    referenceLargest: base.largest,
    referenceLargestEqual: base.largestEqual,
  };
}

function mostCopies(rows: readonly number[], changes: readonly RowChange[]): number {
  const numbers = wordings(changes);
  return Math.max(...tally(rows.map((index) => numbers[index]!)).values());
}
