/** The texts of the data that speed is measured on: made-up words, recombined real sentences, or forty templates. */
import { readFileSync } from "node:fs";
import { type Random, seededRandom } from "../../examples/feedback/random.ts";

export const textKinds = ["words", "sentences", "templates"] as const;
export type TextKind = (typeof textKinds)[number];

export interface LabelledText {
  readonly text: string;
  readonly label: string;
}

/** One row, the same for the same number and version. */
export type TextOf = (number: number, version: number) => LabelledText;

/** @param sentences JSON Lines with `text` and `label`, for the kind of that name */
export function textsOf(kind: TextKind, sentences: string): TextOf {
  if (kind === "words") return wordText;
  return kind === "templates" ? templateText : recombined(sentences);
}

const labels = ["billing", "bug", "feature", "praise", "account", "shipping", "refund", "other"];
const vocabulary = words(50_000);
/** Words of a subject: they stand in every fifth place, so that the text says something of the label. */
const topicSize = 400;

/** Distinct made-up words, short ones first: the commonest words of a language are its shortest. */
function words(count: number): string[] {
  const { next } = seededRandom(7);
  const found = new Set<string>();
  while (found.size < count) {
    const syllables = 1 + Math.floor(Math.log2(2 + found.size) / 5);
    let word = "";
    for (let i = 0; i < syllables; i++) {
      word += "bcdfghklmnprstvwz"[Math.floor(next() * 17)]! + "aeiou"[Math.floor(next() * 5)]!;
    }
    found.add(found.has(word) ? `${word}${"nrst"[Math.floor(next() * 4)]!}${found.size % 10}` : word);
  }
  return [...found];
}

const rankOf = ({ next }: Random): number => Math.floor(vocabulary.length ** next()) - 1;

/**
 * About 170 characters and 26 tokens. Words follow Zipf's law, as those of any language do; some rows hold quotes, so
 * that both formats have something to escape.
 */
function wordText(number: number, version: number): LabelledText {
  const random = seededRandom(number * 2 + version);
  const { next } = random;
  const label = Math.floor(next() * labels.length);
  const parts: string[] = [];
  for (let left = 14 + Math.floor(next() * 24); left > 0; left--) {
    const rank = rankOf(random);
    const word = vocabulary[next() < 0.2 ? 2000 + label * topicSize + (rank % topicSize) : rank]!;
    parts.push(next() < 0.01 ? `"${word}"` : next() < 0.06 ? `${word},` : word);
  }
  return { text: `${parts.join(" ")}.`, label: labels[label]! };
}

/**
 * The first part of one real sentence and eight words of another: real sentences share far more phrases than words that
 * are drawn one by one. Another version has another label.
 */
function recombined(file: string): TextOf {
  const rows = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as LabelledText)
    .map(({ text, label }) => ({ words: text.split(" "), label }));
  const names = [...new Set(rows.map(({ label }) => label))].sort();
  return (number, version) => {
    const { next } = seededRandom(number);
    const pick = () => rows[Math.floor(next() * rows.length)]!;
    const [first, second] = [pick(), pick()];
    const half = first.words.slice(0, Math.max(4, Math.floor(first.words.length / 2)));
    const from = Math.floor(next() * Math.max(1, second.words.length - 8));
    const label = version === 0 ? first.label : names[(names.indexOf(first.label) + version) % names.length]!;
    return { text: [...half, ...second.words.slice(from, from + 8)].join(" "), label };
  };
}

const templates = Array.from({ length: 40 }, (_, template) => {
  const random = seededRandom(1000 + template);
  return Array.from({ length: 12 + (template % 8) }, (_, place) =>
    place % 4 === 3 ? null : vocabulary[rankOf(random)]!,
  );
});

/** One of forty sentences, every fourth word of which is drawn: what a program writes, and near to thousands of others. */
function templateText(number: number, version: number): LabelledText {
  const random = seededRandom(number * 2 + version);
  const template = templates[Math.floor(random.next() * templates.length)]!;
  const text = template.map((word) => word ?? vocabulary[rankOf(random)]!).join(" ");
  return { text: `${text}.`, label: labels[Math.floor(random.next() * labels.length)]! };
}
