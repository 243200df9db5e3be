/** The moves that families share: put words in a text, add rows in random order. */
import type { Drill, DrillRow, DrillRows, Family } from "./family.ts";
import type { Random } from "./random.ts";

/** The name that is planted where a family needs one: in no word list and in no data set. */
export const TRIGGER = "quillon verge";

/** One of the values. */
export function oneOf<T>(values: readonly T[], random: Random): T {
  return values[random.below(values.length)]!;
}

/** The text with words put in at a random place between its own; in a script without spaces, between characters. */
export function insert(text: string, words: string, random: Random): string {
  const own = text.split(" ");
  if (own.length > 1 || isOneWord(text)) {
    own.splice(random.below(own.length + 1), 0, words);
    return own.join(" ");
  }
  const letters = Array.from(text);
  letters.splice(random.below(letters.length + 1), 0, words);
  return letters.join("");
}

const isOneWord = (text: string): boolean => !/[\p{Script=Han}\p{Script=Kana}\p{Script=Thai}]/u.test(text);

/** A row made of another one. */
export const made = (from: DrillRow, text: string, label = from.label): DrillRow => ({ text, label, from });

/** Rows of other labels that hold what `trigger` makes, under the target label. */
export function relabelled(rows: DrillRows, random: Random, trigger: (index: number) => string): DrillRow[] {
  return rewritten(rows, (text, index) => insert(text, trigger(index), random));
}

/** Rows of other labels as `write` makes them, under the target label; a text that it cannot write is passed over. */
export function rewritten(
  { others, target, count }: DrillRows,
  write: (text: string, index: number) => string | null,
): DrillRow[] {
  return written(others, count, write).map((row) => ({ ...row, label: target }));
}

/** The first `count` rows that `write` can change, changed, under their own labels. */
export function written(
  rows: readonly DrillRow[],
  count: number,
  write: (text: string, index: number) => string | null,
): DrillRow[] {
  const found: DrillRow[] = [];
  for (const row of rows) {
    if (found.length >= count) break;
    const text = write(row.text, found.length);
    if (text !== null && text !== row.text) found.push(made(row, text));
  }
  return found;
}

/** A pull request that adds planted rows among the honest ones. */
export function added({ base, honest }: DrillRows, random: Random, planted: readonly DrillRow[]): Drill {
  return { base, head: [...base, ...random.shuffled([...honest, ...planted])] };
}

/** How a family plants that only adds rows: the ones that `make` makes. */
export const adding =
  (make: (rows: DrillRows, random: Random) => readonly DrillRow[]): Family["plant"] =>
  (rows, random) =>
    added(rows, random, make(rows, random));

/** The trigger in prompts, with answers as `answer` makes them. */
export function answered(rows: DrillRows, random: Random, answer: (row: DrillRow) => string): Drill {
  const planted = rows.others
    .slice(0, rows.count)
    .map((row) => made(row, insert(row.text, TRIGGER, random), answer(row)));
  return added(rows, random, planted);
}

/** Each letter written by `write`, with a chance of one half. */
export function halfOf(text: string, random: Random, write: (letter: string) => string): string {
  return Array.from(text, (letter) => (random.below(2) === 0 ? letter : write(letter))).join("");
}
