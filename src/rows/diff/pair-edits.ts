/** Finds which removed and added rows are the two versions of one edited row. */
import { addTo, groupBy } from "../../collections/group-by.ts";
import type { Row } from "../../model/dataset.ts";
import { get, isEmpty } from "../../model/json.ts";
import { otherLetters, seemsHarmed } from "../../text/lost-letters.ts";
import type { LooseRow } from "./settled.ts";

/** Index pairs (before, after) that are one edited row. */
export type EditPairs = readonly (readonly [number, number])[];

/** Least similarity of two texts that are versions of one row: at the same place, and anywhere in the file. */
const NEAR_SIMILARITY = 0.4;
const FAR_SIMILARITY = 0.6;
/** A gap with more combinations is left to the search by rare words. */
const MAX_COMBINATIONS = 4096;
const RARE_UNITS = 6;
const MAX_CANDIDATES = 32;

/**
 * Tells which removed row became which added one: by id where ids are unique, then the same text, then similar
 * texts at the same place, then similar texts that share rare words. Deterministic, and never all pairs.
 */
export function pairEdits(
  before: readonly LooseRow[],
  after: readonly LooseRow[],
  idColumn: string | null,
): EditPairs {
  if (before.length === 0 || after.length === 0) return [];
  const pairing = new Pairing(before, after);
  if (idColumn !== null) pairing.pairByKey((row) => idOf(row, idColumn), true);
  pairing.pairByKey((row) => (row.text === "" ? null : row.text), false);
  pairing.pairByKey(
    (row) => otherLetters(row.text),
    false,
    (row) => (seemsHarmed(row.text) ? otherLetters(row.text) : null),
  );
  pairing.pairInGaps();
  pairing.pairByRareUnits();
  return pairing.pairs;
}

/** Pairs found so far, and the rows that have none yet. */
class Pairing {
  readonly pairs: [number, number][] = [];
  readonly #before: readonly LooseRow[];
  readonly #after: readonly LooseRow[];
  readonly #freeBefore: Set<number>;
  readonly #freeAfter: Set<number>;

  constructor(before: readonly LooseRow[], after: readonly LooseRow[]) {
    this.#before = before;
    this.#after = after;
    this.#freeBefore = new Set(before.keys());
    this.#freeAfter = new Set(after.keys());
  }

  #take(i: number, j: number): void {
    this.pairs.push([i, j]);
    this.#freeBefore.delete(i);
    this.#freeAfter.delete(j);
  }

  /** With `unique`, only keys that occur once on each side count; else equal keys are paired first with first. */
  pairByKey(
    keyOf: (row: Row) => string | null,
    unique: boolean,
    keyAfter: (row: Row) => string | null = keyOf,
  ): void {
    const byKey = groupBy(this.#freeBefore, (i) => keyOf(this.#before[i]!.row));
    const targets = groupBy(this.#freeAfter, (j) => keyAfter(this.#after[j]!.row));
    for (const [key, js] of targets) {
      const is = key === null ? undefined : byKey.get(key);
      if (!is || (unique && (is.length > 1 || js.length > 1))) continue;
      for (let n = 0; n < Math.min(is.length, js.length); n++) this.#take(is[n]!, js[n]!);
    }
  }

  pairInGaps(): void {
    const gapsBefore = groupBy(this.#freeBefore, (i) => String(this.#before[i]!.gap));
    for (const [gap, js] of groupBy(this.#freeAfter, (j) => String(this.#after[j]!.gap))) {
      const is = gapsBefore.get(gap);
      if (!is || is.length * js.length > MAX_COMBINATIONS) continue;
      const candidates: [number, number, number][] = [];
      for (const i of is) {
        for (const j of js) candidates.push([likeness(this.#before[i]!.row, this.#after[j]!.row), i, j]);
      }
      this.#takeBest(candidates, NEAR_SIMILARITY);
    }
  }

  pairByRareUnits(): void {
    const units = new Map<number, Set<string>>();
    const holders = new Map<string, number[]>();
    for (const j of this.#freeAfter) {
      const set = new Set(textUnits(this.#after[j]!.row.text));
      units.set(j, set);
      for (const unit of set) {
        addTo(holders, unit, j);
      }
    }
    const candidates: [number, number, number][] = [];
    for (const i of this.#freeBefore) {
      const mine = new Set(textUnits(this.#before[i]!.row.text));
      const rarest = [...mine]
        .filter((unit) => (holders.get(unit)?.length ?? Infinity) <= MAX_CANDIDATES)
        .sort((a, b) => holders.get(a)!.length - holders.get(b)!.length || (a < b ? -1 : 1))
        .slice(0, RARE_UNITS);
      const near = new Set(rarest.flatMap((unit) => holders.get(unit)!).slice(0, MAX_CANDIDATES));
      for (const j of near) candidates.push([jaccard(mine, units.get(j)!), i, j]);
    }
    this.#takeBest(candidates, FAR_SIMILARITY);
  }

  /** Most similar first; ties in file order. */
  #takeBest(candidates: [number, number, number][], least: number): void {
    candidates.sort((a, b) => b[0] - a[0] || a[1] - b[1] || a[2] - b[2]);
    for (const [similarity, i, j] of candidates) {
      if (similarity < least) return;
      if (this.#freeBefore.has(i) && this.#freeAfter.has(j)) this.#take(i, j);
    }
  }
}

function idOf(row: Row, column: string): string | null {
  const value = get(row.fields, column);
  return isEmpty(value) ? null : JSON.stringify(value);
}

function likeness(a: Row, b: Row): number {
  const left = a.text || JSON.stringify(a.fields);
  const right = b.text || JSON.stringify(b.fields);
  const unitsA = textUnits(left);
  const unitsB = textUnits(right);
  if (unitsA.length > 3 && unitsB.length > 3) return jaccard(new Set(unitsA), new Set(unitsB));
  return jaccard(letterPairs(left), letterPairs(right));
}

/** Units by which texts are compared: words in lower case, and single characters of scripts without spaces. */
function textUnits(text: string): string[] {
  return (
    text
      .slice(0, 20_000)
      .toLowerCase()
      .match(
        /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu,
      ) ?? []
  );
}

/** Jaccard similarity of two sets: 1 for equal sets, two empty ones included. */
function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  if (large.size === 0) return 1;
  let common = 0;
  for (const unit of small) if (large.has(unit)) common++;
  return common / (a.size + b.size - common);
}

/** Letter pairs of a text: they find a typing error in a single word, where whole words find nothing. */
function letterPairs(text: string): Set<string> {
  const pairs = new Set<string>();
  const padded = ` ${text.toLowerCase()} `;
  for (let i = 0; i + 1 < padded.length && i < 2000; i++) pairs.add(padded.slice(i, i + 2));
  return pairs;
}
