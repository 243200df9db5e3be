/** Describes how a text is written, whatever it is about: marks, capitals, beginnings, endings, measures. */
import { NumberPool } from "../../collections/number-pool.ts";
import { type SparseRows, sparseRows } from "../../stats/sparse-logistic.ts";
import type { TokenTable } from "../../text/token-table.ts";
import { FormYardstick, MEASURES } from "./form-measures.ts";

/** A row whose form is described. */
export interface FormRow {
  readonly text: string;
  readonly ids: ArrayLike<number>;
}

/** The form of changed and base rows, side by side: the changed rows first. */
export interface FormFeatures {
  readonly rows: SparseRows;
  /** What a feature is, for a sentence: "“hath”", "opens with “when”". */
  describe(feature: number): string;
}

/** A feature that fewer rows have says nothing that other rows could confirm. */
const LEAST_ROWS = 4;
/** Quantiles of the base at which a measure counts as low (at most that) or high (above it). */
const LOW = [0.1, 0.25];
const HIGH = [0.5, 0.75, 0.9];
const STEPS = [...LOW, ...HIGH];

/** The kinds of features that are made of tokens. */
const WORD = 0;
const OPENING = 1;
const OPENING_PAIR = 2;
const ENDING = 3;
const ENDING_PAIR = 4;
/** Above every token id. */
const BASE = 2 ** 24;

/**
 * The form of rows: how a text is written, whatever it is about. Its words and marks, how it begins and ends, its
 * capitals and the spaces before its marks, and six measures (`MEASURES`) in steps of the base's quantiles. Words speak
 * of content too; here they only say which rows come from one pen, and the content model says what to expect of them.
 */
export function formFeatures(
  tokens: TokenTable,
  changed: readonly FormRow[],
  base: readonly FormRow[],
): FormFeatures {
  const texts = base.map(({ ids }) => ids);
  const yardstick = new FormYardstick(tokens, texts);
  const ofBase = base.map(({ ids }) => yardstick.measure(ids, 1));
  const steps = new Steps(ofBase);
  const numbers = new Map<number, number>();
  /** By token: one more than the number of the feature that it is in. Most features are words: they need no look-up. */
  const words = new Uint32Array(tokens.size);
  const last = new Int32Array(tokens.size).fill(-1);
  const keys: number[] = [];
  const counts: number[] = [];
  let rows = 0;
  // A hundred thousand long rows hold ten million features: lists of them would be most of a review's memory.
  const pool = new NumberPool();
  const mine: number[] = [];
  const number = (key: number): number => {
    counts.push(0);
    return keys.push(key) - 1;
  };
  const add = (at: number): void => {
    counts[at]!++;
    mine.push(at);
  };
  const addKey = (key: number): void => {
    let at = numbers.get(key);
    if (at === undefined) numbers.set(key, (at = number(key)));
    add(at);
  };
  const see = (row: FormRow, measures: readonly number[]): Uint32Array => {
    const { ids } = row;
    mine.length = 0;
    for (const key of steps.of(measures)) addKey(key);
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      if (last[id] === rows) continue;
      last[id] = rows;
      if (words[id] === 0) words[id] = number(keyOf(WORD, id)) + 1;
      add(words[id]! - 1);
    }
    for (const key of keysBesideWords(row)) addKey(key);
    rows++;
    return pool.keep(mine);
  };
  const found = [
    ...changed.map((row) => see(row, yardstick.measure(row.ids, 0))),
    ...base.map((row, i) => see(row, ofBase[i]!)),
  ];
  const kept: number[] = [];
  const place = counts.map((count, number) => (count >= LEAST_ROWS ? kept.push(number) - 1 : -1));
  return {
    rows: sparseRows(
      found.map((numbers) => placed(numbers, place)),
      kept.length,
    ),
    describe: (feature) => describeKey(tokens, keys[kept[feature]!]!),
  };
}

/** The places of those that have one, written over the numbers. */
function placed(numbers: Uint32Array, place: readonly number[]): Uint32Array {
  let used = 0;
  for (let i = 0; i < numbers.length; i++) {
    const at = place[numbers[i]!]!;
    if (at >= 0) numbers[used++] = at;
  }
  return numbers.subarray(0, used);
}

/** Keys of tokens are kind · 2⁴⁸ + token · 2²⁴ + token; those of other features are negative. */
const keyOf = (kind: number, a: number, b = 0): number => (kind * BASE + a) * BASE + b;

const CAPITALS = ["no capitals", "capitals only", "one capital at the beginning", "capitals within"] as const;
const MARKS = ["marks next to words", "marks apart from words"] as const;

function keysBesideWords({ text, ids }: FormRow): number[] {
  const keys: number[] = [];
  const n = ids.length;
  if (n > 0) keys.push(keyOf(OPENING, ids[0]!), keyOf(ENDING, ids[n - 1]!));
  if (n > 1) keys.push(keyOf(OPENING_PAIR, ids[0]!, ids[1]), keyOf(ENDING_PAIR, ids[n - 2]!, ids[n - 1]));
  keys.push(-1 - capitals(text));
  if (/[^\s\p{P}][,;:.!?]/u.test(text)) keys.push(-10);
  if (/\s[,;:.!?]/.test(text)) keys.push(-11);
  return keys;
}

function capitals(text: string): number {
  if (text === text.toLowerCase()) return 0;
  if (text === text.toUpperCase()) return 1;
  const rest = text.slice(1);
  return rest === rest.toLowerCase() ? 2 : 3;
}

/** Measures as features: each step that a row passes, downwards or upwards. */
class Steps {
  readonly #bounds: readonly (readonly number[])[];

  constructor(base: readonly (readonly number[])[]) {
    this.#bounds = MEASURES.map((_, m) => {
      const values = base.map((row) => row[m]!).sort((a, b) => a - b);
      return STEPS.map((share) => values[Math.floor(share * values.length)] ?? 0);
    });
  }

  of(measures: readonly number[]): number[] {
    return measures.flatMap((value, m) =>
      this.#bounds[m]!.flatMap((bound, s) =>
        s < LOW.length === value <= bound ? [-100 - m * STEPS.length - s] : [],
      ),
    );
  }
}

function describeKey(tokens: TokenTable, key: number): string {
  if (key <= -100) {
    const at = -100 - key;
    const { high, low } = MEASURES[Math.floor(at / STEPS.length)]!;
    return at % STEPS.length < LOW.length ? low : high;
  }
  if (key < 0) return key <= -10 ? MARKS[-10 - key]! : CAPITALS[-1 - key]!;
  const kind = Math.floor(key / BASE / BASE);
  const first = tokens.name(Math.floor(key / BASE) % BASE);
  const both = `“${first} ${tokens.name(key % BASE)}”`;
  if (kind === WORD) return `“${first}”`;
  if (kind === OPENING) return `“${first}” at the beginning`;
  if (kind === OPENING_PAIR) return `${both} at the beginning`;
  return kind === ENDING ? `“${first}” at the end` : `${both} at the end`;
}
