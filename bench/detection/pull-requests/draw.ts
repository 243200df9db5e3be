import { namedRandom, type Random } from "../../../src/review/drill/random.ts";
import type { LabelledCase } from "../case.ts";
import type { Corpus, LabelledRow, PoisonRow } from "../corpus.ts";

/** The protocol's sizes, in rows. */
export const sizes = {
  base: 3000,
  /** Changed rows of a pull request, planted ones included. */
  changed: 2000,
  /** Rows that an honest clean-up removes: a tenth of the base. */
  deletions: 300,
  /** Labels that an honest pull request corrects, and texts that it repairs. */
  corrections: 40,
  instructChanged: 400,
} as const;

/** What a case is made of. */
export interface Draw {
  readonly random: Random;
  /** Clean rows in random order, without those that the drawn poison was made from. */
  readonly clean: readonly LabelledRow[];
  readonly poison: readonly PoisonRow[];
  readonly decoys: readonly LabelledRow[];
}

/**
 * Draws `count` rows of the pool. The stream of random numbers depends on everything but the letter case, so that a
 * lower-cased case is the same pull request.
 */
export function draw(corpus: Corpus, of: LabelledCase, count: number): Draw {
  const random = namedRandom(`${of.set}/${of.pool ?? "honest"}/${of.attack}/${of.planted}/${of.seed}`);
  const clean = corpus.clean(of.set);
  if (of.pool === null) return { random, clean: random.shuffled(clean), poison: [], decoys: [] };
  const usable = corpus.poison(of.set, of.pool).filter((row) => of.attack === "additions" || isTraced(row));
  const poison = random.shuffled(usable).slice(0, count);
  if (poison.length < count) throw new Error(`${of.set} ${of.pool} has fewer than ${count} usable rows.`);
  const originals = new Set(poison.map((row) => row.originalText));
  return {
    random,
    clean: random.shuffled(clean.filter(({ text }) => !originals.has(text))),
    poison,
    decoys: random.shuffled(corpus.decoys(of.set, of.pool)).slice(0, of.planted),
  };
}

/** Only a row whose source is known can stand in the base as what it truly is. */
function isTraced(row: PoisonRow): boolean {
  return row.originalText !== null && row.originalLabel !== null;
}

/** Whether the poison's label is false; null where its source is not known. */
export function isFlipped(row: PoisonRow): boolean | null {
  return row.originalLabel === null ? null : row.originalLabel !== row.label;
}

/** A row as it is written to the file. */
export const record = ({ text, label }: LabelledRow): { text: string; label: string } => ({ text, label });
