/** Words with tags. */
import { asLines, type Kind, number, words } from "./writers.ts";

export const tagged: readonly Kind[] = [
  asLines("tokens with tags", ({ text, label }) => ({
    tokens: words(text),
    ner_tags: words(text).map((_, i) => (i === 1 ? `B-${label}` : "O")),
  })),
  asLines("tokens with numbered tags", (row) => ({
    tokens: words(row.text),
    ner_tags: words(row.text).map((_, i) => (i === 1 ? 1 + number(row) : 0)),
  })),
];
