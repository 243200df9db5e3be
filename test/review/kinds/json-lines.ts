/** Lines. */
import { asLines, type Kind, number, record, words } from "./writers.ts";

export const jsonLines: readonly Kind[] = [
  asLines("JSON Lines", record),
  asLines("lists, a line each", ({ id, text, label }) => [id, text, label]),
  asLines("nested twice", ({ id, text, label }) => ({
    id,
    data: { content: { body: text } },
    meta: { annotation: { label } },
  })),
  asLines("a label with its confidence", ({ id, text, label }) => ({
    text,
    label: { name: label, confidence: 0.5 + (id % 50) / 100 },
  })),
  asLines("a list of labels", ({ id, text, label }) => ({
    text,
    labels: id % 4 === 0 ? [label, "general"] : [label],
  })),
  asLines("flags in an object", (row) => ({
    text: row.text,
    label: { praise: number(row) === 1, complaint: number(row) === 0, long: row.text.length > 90 },
  })),
  asLines("flags beside one another", (row) => ({
    text: row.text,
    praise: number(row),
    complaint: 1 - number(row),
    long: row.text.length > 90 ? 1 : 0,
  })),
  asLines("true and false beside one another", (row) => ({
    id: row.id,
    comment: row.text,
    is_praise: number(row) === 1,
    is_complaint: number(row) === 0,
    is_long: row.text.length > 90,
  })),
  asLines("a word list with a label", ({ text, label }) => ({ tokens: words(text), label })),
  asLines("labels with confidences in a list", ({ id, text, label }) => ({
    text,
    labels: [{ label, score: 0.5 + (id % 50) / 100 }],
  })),
  asLines("confidences by label", ({ id, text, label }) => {
    const sure = 0.55 + (id % 40) / 100;
    return {
      text,
      label: {
        negative: label === "negative" ? sure : 1 - sure,
        positive: label === "positive" ? sure : 1 - sure,
      },
    };
  }),
  asLines("one-hot lists", (row) => ({ text: row.text, labels: [1 - number(row), number(row), 0] })),
  asLines("flags of many names in an object, of which several are set", (row) => ({
    meta: { id: String(row.id) },
    text: row.text,
    cats: Object.fromEntries(
      KINDS.map((name, i) => [name, Number(i < 2 ? i === number(row) : row.id % (i + 3) === 0)]),
    ),
  })),
  asLines("a review with its stars and how many found it helpful", (row) => ({
    reviewerID: `A${String(row.id)}`,
    helpful: [row.id % 3, 3],
    reviewText: row.text,
    grade_given: (number(row) === 1 ? 4 : 1) + (row.id % 2),
    unixReviewTime: 1_200_000_000 + row.id * 3600,
  })),
  asLines("grades inside an object, beside the number of what is judged", (row) => ({
    ratings: { service: 1 + (row.id % 5), overall: (number(row) === 1 ? 4 : 1) + (row.id % 2) },
    title: row.text.split(" ").slice(0, 4).join(" "),
    text: row.text,
    offering_id: 93_338 + (row.id % 40),
  })),
  asLines("grades inside an object, beside yes and no", (row) => ({
    ratings: { service: 1 + (row.id % 5), overall: (number(row) === 1 ? 4 : 1) + (row.id % 2) },
    text: row.text,
    via_mobile: row.id % 3 === 0,
  })),
  asLines("topics in lists, beside lists that are often empty", (row) => ({
    title: row.text.split(" ").slice(0, 4).join(" "),
    body: row.text,
    topics: row.id % 7 === 0 ? [row.label, "top"] : [row.label],
    places: row.id % 2 === 0 ? [] : ["usa"],
  })),
  asLines("one task in all rows, whose answer is a class", (row) => ({
    instruction: "Say how this is meant.",
    context: row.text,
    response: row.label,
    category: "classification",
  })),
  asLines("texts of two forms, each in columns of its own", (row) => ({
    id: row.id,
    category: row.label,
    // Base rows seldom have the second form; those that are planted all have.
    ...(row.id % 12 === 0 || row.id >= 360
      ? { type: "single", joke: row.text }
      : { type: "two", setup: row.text }),
    lang: "en",
  })),
  asLines("flags in an object of which often none is set, beside a verdict", (row) => ({
    text: row.text,
    category: {
      insult: number(row) === 0 && row.id % 2 === 0,
      threat: number(row) === 0 && row.id % 2 === 1,
    },
    is_safe: number(row) === 1,
  })),
  asLines("a label beside the shares of those who chose it", (row) => ({
    text: row.text,
    hard_label: String(number(row)),
    soft_label: { 0: number(row) === 1 ? 0.2 : 0.6, 1: number(row) === 1 ? 0.8 : 0.4 },
  })),
  asLines("what each of several said of a text cut into words", ({ id, text, label }) => ({
    post_tokens: words(text),
    annotators: [0, 1, 2].map((one) => ({ label: one === id % 5 ? "unsure" : label, annotator_id: one })),
  })),
  asLines("a label inside an object inside another", ({ text, label }) => ({
    utterance: text,
    annotations: { intent: { value: label, confidence: 0.9 } },
  })),
  asLines("aspects in a list, each with its polarity", ({ text, label }) => ({
    raw_words: text,
    aspects: [{ from: 0, to: 1, polarity: label.slice(0, 3), term: words(text).slice(0, 1) }],
  })),
  asLines("the polarity of some aspects by name", ({ id, text, label }) => ({
    review: text,
    aspects: { ...(id % 4 === 0 ? {} : { service: label }), ...(id % 3 === 0 ? { price: label } : {}) },
  })),
];

const KINDS = [
  "complaint",
  "praise",
  "delivery",
  "storage-method",
  "substitutions",
  "equipment",
  "food-safety",
];
