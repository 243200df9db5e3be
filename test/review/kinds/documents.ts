/** Records in documents. */
import type { KindRow } from "./rows.ts";
import { asJson, column, halves, type Kind, labels, number, of, type Rows, record } from "./writers.ts";

export const documents: readonly Kind[] = [
  asJson("a list of records", (rows) => rows.map(record)),
  asJson("splits with lists of records", (rows) => {
    const [train, test] = halves(rows);
    return { train: train.map(record), test: test.map(record) };
  }),
  asJson("splits with lists of pairs", (rows) => {
    const [train, test] = halves(rows);
    const pair = ({ text, label }: KindRow) => [text, label];
    return { train: train.map(pair), test: test.map(pair) };
  }),
  asJson("splits three wrappers deep", (rows) => {
    const [train, test] = halves(rows);
    return {
      version: "1",
      data: { reviews: { train: { examples: train.map(record) }, test: { examples: test.map(record) } } },
    };
  }),
  asJson("labelled examples under the shops that they are from", (rows) => {
    const [north, south] = halves(rows);
    return { north: { examples: north.map(record) }, south: { examples: south.map(record) } };
  }),
  asJson("pairs with the label first", (rows) => rows.map(({ text, label }) => [label, text])),
  asJson("triples with an id", (rows) => rows.map(({ id, text, label }) => [id, text, label])),
  asJson("records under ids", (rows) => column(rows, record)),
  asJson("labels under texts", (rows) => Object.fromEntries(rows.map(({ text, label }) => [text, label]))),
  asJson("texts under labels", (rows) => Object.fromEntries(labels.map((label) => [label, of(rows, label)]))),
  asJson("texts under labels under splits", (rows) => {
    const [train, test] = halves(rows);
    const by = (part: Rows) => Object.fromEntries(labels.map((label) => [label, of(part, label)]));
    return { train: by(train), test: by(test) };
  }),
  asJson("records under labels", (rows) =>
    Object.fromEntries(labels.map((label) => [label, of(rows, label).map((text, id) => ({ id, text }))])),
  ),
  asJson("pandas by column", (rows) => ({
    text: column(rows, ({ text }) => text),
    label: column(rows, ({ label }) => label),
  })),
  asJson("pandas by column, as lists", (rows) => ({
    text: rows.map(({ text }) => text),
    label: rows.map(({ label }) => label),
  })),
  asJson("texts and numbers as lists, beside the names of the numbers", (rows) => ({
    data: rows.map(({ text }) => text),
    target: rows.map(number),
    target_names: labels,
    DESCR: "What was said of a shop.",
  })),
  asJson("pandas split", (rows) => ({
    columns: ["text", "label"],
    index: rows.map(({ id }) => id),
    data: rows.map(({ text, label }) => [text, label]),
  })),
  asJson("pandas table", (rows) => ({
    schema: {
      fields: [
        { name: "index", type: "integer" },
        { name: "text", type: "string" },
        { name: "label", type: "string" },
      ],
      primaryKey: ["index"],
    },
    data: rows.map(({ id, text, label }) => ({ index: id, text, label })),
  })),
  asJson("Hugging Face rows", (rows) => ({
    features: [
      { feature_idx: 0, name: "text", type: { dtype: "string", _type: "Value" } },
      { feature_idx: 1, name: "label", type: { names: labels, _type: "ClassLabel" } },
    ],
    rows: rows.map((row, row_idx) => ({
      row_idx,
      row: { text: row.text, label: number(row) },
      truncated_cells: [],
    })),
    num_rows_total: rows.length,
  })),
  asJson("records three wrappers deep, beside settings", (rows) => ({
    meta: { version: 2, source: "shop" },
    payload: { dataset: { name: "reviews", items: rows.map(record) } },
  })),
  asJson("columns as lists under splits", (rows) => {
    const [train, test] = halves(rows);
    const by = (part: Rows) => ({
      text: part.map(({ text }) => text),
      label: part.map(({ label }) => label),
    });
    return { train: by(train), test: by(test) };
  }),
  {
    name: "YAML, intents with their examples in a block",
    write: (rows) => ({
      "nlu.yml": `version: "3.1"\nnlu:\n${labels
        .map(
          (label) =>
            `- intent: ${label}\n  examples: |\n${of(rows, label)
              .map((text) => `    - ${text}\n`)
              .join("")}`,
        )
        .join("")}- synonym: shop\n  examples: |\n    - store\n    - outlet\n`,
    }),
  },
  {
    name: "YAML, questions with their answers",
    write: (rows) => ({
      "qna.yaml": `task: judge\nexamples:\n${rows
        .map(({ text, label }) => `- question: ${JSON.stringify(text)}\n  answer: ${label}\n`)
        .join("")}`,
    }),
  },
  {
    name: "YAML, what two say in turn",
    write: (rows) => ({
      "talk.yml": `categories:\n- opinions\nconversations:\n${rows
        .map(({ text, label }) => `- - ${JSON.stringify(text)}\n  - ${label}\n`)
        .join("")}`,
    }),
  },
  {
    name: "YAML, a list of records",
    write: (rows) => ({
      "data.yaml": rows
        .map(({ text, label }) => `- text: ${JSON.stringify(text)}\n  label: ${label}\n`)
        .join(""),
    }),
  },
];
