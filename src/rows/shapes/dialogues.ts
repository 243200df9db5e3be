/** Conversations whose turns name no speaker: texts in turn, as UltraChat has them, and trees of replies, as OpenAssistant has them. */
import { get, isMap, type Json } from "../../model/json.ts";
import { isProse, listAt, mostly, type Shape, textAt, type Unfolding, without } from "./shape.ts";

/** What such a list is called; texts under other names need not answer each other. */
const TURNS = /^(data|dialog(ue)?|conversation|turns)$/i;

export const dialogues: Shape = {
  name: "dialogues",
  recognise({ values, configured }) {
    const first = values.map(({ value }) => value).find(isMap);
    // One list of texts may be anything, and lists of one length are rows of a table.
    if (values.length < 2) return null;
    const lengths = new Set(values.map(({ value }) => (Array.isArray(value) ? value.length : 0)));
    if (lengths.size > 2 && mostly(values, areTexts)) return inTurn("turns", (value) => value);
    const isSaid = (name: string, said: Json | undefined): boolean =>
      (TURNS.test(name) && areTexts(said)) || isTree(said);
    const names = Object.keys(first ?? {}).filter((name) => !configured.includes(name));
    const column = names.find((name) => mostly(values, (value) => isSaid(name, get(value, name))));
    if (column === undefined) return null;
    return inTurn(column, (value) => get(value, column));
  },
};

function inTurn(column: string, saidIn: (value: Json) => Json | undefined): Unfolding {
  return {
    id: JSON.stringify(["dialogues", column]),
    title: "conversations, the first turn of which asks",
    roles: { text: [column], response: column },
    rows({ value }) {
      const said = saidIn(value);
      const texts = isTree(said) ? bestReplies(said) : areTexts(said) ? (said as string[]) : null;
      if (texts === null) return null;
      const turns = texts.map((content, i) => ({ role: i % 2 === 0 ? "user" : "assistant", content }));
      return [{ fields: { ...(isMap(value) ? without(value, column) : {}), [column]: turns } }];
    },
  };
}

const areTexts = (value: Json | undefined): boolean =>
  Array.isArray(value) &&
  value.length >= 2 &&
  value.every((item) => typeof item === "string") &&
  value.some(isProse);

const isTree = (value: Json | undefined): boolean =>
  textAt(value, "text") !== null && listAt(value, "replies") !== null;

/** The text, the first reply to it, the first to that, and so on: the best comes first. What else was replied is kept as it is written. */
function bestReplies(tree: Json | undefined): string[] {
  const texts: string[] = [];
  for (let at = tree; at !== undefined; at = listAt(at, "replies")?.[0]) texts.push(textAt(at, "text") ?? "");
  return texts;
}
