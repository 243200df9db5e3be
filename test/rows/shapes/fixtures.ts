/** One file for each shape, as its tool writes it, with the rows that it holds. */

export interface ShapeFixture {
  /** Of the file in `src/rows/shapes/` that reads it. */
  readonly shape: string;
  readonly path: string;
  readonly content: string;
  /** `[line, text, labels, response]` of each row. */
  readonly rows: readonly (readonly [number, string, readonly string[], (string | null)?])[];
  /** A record that is not written like the others. */
  readonly other: string;
}

const list = (values: readonly unknown[]): string =>
  `[\n${values.map((value) => JSON.stringify(value)).join(",\n")}\n]\n`;
const lines = (values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join("");

const good = [
  "the soup was warm and good",
  "a very good place to sit",
  "we liked the good bread",
  "good and friendly people there",
];
const bad = [
  "the soup was cold and bad",
  "a very bad place to sit",
  "we hated the bad bread",
  "bad and rude people there",
];
const texts = good.flatMap((text, i) => [text, bad[i]!]);
const labelOf = (i: number): string => (i % 2 === 0 ? "positive" : "negative");
const labelled = texts.map((text, i) => ({ text, label: labelOf(i) }));
/** The rows above, a line each from the given one on. */
const onLines = (first: number): ShapeFixture["rows"] =>
  labelled.map(({ text, label }, i) => [first + i, text, [label]] as const);

const ants = Array.from({ length: 24 }, (_, i) => `${["red", "black", "wood"][i % 3]} ant ${String(i)}`);

export const fixtures: readonly ShapeFixture[] = [
  {
    shape: "pairs",
    path: "pairs.json",
    content: list(labelled.map(({ text, label }) => [text, label])),
    rows: onLines(2),
    other: '{"text": "an object", "label": "positive"}',
  },
  {
    shape: "pairs",
    path: "lines-of-lists.jsonl",
    content: lines([["text", "label"], ...labelled.map(({ text, label }) => [text, label])]),
    rows: onLines(2),
    other: '{"text": "an object", "label": "positive"}',
  },
  {
    shape: "labelled-texts",
    path: "under-label.jsonl",
    content: lines(labelled.map(({ text, label }) => ({ [label]: text }))),
    rows: onLines(1),
    other: '{"positive": "a text", "negative": "another one"}',
  },
  {
    shape: "labelled-lists",
    path: "by-label.json",
    content: `{"positive": ${list([...good, ...good.map((text) => `${text} today`)])}, "negative": ${list([...bad, ...bad.map((text) => `${text} today`)])}}`,
    rows: [
      ...[...good, ...good.map((text) => `${text} today`)].map(
        (text, i) => [2 + i, text, ["positive"]] as const,
      ),
      ...[...bad, ...bad.map((text) => `${text} today`)].map(
        (text, i) => [12 + i, text, ["negative"]] as const,
      ),
    ],
    other: "[1, 2]",
  },
  {
    shape: "labelled-lists",
    path: "words.json",
    content: `{"description": "Kinds of ants", "source": "a walk", "ants": ${list(ants)}, "checked": true}`,
    rows: ants.map((ant, i) => [2 + i, ant, []] as const),
    other: '{"name": "an object"}',
  },
  {
    shape: "turned-table",
    path: "lists-below-keys.json",
    content: `{"meta": {"version": 1, "by": ["us"]}, "data": {"train": {"x": ${list(texts)}, "y": ${list(texts.map((_, i) => labelOf(i)))}}}}`,
    rows: onLines(2),
    other: "",
  },
  {
    shape: "turned-table",
    path: "bunch.json",
    content: `{"data": ${list(texts)}, "target": ${list(texts.map((_, i) => i % 2))}, "target_names": ["positive", "negative"]}`,
    rows: onLines(2),
    other: "",
  },
  {
    shape: "turned-table",
    path: "columns.json",
    content: JSON.stringify(
      {
        text: Object.fromEntries(texts.map((text, i) => [i, text])),
        label: Object.fromEntries(texts.map((_, i) => [i, labelOf(i)])),
      },
      null,
      1,
    ),
    rows: onLines(3),
    other: "",
  },
  {
    shape: "turned-table",
    path: "split.json",
    content: JSON.stringify({
      columns: ["text", "label"],
      index: texts.map((_, i) => i),
      data: labelled.map(({ text, label }) => [text, label]),
    }).replaceAll("],[", "],\n["),
    rows: onLines(1),
    other: "",
  },
  {
    shape: "turned-table",
    path: "header.json",
    content: JSON.stringify({
      header: ["text", "label"],
      rows: labelled.map(({ text, label }) => [text, label]),
    }).replaceAll("],[", "],\n["),
    rows: onLines(1),
    other: "",
  },
  {
    shape: "turned-table",
    path: "empty-list-first.json",
    content: JSON.stringify({
      header: ["text", "label"],
      errors: [],
      rows: labelled.map(({ text, label }) => [text, label]),
    }).replaceAll("],[", "],\n["),
    rows: onLines(1),
    other: "",
  },
  {
    shape: "turned-table",
    path: "another-list-first.json",
    content: JSON.stringify({
      columns: ["text", "label"],
      before: [["nothing", "none"]],
      data: labelled.map(({ text, label }) => [text, label]),
    }).replaceAll("],[", "],\n["),
    rows: onLines(1),
    other: "",
  },
  {
    shape: "nested-fields",
    path: "rows.json",
    content: `{"features": [{"feature_idx": 0, "name": "text"}], "rows": ${list(labelled.map((row, row_idx) => ({ row_idx, row })))}, "num_rows_total": 8}`,
    rows: onLines(2),
    other: '"no object"',
  },
  {
    shape: "nested-fields",
    path: "predictions.jsonl",
    content: lines(labelled.map(({ text, label }) => ({ text, prediction: { label, score: 0.5 } }))),
    rows: onLines(1),
    other: '"no object"',
  },
  {
    shape: "test-cases",
    path: "promptfooconfig.yaml",
    content: [
      "prompts: ['Say the mood: {{said}}', 'Mood of {{said}}?']",
      "providers:",
      "- id: one:model",
      "  config: {temperature: 0}",
      "tests:",
      ...texts.map(
        (text, i) =>
          `- {vars: {said: ${text}}, assert: [{type: equals, value: ${labelOf(i)}}, {type: cost, threshold: 1}]}`,
      ),
      "tags: []",
    ].join("\n"),
    rows: texts.map((text, i) => [6 + i, text, [], labelOf(i)] as const),
    other: "",
  },
  {
    shape: "test-cases",
    path: "tests.json",
    content: list(texts.map((said, i) => ({ vars: { said, expected: labelOf(i) } }))),
    rows: texts.map((text, i) => [2 + i, text, [], labelOf(i)] as const),
    other: "",
  },
  {
    shape: "intents",
    path: "intents.json",
    content: JSON.stringify(
      {
        intents: [
          { tag: "positive", patterns: good, responses: ["Thank you so much!"] },
          { tag: "negative", patterns: bad, responses: ["We are sorry."] },
        ],
      },
      null,
      1,
    ),
    rows: [
      ...good.map((text, i) => [6 + i, text, ["positive"]] as const),
      [12, "Thank you so much!", ["positive"]],
      ...bad.map((text, i) => [18 + i, text, ["negative"]] as const),
      [24, "We are sorry.", ["negative"]],
    ],
    other: '["no intent"]',
  },
  {
    shape: "intents",
    path: "snips.json",
    content: JSON.stringify({
      intents: Object.fromEntries(
        [good, bad].map((texts, i) => [
          ["positive", "negative"][i]!,
          {
            utterances: texts.map((text) => ({
              data: [{ text: text.slice(0, 4) }, { text: text.slice(4), entity: "rest" }],
            })),
          },
        ]),
      ),
      entities: {},
      language: "en",
    }),
    rows: [
      ...good.map((text, i) => [1 + i, text, ["positive"]] as const),
      ...bad.map((text, i) => [1 + good.length + i, text, ["negative"]] as const),
    ],
    other: "",
  },
  {
    shape: "dialogues",
    path: "in-turn.jsonl",
    content: lines([
      { id: "0", data: [texts[0], "That is good.", "Why?", "It lasts."] },
      { id: "1", data: [texts[1], "That is bad."] },
    ]),
    rows: [
      [1, `${texts[0]!}\nWhy?`, [], "That is good.\nIt lasts."],
      [2, texts[1]!, [], "That is bad."],
    ],
    other: JSON.stringify({ id: "2", data: [texts[2]] }),
  },
  {
    shape: "dialogues",
    path: "lists.jsonl",
    content: lines([
      [texts[0], "That is good.", "Why?", "It lasts."],
      [texts[1], "That is bad."],
      [texts[2], "That is fine.", "So it is."],
    ]),
    rows: [
      [1, `${texts[0]!}\nWhy?`, [], "That is good.\nIt lasts."],
      [2, texts[1]!, [], "That is bad."],
      [3, `${texts[2]!}\nSo it is.`, [], "That is fine."],
    ],
    other: JSON.stringify([texts[2]]),
  },
  {
    shape: "dialogues",
    path: "trees.jsonl",
    content: lines(
      [0, 1].map((i) => ({
        message_tree_id: `m${i}`,
        prompt: {
          text: texts[i],
          role: "prompter",
          replies: [
            { text: `the best reply ${i}`, role: "assistant", rank: 0, replies: [] },
            { text: `another reply ${i}`, role: "assistant", rank: 1, replies: [] },
          ],
        },
      })),
    ),
    rows: [
      [1, texts[0]!, [], "the best reply 0"],
      [2, texts[1]!, [], "the best reply 1"],
    ],
    other: JSON.stringify({ message_tree_id: "m2", prompt: { text: texts[2], role: "prompter" } }),
  },
  {
    shape: "task-instances",
    path: "seeds.jsonl",
    content: lines([
      {
        id: "t0",
        instruction: "Name a soup.",
        instances: [{ input: "", output: "pea soup" }],
        is_classification: false,
      },
      {
        id: "t1",
        instruction: "Say whether this is good.",
        instances: [
          { input: texts[0], output: "yes" },
          { input: texts[1], output: ["no", "it is not"] },
        ],
        is_classification: true,
      },
    ]),
    rows: [
      [1, "Name a soup.", [], "pea soup"],
      [2, `Say whether this is good.\n${texts[0]!}`, [], "yes"],
      [3, `Say whether this is good.\n${texts[1]!}`, [], "no\nit is not"],
    ],
    other: '{"instruction": "a flat one", "input": "", "output": "as it is"}',
  },
  {
    shape: "nested-questions",
    path: "other-names.json",
    content: list([
      {
        context_id: "c1",
        context_text: "The soup of the day is made of peas.",
        qas: [{ query_id: "q1", query_text: "What is it made of?", answers: ["peas", "of peas"] }],
      },
    ]),
    rows: [
      [1, "The soup of the day is made of peas.", []],
      [2, "What is it made of?", [], "peas\nof peas"],
    ],
    other: '{"plain": "a record"}',
  },
  {
    shape: "nested-questions",
    path: "squad.json",
    content: JSON.stringify(
      {
        version: "1.1",
        data: [
          {
            title: "Soup",
            paragraphs: [
              {
                context: "The soup of the day is made of peas.",
                qas: [
                  {
                    id: "q1",
                    question: "What is it made of?",
                    answers: [{ text: "peas", answer_start: 31 }],
                  },
                ],
              },
            ],
          },
        ],
      },
      null,
      1,
    ),
    rows: [
      [8, "The soup of the day is made of peas.", [], null],
      [10, "What is it made of?", [], "peas"],
    ],
    other: '{"title": "no questions"}',
  },
  {
    shape: "label-studio",
    path: "export.json",
    content: list(
      labelled.map(({ text, label }, id) => ({
        id,
        data: { text },
        annotations: [
          {
            result: [
              { from_name: "sentiment", to_name: "text", type: "choices", value: { choices: [label] } },
            ],
            was_cancelled: false,
          },
        ],
      })),
    ),
    rows: onLines(2),
    other: '{"id": 99, "text": "no task"}',
  },
  {
    shape: "argilla",
    path: "argilla.json",
    content: list(
      labelled.map(({ text, label }, id) => ({
        id,
        fields: { text },
        responses: [{ values: { sentiment: { value: label } }, status: "submitted" }],
        suggestions: [],
      })),
    ),
    rows: onLines(2),
    other: '{"id": 99, "text": "no record"}',
  },
  {
    shape: "spans",
    path: "doccano.jsonl",
    content: lines(
      labelled.map(({ text, label }, id) => ({
        id,
        text,
        entities: [{ id, label, start_offset: 0, end_offset: 3 }],
      })),
    ),
    rows: onLines(1),
    other: '["no object"]',
  },
  {
    shape: "spans",
    path: "spacy.json",
    content: list(labelled.map(({ text, label }) => [text, { entities: [[0, 3, label]] }])),
    rows: onLines(2),
    other: '"no pair"',
  },
  {
    shape: "spans",
    path: "offsets.jsonl",
    content: lines(
      labelled.map(({ text, label }) => ({
        text,
        entities: [{ offsets: [[0, 3]], type: label, text: [text.slice(0, 3)] }],
      })),
    ),
    rows: onLines(1),
    other: '["no object"]',
  },
  {
    shape: "spans",
    path: "below-kind-and-words.jsonl",
    content: lines(
      labelled.map(({ text, label }) => ({ text, label: { [label]: { [text.slice(0, 3)]: [[0, 2]] } } })),
    ),
    rows: onLines(1),
    other: '["no object"]',
  },
  {
    shape: "verdicts",
    path: "prodigy-binary.jsonl",
    content: lines([
      ...labelled.map(({ text, label }) => ({
        text,
        label: "positive",
        answer: label === "positive" ? "accept" : "reject",
      })),
      { text: "who can tell what this is", label: "positive", answer: "ignore" },
    ]),
    rows: [
      ...labelled.map(
        ({ text, label }, i) => [1 + i, text, [label === "positive" ? label : "not positive"]] as const,
      ),
      [1 + labelled.length, "who can tell what this is", []],
    ],
    other: '["no object"]',
  },
  {
    shape: "tokens",
    path: "tokens.jsonl",
    content: lines(
      labelled.map(({ text, label }) => ({
        tokens: text.split(" "),
        ner_tags: text.split(" ").map((_, i) => (i === 0 ? `B-${label}` : "O")),
      })),
    ),
    rows: onLines(1),
    other: '{"tokens": "no list"}',
  },
  {
    shape: "tokens",
    path: "words-and-label.jsonl",
    content: lines(labelled.map(({ text, label }) => ({ text: text.split(" "), label }))),
    rows: labelled.map(({ text, label }, i) => [1 + i, text, [label]]),
    other: '{"text": "no list", "label": "x"}',
  },
  {
    shape: "translation",
    path: "translation.jsonl",
    content: lines(
      texts.map((en, i) => ({ id: i, translation: { en, de: `Satz ${String(i)} auf Deutsch` } })),
    ),
    rows: texts.map((text, i) => [1 + i, text, [], `Satz ${String(i)} auf Deutsch`]),
    other: '{"id": 99, "translation": "no pair"}',
  },
  {
    shape: "records",
    path: "nlu.json",
    content: `{"rasa_nlu_data": {"common_examples": ${list(labelled.map(({ text, label }) => ({ text, intent: label, entities: [] })))}, "regex_features": []}}`,
    rows: onLines(2),
    other: "",
  },
  {
    shape: "records",
    path: "clu.json",
    // What names the project stands before the lists of Azure's export.
    content: `{"metadata": {"projectKind": "Conversation"}, "assets": {"projectKind": "Conversation", "intents": [{"category": "positive"}, {"category": "negative"}], "entities": [], "utterances": ${list(labelled.map(({ text, label }) => ({ text, language: "en", intent: label, entities: [], dataset: "Train" })))}}}`,
    rows: onLines(2),
    other: "",
  },
];
