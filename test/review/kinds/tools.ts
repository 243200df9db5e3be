/** What labelling tools and chatbots write. */
import { asCsv, asJson, asLines, json, type Kind, labels, number, of, words } from "./writers.ts";

export const tools: readonly Kind[] = [
  asJson("Label Studio", (rows) =>
    rows.map(({ id, text, label }) => ({
      id,
      data: { text },
      annotations: [
        {
          id,
          completed_by: 1,
          was_cancelled: false,
          result: [
            {
              id: `r${String(id)}`,
              from_name: "sentiment",
              to_name: "text",
              type: "choices",
              value: { choices: [label] },
            },
          ],
        },
      ],
      predictions: [],
      created_at: "2024-01-02T10:00:00Z",
    })),
  ),
  asJson("Label Studio, spans", (rows) =>
    rows.map(({ id, text, label }) => ({
      id,
      data: { text },
      annotations: [
        {
          id,
          was_cancelled: false,
          result: [
            {
              from_name: "label",
              to_name: "text",
              type: "labels",
              value: { start: 0, end: 9, text: text.slice(0, 9), labels: [label] },
            },
          ],
        },
      ],
    })),
  ),
  asJson("Label Studio JSON_MIN", (rows) =>
    rows.map(({ id, text, label }) => ({
      text,
      id,
      sentiment: label,
      annotator: 1,
      annotation_id: id,
      created_at: `2024-01-02T10:${String(id % 60).padStart(2, "0")}:00.123456Z`,
      updated_at: "2024-01-02T10:00:00Z",
      lead_time: 3 + (id % 17) / 7,
    })),
  ),
  asJson("Label Studio JSON_MIN, several choices", (rows) =>
    rows.map(({ id, text, label }) => ({
      text,
      id,
      topics: id % 3 === 0 ? { choices: [label, "long"] } : label,
      annotator: 1 + (id % 2),
      lead_time: 3.5,
    })),
  ),
  asLines("doccano, classes", ({ id, text, label }) => ({ id, text, label: [label] })),
  asLines("doccano, classes under data", ({ id, text, label }) => ({
    id,
    data: text,
    label: [label],
    Comments: [],
  })),
  asLines("doccano, spans", ({ id, text, label }) => ({ id, text, label: [[0, 5, label]] })),
  asLines("doccano, relations", ({ id, text, label }) => ({
    id,
    text,
    entities: [{ id, label, start_offset: 0, end_offset: 5 }],
    relations: [],
    Comments: [],
  })),
  asLines("doccano, old export with numbered labels", (row) => ({
    id: row.id,
    text: row.text,
    meta: {},
    annotation_approver: null,
    annotations: [{ label: number(row) + 3, user: 1 }],
  })),
  asCsv("doccano, CSV", ["id", "data", "label"], ({ id, text, label }) => [id, text, label]),
  asLines("Prodigy, a choice", ({ id, text, label }) => ({
    text,
    _input_hash: id * 7919,
    _task_hash: id * 104729,
    options: labels.map((name) => ({ id: name, text: name })),
    accept: [label],
    answer: "accept",
    _view_id: "choice",
    _timestamp: 1_700_000_000 + id,
  })),
  asLines("Prodigy, binary", (row) => ({
    text: row.text,
    label: "positive",
    answer: number(row) === 1 ? "accept" : "reject",
    _view_id: "classification",
  })),
  asLines("Prodigy, spans", ({ id, text, label }) => ({
    text,
    tokens: words(text).map((word, i) => ({ text: word, start: i, end: i + 1, id: i })),
    spans: [{ start: 0, end: 5, token_start: 0, token_end: 0, label }],
    answer: "accept",
    _input_hash: id,
  })),
  asJson("Argilla", (rows) =>
    rows.map(({ id, text, label }) => ({
      id: `u-${String(id)}`,
      fields: { text },
      metadata: {},
      responses: [{ user_id: "a", values: { sentiment: { value: label } }, status: "submitted" }],
      suggestions: [],
    })),
  ),
  asJson("Argilla 2", (rows) =>
    rows.map(({ id, text, label }) => ({
      id: `u-${String(id)}`,
      status: "completed",
      fields: { text },
      metadata: {},
      suggestions: { sentiment: { value: label, score: null, agent: "m" } },
      responses: { sentiment: [{ value: label, user_id: "a" }] },
      vectors: {},
    })),
  ),
  asLines("Argilla, for training", ({ id, text, label }) => ({
    id,
    text,
    "sentiment.responses": [label],
    "sentiment.responses.users": ["u1"],
    "sentiment.responses.status": ["submitted"],
    _server_id: `s${String(id)}`,
  })),
  asLines("brat-like places", ({ text, label }) => ({ text, annotations: [{ start: 0, end: 6, label }] })),
  asJson("spaCy, entities", (rows) => ({
    classes: labels,
    annotations: rows.map(({ text, label }) => [text, { entities: [[0, 6, label]] }]),
  })),
  asJson("chatbot intents", (rows) => ({
    intents: labels.map((tag) => ({
      tag,
      patterns: of(rows, tag),
      responses: ["Thank you."],
      context: [""],
    })),
  })),
  asJson("intents by name", (rows) =>
    Object.fromEntries(labels.map((tag) => [tag, { examples: of(rows, tag), response: "Thank you." }])),
  ),
  asJson("Rasa", (rows) => ({
    rasa_nlu_data: {
      regex_features: [],
      entity_synonyms: [],
      common_examples: rows.map(({ text, label }) => ({ text, intent: label, entities: [] })),
    },
  })),
  asJson("LUIS", (rows) => ({
    luis_schema_version: "3.2.0",
    versionId: "0.1",
    name: "shop",
    culture: "en-us",
    intents: labels.map((name) => ({ name })),
    entities: [],
    patterns: [],
    utterances: rows.map(({ text, label }) => ({ text, intent: label, entities: [] })),
  })),
  asJson("Snips", (rows) => ({
    language: "en",
    entities: {},
    intents: Object.fromEntries(
      labels.map((tag) => [
        tag,
        {
          utterances: of(rows, tag).map((text) => ({
            data: [
              { text: text.slice(0, 12) },
              { text: text.slice(12), entity: "thing", slot_name: "thing" },
            ],
          })),
        },
      ]),
    ),
  })),
  asJson("Dialogflow", (rows) =>
    labels.map((name) => ({
      name,
      auto: true,
      userSays: of(rows, name).map((text, id) => ({
        id,
        data: [{ text, userDefined: false }],
        isTemplate: false,
        count: 0,
      })),
      responses: [],
    })),
  ),
  asJson("Watson", (rows) => ({
    name: "shop",
    intents: labels.map((intent) => ({
      intent,
      examples: of(rows, intent).map((text) => ({ text })),
      description: "",
    })),
    entities: [],
    language: "en",
  })),
  asJson("spaCy", (rows) =>
    rows.map(({ text, label }) => [
      text,
      { cats: { positive: label === "positive" ? 1 : 0, negative: label === "negative" ? 1 : 0 } },
    ]),
  ),
  filesByIntent(
    "a file for each intent (Lex)",
    (intent) => `Intents/${intent}/Intent.json`,
    (said, intent) => ({
      name: intent,
      sampleUtterances: said.map((utterance) => ({ utterance })),
      slotPriorities: [],
    }),
  ),
  filesByIntent(
    "a file for each intent (Dialogflow)",
    (intent) => `intents/${intent}_usersays_en.json`,
    (said) =>
      said.map((text, id) => ({
        id: String(id),
        data: [{ text, userDefined: false }],
        isTemplate: false,
        count: 0,
      })),
  ),
  filesByIntent(
    "a file for each intent (Snips)",
    (intent) => `train_${intent}.json`,
    (said, intent) => ({
      [intent]: said.map((text) => ({
        data: [
          { text: text.slice(0, 7) },
          { text: text.slice(7, 13), entity: "thing" },
          { text: text.slice(13) },
        ],
      })),
    }),
  ),
  asJson("utterances of Azure's language understanding", (rows) => ({
    metadata: { projectKind: "Conversation", projectName: "shop" },
    assets: {
      projectKind: "Conversation",
      intents: labels.map((category) => ({ category })),
      entities: [{ category: "thing" }],
      utterances: rows.map(({ text, label }) => ({ text, language: "en-us", intent: label, entities: [] })),
    },
  })),
  {
    name: "cases of promptfoo",
    write: (rows) => ({
      "promptfooconfig.json": json({
        prompts: ["Is this praise? {{said}}", "Say the mood of {{said}}"],
        providers: [{ id: "one:model", config: { temperature: 0 } }],
        tests: rows.map(({ text, label }) => ({
          vars: { said: text },
          assert: [
            { type: "icontains", value: label },
            { type: "cost", threshold: 0.01 },
          ],
        })),
      }),
    }),
  },
];

/** The intents are called otherwise than labels usually are. */
function filesByIntent(
  name: string,
  path: (intent: string) => string,
  value: (said: readonly string[], intent: string) => unknown,
): Kind {
  const intents = { negative: "file_a_complaint", positive: "give_praise" };
  return {
    name,
    write: (rows) =>
      Object.fromEntries(
        labels.map((label) => [path(intents[label]), json(value(of(rows, label), intents[label]))]),
      ),
  };
}
