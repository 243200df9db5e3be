/** Conversations: turns as chat formats write them, in lists or in one string, and who says what in them. */
import { get, isEmpty, isMap, type Json } from "../../model/json.ts";

export interface Turn {
  readonly assistant: boolean;
  readonly content: string;
}

const ASSISTANT = /^(assistant|gpt|bot|model|chatgpt|ai|function_call|tool_call|response|answer)$/i;
/** Who answers where turns name speakers rather than roles. */
const ANSWERER = /^(assistant|gpt|bot|model|chatgpt|ai|system|agent|wizard|sys|expert|therapist)$/i;

/** The turns of a conversation; null for anything else. A string is only one where it has turns of both sides. */
export function turnsOf(value: Json | undefined): Turn[] | null {
  if (typeof value === "string") return turnsInText(value);
  if (!Array.isArray(value) || value.length === 0) return null;
  const turns: Turn[] = [];
  for (const item of value) {
    const found = exchangeOf(item) ?? [turnOf(item)];
    for (const turn of found) {
      if (turn === null) return null;
      turns.push(turn);
    }
  }
  return turns;
}

/** Whether a value is a conversation with a question and an answer. */
export function isConversation(value: Json): boolean {
  const turns = turnsOf(value);
  return (
    turns !== null && turns.some(({ assistant }) => assistant) && turns.some(({ assistant }) => !assistant)
  );
}

/** One side of a conversation, a turn a line. */
export function side(turns: readonly Turn[], assistant: boolean): string {
  return turns
    .filter((turn) => turn.assistant === assistant)
    .map((turn) => turn.content)
    .join("\n");
}

/** `{system, input, output}`: what is asked and answered in one. */
function exchangeOf(item: Json): Turn[] | null {
  if (!isMap(item)) return null;
  const [asked, answered] = [get(item, "input"), get(item, "output")];
  if (typeof asked !== "string" || typeof answered !== "string") return null;
  return [
    { assistant: false, content: [...partsOf(get(item, "system")), asked].join("\n") },
    { assistant: true, content: answered },
  ];
}

/** `{role, content}`, `{from, value}`, `{role, parts: [{text}]}`, `{speaker, utterance}`. */
function turnOf(item: Json): Turn | null {
  if (!isMap(item)) return null;
  const role = get(item, "role") ?? get(item, "from");
  const speaker = get(item, "speaker");
  const who = role ?? speaker;
  const said = ["content", "value", "text", "parts", "utterance"]
    .map((key) => get(item, key))
    .find((part) => part !== undefined);
  const calls = callsIn(get(item, "tool_calls") ?? get(item, "function_call"));
  if (typeof who !== "string" || (said === undefined && calls.length === 0)) return null;
  const assistant = (role === undefined ? ANSWERER : ASSISTANT).test(who);
  return { assistant, content: [...partsOf(said), ...calls].join("\n") };
}

/** What is said in a turn: a text, or parts, some of which may be calls. */
function partsOf(said: Json | undefined): string[] {
  if (isEmpty(said)) return [];
  if (typeof said !== "object") return [String(said)];
  if (Array.isArray(said)) return said.flatMap(partsOf);
  const call = get(said, "functionCall") ?? get(said, "function_call");
  if (call !== undefined) return callsIn(call);
  const text = get(said, "text");
  return typeof text === "string" ? [text] : Object.values(said).flatMap(partsOf);
}

/** What an assistant calls is what it answers: the name of the function, and what it is called with. */
function callsIn(calls: Json | undefined): string[] {
  if (typeof calls !== "object" || calls === null) return [];
  if (Array.isArray(calls)) return calls.flatMap(callsIn);
  const call = get(calls, "function") ?? calls;
  if (typeof call !== "object" || Array.isArray(call)) return [];
  const name = get(call, "name");
  if (typeof name !== "string") return [];
  const given = get(call, "arguments") ?? get(call, "args") ?? get(call, "input");
  const written = given === undefined ? "" : typeof given === "string" ? given : JSON.stringify(given);
  return [/^\s*(\{\s*\})?\s*$/.test(written) ? `call ${name}` : `call ${name} ${written}`];
}

/** How the beginning of a turn is written in a string, with the name of the one who speaks. */
const MARKERS: readonly RegExp[] = [
  /<\|im_start\|>\s*(?<who>\w+)\s*\n?/g,
  /<\|start_header_id\|>\s*(?<who>\w+)\s*<\|end_header_id\|>\s*/g,
  /<start_of_turn>\s*(?<who>\w+)\s*\n?/g,
  /<\|(?<who>user|assistant|system|human|bot|prompter)\|>:?\s*/gi,
  /\[\|(?<who>Human|User|AI|Assistant)\|\]\s*/g,
  /#{2,4}\s*(?<who>Human|User|Assistant|AI|Bot|GPT|System|Instruction|Input|Response|Answer|Output|Question)\s*:[ \t]*/g,
  /(?:^|\n)\s*(?:#{1,4}\s*)?(?<who>Human|User|Assistant|AI|Bot|GPT|Chatbot|System|Instruction|Input|Response|Answer|Output|Question|Q|A)\s*:[ \t]*/g,
];
const ENDS = /<\|im_end\|>|<\|eot_id\|>|<end_of_turn>|<\|end(of(text|_turn))?\|>|<\/?s>|<\|begin_of_text\|>/g;
const ANSWERS = /^(assistant|ai|bot|gpt|chatbot|model|response|answer|output|a)$/i;

function turnsInText(text: string): Turn[] | null {
  if (text.length > 1 << 20) return null;
  const found = text.includes("[/INST]") ? instructions(text) : (listInText(text) ?? marked(text));
  return found?.some(({ assistant }) => assistant) && found.some(({ assistant }) => !assistant)
    ? found
    : null;
}

/** Llama 2 and Mistral: what stands between [INST] and [/INST] is asked, what follows is answered. */
function instructions(text: string): Turn[] {
  return text.split("[INST]").flatMap((part) => {
    const [asked, ...answered] = part.split("[/INST]");
    if (answered.length === 0) return said(false, part);
    return [...said(false, asked!), { assistant: true, content: bare(answered.join("\n")) }];
  });
}

/** A list of turns as JSON in a cell. */
function listInText(text: string): Turn[] | null {
  if (!/^\s*\[\s*\{/.test(text)) return null;
  try {
    return turnsOf(JSON.parse(text) as Json);
  } catch {
    return null;
  }
}

function marked(text: string): Turn[] | null {
  // Every marker ends with one of these: most texts need no look at the markers themselves.
  if (!/[:>\]]/.test(text)) return null;
  for (const marker of MARKERS) {
    const marks = [...text.matchAll(marker)];
    // Two sides, the first of which begins the text, or comes after an introduction.
    if (marks.length < 2 || ANSWERS.test(marks[0]!.groups!["who"]!)) continue;
    const before = said(false, text.slice(0, marks[0]!.index));
    return before.concat(
      marks.map((mark, i) => ({
        assistant: ANSWERS.test(mark.groups!["who"]!),
        content: bare(text.slice(mark.index + mark[0].length, marks[i + 1]?.index)),
      })),
    );
  }
  return null;
}

function said(assistant: boolean, text: string): Turn[] {
  const content = bare(text);
  return content === "" ? [] : [{ assistant, content }];
}

function bare(text: string): string {
  return text.replace(ENDS, " ").trim();
}
