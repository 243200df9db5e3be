/** Sorts labels that stand on the same rows into facets (topic, tone …), each of which is judged by itself. */
import { tally } from "../../collections/tally.ts";
import { NO_FLAG } from "../../model/label-names.ts";
import { type Facet, KNOWN_LABEL } from "./label-space.ts";

/**
 * Where rows carry several labels at once, what a text deserves is not one question but several. Labels that exclude one
 * another (positive, negative) are one of them, with "none of these" as a further answer; a label that stands beside all
 * others (general, urgent) is a question of its own: this label, or not. Each is then tested like data of one label a row.
 */

/** Share of the labelled rows that carry several labels, from which the labels are no longer one question. */
const SEVERAL = 0.05;
/** Share of a label's rows that may carry another one of the same facet: slips of the hand. */
const SLIPS = 0.05;
/** Each facet costs a pass over the base. Labels beyond join the one that they meet least. */
const MOST_FACETS = 6;
/** Labels of one row whose pairs are counted: their number grows with the square. */
const MOST_OF_A_ROW = 20;

/**
 * Sorts labels into facets, the most frequent first. Deterministic.
 * @param rows the labels of rows: those of the base where it has enough, so that a change does not choose its own tests
 * @param names all labels that are to be tested
 * @returns null where the rows carry one label each
 */
export function facetsOf(rows: readonly (readonly string[])[], names: readonly string[]): Facet[] | null {
  const labelled = rows.filter((labels) => labels.length > 0);
  const several = labelled.filter((labels) => labels.length > 1);
  if (several.length < Math.max(KNOWN_LABEL, SEVERAL * labelled.length)) return null;
  const count = counter(labelled, (labels) => labels);
  const together = counter(several, pairsOf);
  const clash = (label: string, facet: readonly string[]): number =>
    facet.reduce((worst, other) => {
      const rarer = Math.max(1, Math.min(count(label), count(other)));
      return Math.max(worst, together(pair(label, other)) / rarer);
    }, 0);
  const facets: string[][] = [];
  for (const label of [...names].sort((a, b) => count(b) - count(a) || (a < b ? -1 : 1))) {
    const clashes = facets.map((facet) => clash(label, facet));
    const least = clashes.indexOf(Math.min(...clashes));
    if (least >= 0 && (clashes[least]! <= SLIPS || facets.length === MOST_FACETS)) facets[least]!.push(label);
    else facets.push([label]);
  }
  return facets.map((labels) => ({ labels, none: isComplete(labels, labelled) ? null : noneOf(labels) }));
}

/** Whether every row has one of the labels. A single answer is no question: whether a row has it is one, even if all have it. */
function isComplete(labels: readonly string[], rows: readonly (readonly string[])[]): boolean {
  const own = new Set(labels);
  return labels.length > 1 && rows.every((row) => row.some((label) => own.has(label)));
}

function counter(
  rows: readonly (readonly string[])[],
  keysOf: (row: readonly string[]) => readonly string[],
): (key: string) => number {
  const counts = tally(rows.flatMap(keysOf));
  return (key) => counts.get(key) ?? 0;
}

function pair(a: string, b: string): string {
  return a < b ? `${a}\0${b}` : `${b}\0${a}`;
}

function pairsOf(row: readonly string[]): string[] {
  const labels = row.slice(0, MOST_OF_A_ROW);
  return labels.flatMap((a, i) => labels.slice(i + 1).map((b) => pair(a, b)));
}

function noneOf(labels: readonly string[]): string {
  if (labels.length === 1) return `not ${labels[0]!}`;
  // A row without any label has said so: what is left has others.
  const own = labels.filter((label) => label !== NO_FLAG);
  const named = `${own.slice(0, 3).join(", ")}${own.length > 3 ? " …" : ""}`;
  return own.length < labels.length ? `others than ${named}` : `none of ${named}`;
}
