/** Counts the labels of the rows that hold a phrase. */
import { labelsAt, type Places, type Scanned } from "../scanned.ts";

/** The labels of some scanned rows. Reused by the next count. */
export interface LabelCounts {
  /** In the order in which the rows have them. */
  readonly labels: readonly number[];
  /** Rows by label. */
  readonly counts: Uint32Array;
}

/** Counts the labels of one candidate's rows after the other: each row stands in many. */
export function labelCounter(scanned: Scanned): (rows: Places) => LabelCounts {
  // Most rows have one label, which is then read from one place.
  const only = Int32Array.from(scanned.rows, (_, at) => {
    const labels = labelsAt(scanned, at);
    return labels.length === 1 ? labels[0]! : SEVERAL;
  });
  const counts = new Uint32Array(scanned.group.space.names.length);
  const labels: number[] = [];
  const add = (label: number): void => {
    if (counts[label] === 0) labels.push(label);
    counts[label]!++;
  };
  return (rows) => {
    for (const label of labels) counts[label] = 0;
    labels.length = 0;
    for (let i = 0; i < rows.length; i++) {
      const label = only[rows[i]!]!;
      if (label !== SEVERAL) add(label);
      else for (const one of labelsAt(scanned, rows[i]!)) add(one);
    }
    return { labels, counts };
  };
}

const SEVERAL = -1;
