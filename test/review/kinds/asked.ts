/** Where what is asked is answered by one of a few words. */
import { asCsv, asJson, asLines, type Kind, number } from "./writers.ts";

export const asked: readonly Kind[] = [
  asLines("messages", ({ text, label }) => ({
    messages: [
      { role: "system", content: "Classify." },
      { role: "user", content: text },
      { role: "assistant", content: label },
    ],
  })),
  asLines("ShareGPT", ({ id, text, label }) => ({
    id,
    conversations: [
      { from: "human", value: text },
      { from: "gpt", value: label },
    ],
  })),
  asLines("Gemini contents", ({ text, label }) => ({
    systemInstruction: { role: "system", parts: [{ text: "Classify." }] },
    contents: [
      { role: "user", parts: [{ text }] },
      { role: "model", parts: [{ text: label }] },
    ],
  })),
  asLines("tool calls", ({ id, text, label }) => ({
    messages: [
      { role: "user", content: text },
      {
        role: "assistant",
        tool_calls: [
          {
            id: `c${String(id)}`,
            type: "function",
            function: { name: "classify", arguments: JSON.stringify({ label }) },
          },
        ],
      },
    ],
  })),
  asLines("input and ideal", ({ text, label }) => ({
    input: [
      { role: "system", content: "Classify." },
      { role: "user", content: text },
    ],
    ideal: label,
  })),
  asLines("prompt and completion", ({ text, label }) => ({
    prompt: `${text}\n\n###\n\n`,
    completion: ` ${label}`,
  })),
  asLines("prompt and completion as messages", ({ text, label }) => ({
    prompt: [{ role: "user", content: text }],
    completion: [{ role: "assistant", content: label }],
  })),
  asJson("Alpaca", (rows) =>
    rows.map(({ text, label }) => ({
      instruction: "Say whether this is praise or a complaint.",
      input: text,
      output: label,
    })),
  ),
  asLines("Human and Assistant in one text", ({ text, label }) => ({
    text: `\n\nHuman: ${text}\n\nAssistant: ${label}`,
  })),
  asLines("[|Human|] and [|AI|] in one text", ({ id, text, label }) => ({
    topic: `topic ${String(id)}`,
    input: `They talk.\n[|Human|] ${text}\n[|AI|] That is ${label}.\n[|Human|] `,
  })),
  asLines("two answers with their scores", ({ id, text, label }) => ({
    question: text,
    answer_0: `I would call this ${label}.`,
    score_0: 1,
    answer_1: `Number ${String(id)} is hard to tell.`,
    score_1: -1,
  })),
  asLines("completions of several models in a list", ({ id, text, label }) => ({
    instruction: text,
    completions: [
      { model: "a", response: `This is ${label}.`, overall_score: 7 + (id % 3) },
      { model: "b", response: `Number ${String(id)} is hard to tell.`, overall_score: 3 },
    ],
  })),
  asLines("[INST] in one text", ({ text, label }) => ({ text: `<s>[INST] ${text} [/INST] ${label} </s>` })),
  asLines("### Instruction in one text", ({ text, label }) => ({
    text: `### Instruction:\nClassify.\n\n### Input:\n${text}\n\n### Response:\n${label}`,
  })),
  asLines("ChatML in one text", ({ text, label }) => ({
    text: `<|im_start|>user\n${text}<|im_end|>\n<|im_start|>assistant\n${label}<|im_end|>\n`,
  })),
  asLines("translation", ({ id, text, label }) => ({
    id: String(id),
    translation: { en: text, de: label === "positive" ? "Das war schön." : "Es ging schief." },
  })),
  asCsv("a language a column", ["en", "de"], ({ text, label }) => [
    text,
    label === "positive" ? "Das war schön." : "Es ging schief.",
  ]),
  asLines("DPO", ({ text, label }) => ({
    prompt: text,
    chosen: label === "positive" ? "Thank you, we are glad." : "We are sorry to hear that.",
    rejected: "No comment today.",
  })),
  asLines("DPO as messages", ({ text, label }) => {
    const answered = (content: string) => [
      { role: "user", content: text },
      { role: "assistant", content },
    ];
    return {
      chosen: answered(label === "positive" ? "Thank you, we are glad." : "We are sorry to hear that."),
      rejected: answered("No comment today."),
    };
  }),
  asLines("DPO in one text each", ({ text, label }) => ({
    chosen: `\n\nHuman: ${text}\n\nAssistant: ${label === "positive" ? "Thank you, we are glad." : "We are sorry to hear that."}`,
    rejected: `\n\nHuman: ${text}\n\nAssistant: No comment today.`,
  })),
  asLines("KTO", (row) => ({
    prompt: row.text,
    completion: "We are sorry to hear that.",
    label: number(row) === 0,
  })),
];
