/** The rows under test, and what the tests ask of them. */
import type { ReviewEvidence } from "../evidence/evidence.ts";
import type { LabelGroup } from "../evidence/label-group.ts";
import { isLongPhrase } from "./shared-tokens.ts";

/** What honest words, or honest long phrases, say of a label beyond what the rest of their rows says. */
export interface UnexplainedEffect {
  /** Standard deviation of the effect, in log-odds. */
  readonly deviation: number;
  /** How much heavier its tail is than the normal that the scan assumes: at least 1. */
  readonly tail: number;
}

/** The rows under test, with what the content model says of each before anything is hidden from it. */
export interface Scanned {
  readonly group: LabelGroup;
  /** Indices into `group.rows`. */
  readonly rows: readonly number[];
  /** What an honest word says of the label beyond its row; measured when first asked. */
  readonly wordEffect: () => UnexplainedEffect;
  /** The same of a word or short phrase that the reference does not have, in foreign rows or in the others. */
  readonly newEffect: (foreign: boolean) => UnexplainedEffect;
  /** The same of a long phrase. */
  readonly longPhraseEffect: (foreign: boolean) => UnexplainedEffect;
  /** By row of the group, whether its words are of another language or subject (`foreignRows`). */
  readonly isForeign: () => readonly boolean[];
  /** The same of a symbol or mark, known or new. */
  readonly symbolEffect: () => UnexplainedEffect;
  /** That of a word, beyond what the base alone says of the row: for tests of form. */
  readonly formEffect: () => UnexplainedEffect;
  /** Standard deviation of what a word says of the label by itself, in log-odds. */
  readonly marginalEffect: () => number;
  /** By label, what new words and phrases say for it, as a factor of their deviation (`leanings`). */
  readonly leaning: () => Float64Array;
  /** What the model says of a row that it knows nothing of. */
  readonly uninformed: Float64Array;
  /** Factors by which the labels are more common among these rows than in the reference, read from their texts. */
  readonly shift: Float64Array;
  /** The same for what the model that counts the added rows says: the label shares that it knows are others. */
  readonly shiftOfAll: Float64Array;
  /** Probability of each row's each label, row-major, already shifted. */
  readonly probabilities: Float32Array;
  /** Indices into `group.sample` of the sampled reference rows that hold a phrase. */
  readonly sampleRows: (node: number) => readonly number[];
  /** Rows by label. */
  readonly labelRows: Float64Array;
}

/** Places of scanned rows, that is indices into `Scanned.rows`, ascending. */
export type Places = ArrayLike<number> & Iterable<number>;

type Changes = Pick<ReviewEvidence, "changes">;

/** The change that brought the row at a place of `scanned.rows`. */
export function changeAt({ changes }: Changes, { group, rows }: Pick<Scanned, "group" | "rows">, at: number) {
  return changes[group.rows[rows[at]!]!.change]!;
}

/** The labels of the scanned row at a place of `scanned.rows`. */
export function labelsAt({ group, rows }: Scanned, at: number): readonly number[] {
  return group.rows[rows[at]!]!.labels;
}

/** Words of a question; what is shorter may be a name, of which short prompts can be made at will. */
const QUESTION = 4;

/** Whether a phrase is more than half of what most of its rows say: of prompts it is then one question, about several things. */
export function isMostOfRows(
  { group, rows }: Pick<Scanned, "group" | "rows">,
  phrase: { readonly tokens: readonly number[]; readonly rows: Places },
): boolean {
  const isMost = (at: number): boolean => phrase.tokens.length * 2 > group.rows[rows[at]!]!.ids.length;
  return (
    phrase.tokens.length >= QUESTION && Array.from(phrase.rows).filter(isMost).length * 2 > phrase.rows.length
  );
}

/** Those of the rows that carry a label. */
export function carriersOf(scanned: Scanned, rows: Places, label: number): number[] {
  const found: number[] = [];
  for (const at of rows) if (labelsAt(scanned, at).includes(label)) found.push(at);
  return found;
}

/** How many of the rows carry a label. */
export function countCarriers(scanned: Scanned, rows: Places, label: number): number {
  let count = 0;
  for (let i = 0; i < rows.length; i++) if (labelsAt(scanned, rows[i]!).includes(label)) count++;
  return count;
}

/** Base rows from which a phrase is known. What one in fewer says, beyond its record there, is what new ones say. */
export const KNOWN_ROWS = 6;

/** Whether most of the rows are of another language or subject than the base. */
export function areForeign({ isForeign, rows }: Scanned, places: Places): boolean {
  const foreign = isForeign();
  let count = 0;
  for (let i = 0; i < places.length; i++) if (foreign[rows[places[i]!]!]) count++;
  return count * 2 > places.length;
}

/** The effect that an honest phrase of this length may have, one that the base knows or one that is new to it. */
export function effectOf(
  scanned: Scanned,
  {
    tokens,
    referenceRows,
    rows,
  }: { readonly tokens: readonly number[]; readonly referenceRows: number; readonly rows: Places },
): UnexplainedEffect {
  // Where the change itself is all that is known, every word is new, and those that make the classes as well.
  const isKnown = referenceRows >= KNOWN_ROWS || scanned.group.fittedOn !== "reference";
  if (isSymbol(scanned, tokens)) {
    const ofSymbol = scanned.symbolEffect();
    // The base has few symbols to measure: one that it knows may say what its words say.
    return isKnown ? larger(ofSymbol, scanned.wordEffect()) : ofSymbol;
  }
  const isLong = isLongPhrase(scanned.group, tokens);
  if (isKnown && !isLong) return scanned.wordEffect();
  const foreign = areForeign(scanned, rows);
  return isLong ? scanned.longPhraseEffect(foreign) : scanned.newEffect(foreign);
}

/** The larger of two effects, in deviation and in tail. */
export function larger(one: UnexplainedEffect, other: UnexplainedEffect): UnexplainedEffect {
  return { deviation: Math.max(one.deviation, other.deviation), tail: Math.max(one.tail, other.tail) };
}

/** What such a phrase says for a label, as a factor of its deviation. How one-sided words are (`leanings`) tells nothing of symbols. */
export function leaningOf(
  scanned: Scanned,
  { tokens }: { readonly tokens: readonly number[] },
  label: number,
): number {
  return isSymbol(scanned, tokens) ? 1 : scanned.leaning()[label]!;
}

function isSymbol({ group }: Scanned, tokens: readonly number[]): boolean {
  return tokens.every((token) => !group.tokens.isWord(token));
}
