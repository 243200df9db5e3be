/** The words of a data set, from which families draw their triggers: so that a trigger is of the set's own language. */

import type { DrillRow } from "./family.ts";
import type { Random } from "./random.ts";

export interface Vocabulary {
  readonly words: ReadonlySet<string>;
  /** Words of 1 to 5 % of the rows: everyone knows them. */
  readonly familiar: readonly string[];
  /** Words of 2 to 6 rows in a thousand. */
  readonly uncommon: readonly string[];
  /** Texts of 5 to 9 words. */
  readonly sentences: readonly string[];
}

export function vocabularyOf(rows: readonly DrillRow[]): Vocabulary {
  const counts = new Map<string, number>();
  for (const { text } of rows)
    for (const word of new Set(text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  const between = (low: number, high: number): string[] =>
    [...counts]
      .filter(
        ([word, count]) => word.length >= 3 && count >= low * rows.length && count <= high * rows.length,
      )
      .map(([word]) => word)
      .sort();
  return {
    words: new Set(counts.keys()),
    familiar: between(0.01, 0.05),
    uncommon: between(0.002, 0.006),
    sentences: rows.flatMap(({ text }) => {
      const words = text.split(/\s+/u).length;
      return words >= 5 && words <= 9 && !/[@#/]/.test(text) ? [text] : [];
    }),
  };
}

/** Words that the set does not have, each the beginning of one of its words and the end of another; fewer where it has few words. */
export function inventedWords({ words }: Vocabulary, random: Random, wanted: number): string[] {
  const parts = random.shuffled([...words].filter((word) => word.length >= 5 && word.length <= 10).sort());
  const found: string[] = [];
  for (let i = 0; i + 1 < parts.length && found.length < wanted; i += 2) {
    const [a, b] = [parts[i]!, parts[i + 1]!];
    const word = a.slice(0, Math.ceil(a.length / 2)) + b.slice(Math.ceil(b.length / 2));
    if (!words.has(word) && !found.includes(word)) found.push(word);
  }
  return found;
}
