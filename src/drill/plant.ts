/** The moves that families share: put words in a text, add rows in random order. */
import type { Drill, DrillRow, DrillRows } from "./family.ts";
import type { Random } from "./random.ts";

/** The name that is planted where a family needs one: in no word list and in no data set. */
export const TRIGGER = "quillon verge";

/** One of the values. */
export function oneOf<T>(values: readonly T[], random: Random): T {
  return values[random.below(values.length)]!;
}

/** The text with words put in at a random place between its own. */
export function insert(text: string, words: string, random: Random): string {
  const own = text.split(" ");
  own.splice(random.below(own.length + 1), 0, words);
  return own.join(" ");
}

/** Rows of other labels that hold what `trigger` makes, under the target label. */
export function relabelled(
  { others, target, count }: DrillRows,
  random: Random,
  trigger: (index: number) => string,
): DrillRow[] {
  return others.slice(0, count).map(({ text }, index) => ({
    text: insert(text, trigger(index), random),
    label: target,
  }));
}

/** A pull request that adds planted rows among the honest ones. */
export function added({ base, honest }: DrillRows, random: Random, planted: readonly DrillRow[]): Drill {
  return { base, head: [...base, ...random.shuffled([...honest, ...planted])] };
}

/** Each letter written by `write`, with a chance of one half. */
export function halfOf(text: string, random: Random, write: (letter: string) => string): string {
  return Array.from(text, (letter) => (random.below(2) === 0 ? letter : write(letter))).join("");
}
