/** A chatbot's intents: a name with lists of what users say and what is answered. Each text is a row with its name. */
import { get, isMap, isScalar, type Json, type JsonMap } from "../../model/json.ts";
import { idNames, normalName } from "../formats/column-names.ts";
import { KEY_COLUMN } from "../formats/json.ts";
import { isSplit, keyColumns } from "./parts/keys.ts";
import { type FlatRow, listAt, MOST, type Nested, type Shape, textAt, type Unfolding } from "./shape.ts";

/** What the lists are called, and the names: as written by tools for Alexa, Lex, Dialogflow, Snips, Watson and tutorials. */
const SAID = [
  "patterns", "examples", "utterances", "sampleUtterances", "samples", "trainingPhrases", "training_phrases",
  "phrases", "expressions", "userSays", "usersays",
]; // biome-ignore format: a word list
const LISTS = [...SAID, "sentences", "questions", "queries", "texts", "text", "inputs"];
const TEXTS = ["text", "utterance"];
const ANSWERS = ["responses", "response", "answers", "replies"];
/** What Rasa keeps beside intents: lists of words for an entity, which say nothing of an intent. Each is one row. */
const AIDS = ["synonym", "lookup", "regex"];
/** How Rasa marks an entity in what users say: `[Berlin](city)`. */
const ENTITY = /\[([^[\]]+)\](?:\([^()[\]]*\)|\{[^{}[\]]*\})/g;
const NAMES = ["tag", "intent", "name", "label", "class", "category", "intent_name", "intentName", "topic"];

export const intents: Shape = {
  name: "intents",
  recognise({ values: all }) {
    const values = all.filter(({ value }) => !isAid(value));
    const list = LISTS.find(
      (key) => share(values, (value) => textsIn(get(value, key)).length > 0) >= MOST / 2,
    );
    if (list === undefined) return texts(values) ?? oneIntent(values);
    const name =
      NAMES.find((key) => share(values, (value) => textAt(value, key) !== null) >= MOST / 2) ?? null;
    const isKeyed = name === null && values.every(({ isEntry }) => isEntry);
    if (name === null && !isKeyed) return null;
    const label = name ?? "intent";
    if (areTokens(values, list, label)) return null;
    return {
      id: `intents ${list} ${label}`,
      title: "intents with lists of texts",
      roles: { text: ["text"], label },
      rows({ value, keys }) {
        const of = isKeyed ? (keys.at(-1) ?? null) : textAt(value, label);
        if (!isMap(value)) return null;
        // Under the column of keys, whose words are no text: compared, and said to be not tested.
        if (of === null && isAid(value)) return [{ fields: { [KEY_COLUMN]: [value], text: "" } }];
        return rowsOf(value, list, of === null ? {} : { [label]: of });
      },
    };
  },
};

/** Rasa's synonyms, patterns and lists of names, which stand among its intents and help to find what users mean. */
export function isAid(value: Json): boolean {
  return AIDS.some((key) => textAt(value, key) !== null);
}

/** Maps that hold nothing but such a list are opened already: their texts stand under the name and what the list is called. */
function texts(values: readonly Nested[]): Unfolding | null {
  const under = ({ value, keys, isEntry }: Nested): string | null => {
    const [name, list] = keys.slice(-2);
    if (!isMap(value) || isEntry || list === undefined || !LISTS.includes(list)) return null;
    return isSplit(name!) || textOf(value) === null || saysMore(value) ? null : name!;
  };
  const named = values.filter((nested) => under(nested) !== null).length;
  if (named === 0 || named < (MOST / 2) * values.length) return null;
  return {
    id: "intents opened",
    title: "texts in lists under their intents",
    roles: { text: ["text"], label: "intent" },
    rows(nested) {
      const { value, keys } = nested;
      if (!isMap(value)) return null;
      const intent = under(nested);
      if (intent === null) return [{ fields: { ...keyColumns(keys), ...value } }];
      return [{ fields: { [KEY_COLUMN]: keys.at(-1)!, ...value, text: textOf(value)!, intent } }];
    },
  };
}

