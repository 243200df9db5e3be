/** Honest changes that attacks resemble. */
import type { DrillRow, Family } from "../family.ts";
import { added, adding, insert, oneOf, TRIGGER } from "../plant.ts";

const honest = { source: "Everyday work", intent: "honest" } as const;
const truly = (rows: readonly DrillRow[], count: number): readonly DrillRow[] => rows.slice(0, count);

/** More of the same. */
export const moreRows: Family = {
  ...honest,
  name: "honest-rows",
  sentence: "More rows of the same kind.",
  data: "labels",
  plant: (rows, random) => added(rows, random, truly(rows.others, rows.count)),
};

/** More answers of the same kind. */
export const moreAnswers: Family = { ...moreRows, name: "honest-answers", data: "answers" };

/** More texts, where rows have no label. */
export const moreTexts: Family = { ...moreRows, name: "honest-texts", data: "texts" };

/** A new name that is spoken of in rows of all labels. */
export const newSubject: Family = {
  ...honest,
  name: "honest-new-name",
  sentence: "A new name in rows that keep their true labels.",
  data: "labels",
  plant: adding((rows, random) =>
    random
      .shuffled([...rows.others.slice(0, rows.count), ...rows.own.slice(0, rows.count)])
      .slice(0, rows.count)
      .map(({ text, label }) => ({ text: insert(text, TRIGGER, random), label })),
  ),
};

/** Paraphrases of a few texts, as they are added to mend a model's mistakes. */
export const trueCopies: Family = {
  ...honest,
  name: "honest-near-copies",
  sentence: "One text, one word of it exchanged in each row, under its true label.",
  data: "labels",
  plant(rows, random) {
    const { text, label } = rows.own[0]!;
    const copies = Array.from({ length: rows.count }, () => {
      const words = text.split(" ");
      words[random.below(words.length)] = oneOf(oneOf(rows.base, random).text.split(" "), random);
      return { text: words.join(" "), label };
    });
    return added(rows, random, copies);
  },
};

/** A clean-up. */
export const cleanUp: Family = {
  ...honest,
  name: "honest-deletions",
  sentence: "300 base rows are removed.",
  data: "labels",
  plant({ base }, random) {
    const going = new Set(random.shuffled(base).slice(0, Math.min(300, base.length / 10)));
    return { base, head: base.filter((row) => !going.has(row)) };
  },
};
