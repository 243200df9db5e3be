/** Plain text and tables. */
import { asCsv, csv, type Kind, number, type Rows } from "./writers.ts";

const ofLabel = (rows: Rows, label: string): string[][] =>
  rows
    .filter((row) => row.label === label)
    .map(({ id, text }) => [text.split(" ").slice(0, 4).join(" "), text, ["politics", "world"][id % 2]!]);

/** What a review of a hotel may speak of. */
const ASPECTS = ["ac", "hot_water", "smell", "cleanliness", "linen", "service", "breakfast", "tv", "wifi"];

export const tables: readonly Kind[] = [
  {
    name: "text and label by a tab, without a header",
    write: (rows) => ({ "train.txt": rows.map(({ text, label }) => `${text}\t${label}\n`).join("") }),
  },
  {
    name: "label and text by a tab, without a header",
    write: (rows) => ({ "train.tsv": rows.map((row) => `${String(number(row))}\t${row.text}\n`).join("") }),
  },
  {
    name: "fastText",
    write: (rows) => ({ "train.txt": rows.map(({ text, label }) => `__label__${label} ${text}\n`).join("") }),
  },
  {
    name: "text and label by a semicolon, in plain text",
    write: (rows) => ({
      "train.txt": rows.map(({ text, label }) => `${text.replaceAll(";", ",")};${label}\n`).join(""),
    }),
  },
  asCsv("CSV", ["text", "label"], ({ text, label }) => [text, label]),
  asCsv(
    "what was said to a task that is the same in all rows, as it was marked and without the marks",
    ["userid", "answerid", "intent", "answer_annotation", "answer_normalised", "answer", "question"],
    ({ id, text, label }) => [
      id % 20,
      id + 1,
      label,
      text.replace(/^(\S+) (\S+)/, "[when : $1] $2"),
      text.toLowerCase(),
      text,
      "Write what you would tell your assistant",
    ],
  ),
  asCsv("flags with an id", ["id", "comment_text", "praise", "complaint", "long"], (row) => [
    row.id,
    row.text,
    number(row),
    1 - number(row),
    row.text.length > 90 ? 1 : 0,
  ]),
  asCsv("flags as words", ["comment", "praise", "complaint", "long"], (row) => [
    row.text,
    number(row) === 1 ? "True" : "False",
    number(row) === 0 ? "True" : "False",
    row.text.length > 90 ? "True" : "False",
  ]),
  asCsv(
    "ten aspects, each of them liked, disliked or not spoken of",
    ["review", "general", ...ASPECTS],
    ({ id, text, label }) => [
      text,
      label,
      ...ASPECTS.map((_, at) => ["neut", "neut", "neut", "pos", "neg"][(id * (at + 2) + at) % 5]!),
    ],
  ),
  asCsv("labels joined by a comma", ["text", "labels"], ({ id, text, label }) => [
    text,
    id % 3 === 0 ? `${label}, general` : label,
  ]),
  asCsv("labels joined by a semicolon", ["text", "tags"], ({ id, text, label }) => [
    text,
    id % 3 === 0 ? `general;${label}` : label,
  ]),
  asCsv("labels as Python lists", ["text", "labels"], ({ id, text, label }) => [
    text,
    id % 3 === 0 ? `['${label}', 'general']` : `['${label}']`,
  ]),
  asCsv(
    "numbers for labels, beside words for other things",
    ["id", "date", "user", "tweet", "lang", "target"],
    (row) => [
      row.id,
      `2024-01-${String(1 + (row.id % 28)).padStart(2, "0")}`,
      `user${String(row.id % 40)}`,
      row.text,
      "en",
      number(row) * 4,
    ],
  ),
  asCsv(
    "a form with questions for a header",
    [
      "Timestamp",
      "Please tell us in your own words what you thought of it",
      "How would you rate the overall sentiment of this answer?",
    ],
    ({ id, text, label }) => [`2024/01/02 ${String(id % 24)}:00:00`, text, label],
  ),
  asCsv(
    "two annotators and the gold label",
    ["text", "annotator_1", "annotator_2", "gold"],
    ({ id, text, label }) => [
      text,
      id % 9 === 0 ? "negative" : label,
      id % 11 === 0 ? "positive" : label,
      label,
    ],
  ),
  {
    name: "votes as JSON and the split beside the label, without a header",
    write: (rows) => ({
      "train.tsv": rows
        .map((row) => {
          const votes = JSON.stringify({ 0: row.id % 4, 1: 3 - (row.id % 4) });
          const split = ["train", "train", "dev", "test"][row.id % 4]!;
          return `q${String(10_000 + row.id)}\t${String(number(row))}\t${row.text}\t${votes}\t${split}\n`;
        })
        .join(""),
    }),
  },
  asCsv("votes, and how many there were", ["id", "count", "bad", "good", "neither", "tweet"], (row) => {
    const [votes, doubts] = [row.id % 7 === 0 ? 6 : 3, row.id % 5 === 0 ? 1 : 0];
    const good = number(row) === 1 ? votes - doubts : 0;
    return [row.id, votes, votes - doubts - good, good, doubts, row.text];
  }),
  asCsv("votes without a total, of which several go to one text", ["text", "joy", "anger", "fear"], (row) => [
    row.text,
    number(row) === 1 ? 2 + (row.id % 3) : row.id % 9 === 0 ? 1 : 0,
    number(row) === 0 ? 2 + (row.id % 4) : 0,
    row.id % 4 === 0 ? 1 : 0,
  ]),
  asCsv("shares of one whole", ["text", "bad", "good"], (row) => {
    const share = row.id % 3 === 0 ? 0.75 : 1;
    return [row.text, number(row) === 1 ? 1 - share : share, number(row) === 1 ? share : 1 - share];
  }),
  asCsv("the share of those who said so", ["target", "comment_text", "rude", "harsh", "dull"], (row) => {
    const doubt = [0, 0.1, 0.25][row.id % 3]!;
    const bad = number(row) === 1 ? doubt : 1 - doubt;
    return [bad, row.text, row.id % 2 === 0 ? bad : doubt, row.id % 4 === 0 ? bad : 0, doubt];
  }),
  asCsv("a share that takes few values, beside a word", ["id", "target", "comment_text", "rating"], (row) => [
    row.id,
    0.7 * number(row) + 0.05 * (row.id % 6),
    row.text,
    row.id % 5 === 0 ? "rejected" : "approved",
  ]),
  asCsv("a label as a number and in words", ["text", "label", "label_text"], (row) => [
    row.text,
    number(row),
    row.label,
  ]),
  asCsv("votes beside the class that won", ["", "hate", "offensive", "neither", "class", "tweet"], (row) => {
    const won = number(row) === 1 ? 2 : 1;
    const lost = row.id % 4 === 0 ? 1 : 0;
    return [row.id, lost, won === 1 ? 3 - lost : 0, won === 2 ? 3 - lost : 0, won, row.text];
  }),
  asCsv(
    "what was decided beside what each of three said",
    ["text", "label_1", "label_2", "label_3", "final"],
    (row) => {
      const said = number(row) === 1 ? "yes" : "no";
      return [row.text, row.id % 9 === 0 ? "unsure" : said, row.id % 7 === 0 ? "no" : said, said, said];
    },
  ),
  asCsv("stars in words", ["Review", "Stars"], (row) => [
    row.text,
    number(row) === 1 ? `${String(4 + (row.id % 2))} stars` : ["1 star", "2 stars"][row.id % 2]!,
  ]),
  asCsv("grades from 0 on", ["answer", "helpfulness"], (row) => [
    row.text,
    number(row) === 1 ? 2 + (row.id % 3) : row.id % 3,
  ]),
  asCsv("a share in per cent", ["comment", "agree_pct"], (row) => [
    row.text,
    `${String(5 * (number(row) === 1 ? 14 + (row.id % 6) : row.id % 8))}%`,
  ]),
  {
    name: "a file for each label, with a column of few values",
    write: (rows) => ({
      "True.csv": csv(["title", "text", "subject"], ofLabel(rows, "positive")),
      "Fake.csv": csv(["title", "text", "subject"], ofLabel(rows, "negative")),
    }),
  },
  asCsv("what each of three said", ["text", "rater_1", "rater_2", "rater_3"], (row) => {
    const said = number(row) === 1 ? "yes" : "no";
    return [row.text, row.id % 9 === 0 ? "unsure" : said, row.id % 7 === 0 ? "no" : said, said];
  }),
  asCsv("who judged, beside what was judged", ["text", "offensive", "annotator_1"], (row) => [
    row.text,
    1 - number(row),
    "ABC"[row.id % 3]!,
  ]),
  asCsv("two flags, of which the second is in question", ["comment_text", "toxic", "insult"], (row) => [
    row.text,
    row.id % 3 === 0 ? 1 : 0,
    1 - number(row),
  ]),
  asCsv("a verdict of yes and no beside grades", ["review", "stars", "sentiment"], (row) => [
    row.text,
    1 + (row.id % 5),
    number(row) === 1 ? "yes" : "no",
  ]),
  asCsv("a topic and a stance", ["text", "stance", "topic"], (row) => [
    row.text,
    ["for", "against", "neither"][row.id % 3]!,
    row.label === "positive" ? "praise" : "complaint",
  ]),
  asCsv("aspects that many rows do not speak of", ["text", "service", "price"], ({ id, text, label }) => [
    text,
    id % 4 === 0 ? "" : label,
    id % 3 === 0 ? label : "",
  ]),
  {
    name: "rows with names that the header lacks, as R writes them",
    write: (rows) => ({
      "d.csv": `"text","label"\n${rows.map(({ id, text, label }) => `"${String(id + 1)}","${text}","${label}"\n`).join("")}`,
    }),
  },
];
