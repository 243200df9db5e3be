/** Conversations of every way of writing: what is asked is text, what is answered is the response. */
import { describe, expect, test } from "@jest/globals";
import type { Json } from "../../src/model/json.ts";
import { isConversation, side, turnsOf } from "../../src/rows/columns/conversations.ts";
import { compare, jsonl, pair } from "./support.ts";

const asked = "Is the soup good?";
const answered = "It is.";
const written: readonly (readonly [string, Json])[] = [
  [
    "OpenAI",
    [
      { role: "user", content: asked },
      { role: "assistant", content: answered },
    ],
  ],
  [
    "OpenAI with parts",
    [
      { role: "user", content: [{ type: "text", text: asked }] },
      { role: "assistant", content: answered },
    ],
  ],
  ["XTuner", [{ input: asked, output: answered }]],
  [
    "ShareGPT",
    [
      { from: "human", value: asked },
      { from: "gpt", value: answered },
    ],
  ],
  [
    "Gemini",
    [
      { role: "user", parts: [{ text: asked }] },
      { role: "model", parts: [{ text: answered }] },
    ],
  ],
  [
    "speakers",
    [
      { speaker: "USER", utterance: asked },
      { speaker: "SYSTEM", utterance: answered },
    ],
  ],
  ["Llama 2", `<s>[INST] ${asked} [/INST] ${answered} </s>`],
  ["ChatML", `<|im_start|>user\n${asked}<|im_end|>\n<|im_start|>assistant\n${answered}<|im_end|>`],
  [
    "Llama 3",
    `<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\n${asked}<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n${answered}<|eot_id|>`,
  ],
  ["Gemma", `<start_of_turn>user\n${asked}<end_of_turn>\n<start_of_turn>model\n${answered}<end_of_turn>`],
  ["Zephyr", `<|user|>\n${asked}</s>\n<|assistant|>\n${answered}</s>`],
  ["Guanaco", `### Human: ${asked}### Assistant: ${answered}`],
  ["Anthropic", `\n\nHuman: ${asked}\n\nAssistant: ${answered}`],
  ["Alpaca prompt", `### Instruction:\n${asked}\n\n### Response:\n${answered}`],
  [
    "JSON in a cell",
    JSON.stringify([
      { role: "user", content: asked },
      { role: "assistant", content: answered },
    ]),
  ],
];

test.each(written)("%s", (_, value) => {
  const turns = turnsOf(value)!;
  expect([side(turns, false), side(turns, true)]).toEqual([asked, answered]);
});

test.each([
  [
    "one side alone",
    [
      { role: "system", content: "Classify." },
      { role: "user", content: asked },
    ],
  ],
  ["a sentence with a colon", "He asked. Answer: none was given."],
  ["prose", "Human: all too human, they say."],
] as const)("%s is no conversation", (_, value) => {
  expect(isConversation(value as Json)).toBe(false);
});

test("what an assistant calls is what it answers", () => {
  const call = { id: "1", type: "function", function: { name: "praise", arguments: '{"dish": "soup"}' } };
  const turns = turnsOf([
    { role: "user", content: asked },
    { role: "assistant", content: null, tool_calls: [call] },
  ])!;
  expect(side(turns, true)).toBe('call praise {"dish": "soup"}');
  const gemini = turnsOf([
    { role: "user", parts: [{ text: asked }] },
    { role: "model", parts: [{ functionCall: { name: "praise", args: {} } }] },
  ])!;
  expect(side(gemini, true)).toBe("call praise");
});

test("in a column of conversations a text that is none is asked, and nothing is answered", async () => {
  const rows = ["one", "two", "three"].map((word) => ({ text: `Human: ${word}?\n\nAssistant: ${word}.` }));
  const head = [...rows, { text: "four without an answer" }];
  const { files } = await compare([pair("chat.jsonl", jsonl(rows), jsonl(head))]);
  const { after } = files[0]!.changes[0]!;
  expect([after!.text, after!.response]).toEqual(["four without an answer", ""]);
});

describe("answers that come again and again are labels", () => {
  const talk = (n: number, answer: string): object => ({
    messages: [
      { role: "user", content: `what do you make of the ${n}th plan?` },
      { role: "assistant", content: answer },
    ],
  });

  test("in conversations", async () => {
    const rows = Array.from({ length: 40 }, (_, n) => talk(n, n % 2 === 0 ? "I like it." : "I do not."));
    const { files } = await compare([pair("d.jsonl", jsonl(rows), jsonl([...rows, talk(40, "I like it.")]))]);
    const [file] = files;
    expect(file!.columns).toMatchObject({ text: ["messages"], label: "messages", response: "messages" });
    expect(file!.changes[0]!.after).toMatchObject({
      text: "what do you make of the 40th plan?",
      labels: ["I like it."],
    });
    expect(Object.fromEntries(file!.labels)).toMatchObject({ "I like it.": { base: 20, head: 21 } });
  });

  test.each([
    ["another one in each row", (n: number) => `I would do it in ${n} days.`],
    ["each of them a few times", (n: number) => `That is plan ${n % 8}.`],
    ["one and the same", () => "I cannot say."],
  ])("%s: they are answers", async (_, answer) => {
    const rows = Array.from({ length: 40 }, (__, n) => talk(n, answer(n)));
    const { files } = await compare([pair("d.jsonl", jsonl(rows), jsonl([...rows, talk(40, "Yes.")]))]);
    expect(files[0]!.columns).toMatchObject({ label: null, response: "messages" });
  });
});