/** What users say of one intent alone, whose name is the file's: a list that is called so, or texts that are put together from pieces. */
function oneIntent(values: readonly Nested[]): Unfolding | null {
  const isSaid = ({ value, keys, isEntry }: Nested): boolean =>
    !isEntry && textOf(value) !== null && (SAID.includes(keys[0] ?? "") || piecesOf(value) !== null);
  const said = values.filter(isSaid);
  const lists = new Set(said.map(({ keys }) => keys[0]));
  if (said.length === 0 || said.length < MOST * values.length || lists.size > 1) return null;
  if (said.some(({ value }) => isMap(value) && saysMore(value))) return null;
  return {
    id: "intents one",
    title: "texts of one intent, whose name is the file's",
    roles: { text: ["text"], hasNoLabel: true, labelInPath: true },
    rows({ value, keys }) {
      const text = textOf(value);
      const rest = isMap(value) ? value : {};
      return text === null ? null : [{ fields: { ...keyColumns(keys), ...rest, text } }];
    },
  };
}

/** Whether an example says in words what it is beside its text: then that is its label, and not what it stands under. */
function saysMore(value: JsonMap): boolean {
  return Object.entries(value).some(
    ([name, cell]) =>
      typeof cell === "string" && !TEXTS.includes(name) && !idNames.includes(normalName(name)),
  );
}

function rowsOf(value: JsonMap, list: string, name: Record<string, Json>): FlatRow[] {
  const rows: FlatRow[] = [];
  const lists = [list, ...ANSWERS].filter((key) => key === list || textsIn(get(value, key)).length > 0);
  const rest = Object.entries(value).filter(([key]) => !lists.includes(key) && !Object.hasOwn(name, key));
  for (const key of lists) {
    const items = get(value, key);
    for (const [i, item] of (Array.isArray(items) ? items : items === undefined ? [] : [items]).entries()) {
      const written = textOf(item);
      const text = key === "examples" ? (written?.replace(ENTITY, "$1") ?? null) : written;
      const fields = { [KEY_COLUMN]: key, text: text ?? "", ...name, ...Object.fromEntries(rest) };
      // What is no text is kept, so that a change of it is one.
      rows.push({
        fields: text === null || text !== written ? { ...fields, item } : fields,
        at: Array.isArray(items) ? [key, i] : [key],
      });
    }
  }
  return rows;
}

/** Lists of single words under names that come again and again are texts cut into words, each under its label. */
function areTokens(values: readonly Nested[], list: string, label: string): boolean {
  const names = new Set(values.map(({ value }) => textAt(value, label)));
  const items = values.flatMap(({ value }) => textsIn(get(value, list)));
  const words = items.filter((item) => !/\s/.test(item.trim()));
  return names.size < values.length / 2 && words.length >= MOST * items.length;
}

function share(values: readonly Nested[], is: (value: Json) => boolean): number {
  return values.length === 0 ? 0 : values.filter(({ value }) => is(value)).length / values.length;
}

function textsIn(list: Json | undefined): string[] {
  return Array.isArray(list) ? list.map(textOf).filter((text) => text !== null) : [];
}

/** A text, or an object with one, or one that is put together from pieces (Snips, Dialogflow). */
function textOf(item: Json): string | null {
  if (typeof item === "string") return item;
  const pieces = piecesOf(item);
  if (pieces !== null) return pieces.map((piece) => textAt(piece, "text") ?? "").join("");
  const text = TEXTS.map((name) => get(item, name)).find((found) => found !== undefined && found !== null);
  return text !== undefined && isScalar(text) ? String(text) : null;
}

function piecesOf(item: Json): readonly Json[] | null {
  return listAt(item, "data") ?? listAt(item, "parts");
}
