/** Words with tags. */
import type { KindRow } from "./rows.ts";
import { asLines, type Kind, number, type Rows, words } from "./writers.ts";

/** Each word of a row with its tag: the second one, or the second and third, carry the label. */
type Tagger = (row: KindRow) => readonly (readonly [word: string, tag: string])[];
const kind = ({ label }: KindRow): string => label.slice(0, 3).toUpperCase();
const marked =
  (begin: string, inner: string, outside: string): Tagger =>
  (row) =>
    words(row.text).map((word, i) => [
      word,
      i === 1 ? begin + kind(row) : i === 2 ? inner + kind(row) : outside,
    ]);
const bio = marked("B-", "I-", "O");

const nothing: (row: KindRow) => string = () => "";

/** A file of a word a line; `line` writes one word, `end` stands behind each sentence. */
function wordLines(
  name: string,
  path: string,
  line: (word: string, tag: string, at: number, row: KindRow) => string,
  { head = "", end = "\n", above = nothing, tagger = bio } = {},
): Kind {
  const sentence = (row: KindRow): string =>
    above(row) +
    tagger(row)
      .map(([word, tag], at) => `${line(word, tag, at, row)}\n`)
      .join("") +
    end;
  return { name, write: (rows: Rows) => ({ [path]: head + rows.map(sentence).join("") }) };
}
const part = (word: string): string => (/[.,]$/.test(word) ? "NN" : word.length > 4 ? "VBD" : "DT");

export const tagged: readonly Kind[] = [
  wordLines("CoNLL 2003", "eng.conll", (word, tag) => `${word} ${part(word)} I-NP ${tag}`, {
    head: "-DOCSTART- -X- O O\n\n",
  }),
  wordLines("two columns with tabs, .tsv", "train.tsv", (word, tag) => `${word}\t${tag}`),
  wordLines("two columns with blanks, .bio", "train.bio", (word, tag) => `${word} ${tag}`),
  wordLines("tag before word, .iob2", "train.iob2", (word, tag) => `${tag}\t${word}`),
  wordLines("BILOU, Windows line ends", "train.iob", (word, tag) => `${word}\t${tag}\r`, {
    end: "\r\n",
    tagger: marked("B-", "L-", "O"),
  }),
  wordLines("plain tags", "train.conll", (word, tag) => `${word}\t${part(word)}\t${tag}`, {
    tagger: marked("", "", "O"),
  }),
  wordLines(
    "outer and inner spans, with numbers and comments",
    "de.tsv",
    (word, tag, at) => `${String(at + 1)}\t${word}\tO\t${tag}`,
    { above: ({ id }) => `#\thttp://example.org/${String(id)} [2009-10-17]\n` },
  ),
  wordLines("comments as metadata", "train.conll", (word, tag) => `${word} _ _ ${tag}`, {
    above: ({ id }) => `# id ${String(id * 7919)} domain=en\n`,
  }),
  wordLines("CSV with a header and blank lines", "train.csv", (word, tag) => `"${word}",${tag}`, {
    head: "token,label\n",
    end: ",\n",
  }),
  wordLines(
    "CSV with the number of the sentence on its first word",
    "ner.csv",
    (word, tag, at, { id }) =>
      `${at === 0 ? `Sentence: ${String(id + 1)}` : ""},"${word}",${part(word)},${tag}`,
    { head: "Sentence #,Word,POS,Tag\n", end: "" },
  ),
  wordLines(
    "CSV with the number of the sentence on each word",
    "ner.csv",
    (word, tag, _, { id }) => `${String(id)},"${word}",${tag}`,
    {
      head: "sentence_id,words,labels\n",
      end: "",
    },
  ),
  wordLines(
    "CoNLL-U with names in a column of its own",
    "a.conllu",
    (word, tag, at) =>
      [at + 1, word, word.toLowerCase(), part(word), "_", "_", at, "dep", "_", tag].join("\t"),
    {
      above: ({ id, text }) => `# sent_id = ${String(id)}\n# text = ${text}\n`,
    },
  ),
  wordLines(
    "one word after the other",
    "all.tsv",
    (word, tag) => (word.endsWith(".") ? `${word.slice(0, -1)}\t${tag}\n.\tO` : `${word}\t${tag}`),
    { end: "" },
  ),
  wordLines("a space is a word, as where words are not parted", "train.conll", (word, tag, at) =>
    at % 4 === 3 ? `${word}\t${tag}\n \tO` : `${word}\t${tag}`,
  ),
  asLines("tokens with tags", ({ text, label }) => ({
    tokens: words(text),
    ner_tags: words(text).map((_, i) => (i === 1 ? `B-${label}` : "O")),
  })),
  asLines("tokens with numbered tags", (row) => ({
    tokens: words(row.text),
    ner_tags: words(row.text).map((_, i) => (i === 1 ? 1 + number(row) : 0)),
  })),
];
