/** A text that is a list of its words, perhaps with a tag for each: joined by spaces, the words are the text. */
import { get, isMap, isScalar, type Json, type JsonMap } from "../../model/json.ts";
import { joinWords, KIND_COLUMN, kindsOf, markedWords, WORDS_COLUMN } from "../formats/tokens/tags.ts";
import { type Fields, listAt, mostly, type Nested, type Shape } from "./shape.ts";

const WORDS = ["tokens", "words", "token", "word", "sentence", "text", "sent", "forms"];
/** `post_tokens`. */
const OWN = /_(tokens|words)$/i;
const TAGS = [
  "ner_tags", "ner", "tags", "labels", "pos_tags", "chunk_tags", "bio", "iob", "slots", "tag", "label", "ner_labels",
]; // biome-ignore format: a word list

export const tokens: Shape = {
  name: "tokens",
  recognise({ values }) {
    const [first] = values;
    const others = Object.keys(isMap(first?.value) ? first.value : {}).filter((name) => OWN.test(name));
    const words = [...WORDS, ...others].find((name) => mostly(values, (value) => isWords(get(value, name))));
    if (words === undefined || hasText(values, words)) return null;
    const tags = TAGS.find((name) => mostly(values, (value) => areTags(value, words, name))) ?? null;
    return {
      id: JSON.stringify(["tokens", words, tags]),
      title: tags === null ? "texts as lists of words" : "texts as lists of words with tags",
      roles: { text: [words], ...(tags === null ? {} : { label: KIND_COLUMN }) },
      rows({ value }) {
        const list = listAt(value, words);
        return isMap(value) && list !== null ? [{ fields: flat(value, words, list, tags) }] : null;
      },
    };
  },
};

function flat(value: JsonMap, words: string, list: readonly Json[], tags: string | null): Fields {
  const texts = list.map(String);
  const joined = { ...value, [words]: joinWords(texts) };
  if (tags === null) return joined;
  const names = (listAt(value, tags) ?? []).map((tag) => (isScalar(tag) ? String(tag ?? "") : ""));
  return { ...joined, [KIND_COLUMN]: kindsOf(names), [WORDS_COLUMN]: markedWords(texts, names) };
}

function isWords(value: Json | undefined): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  const words = value.filter(
    (item) => typeof item === "string" && item.length <= 64 && !/\s/.test(item.trim()),
  );
  return words.length >= value.length * 0.9;
}

function areTags(value: Json, words: string, name: string): boolean {
  const list = listAt(value, name);
  return (
    name !== words && list !== null && list.every(isScalar) && list.length === listAt(value, words)?.length
  );
}

/** Words beside the text they were taken from are no text of their own. */
function hasText(values: readonly Nested[], words: string): boolean {
  const isText = (value: Json): boolean =>
    Object.entries(isMap(value) ? value : {}).some(
      ([name, cell]) =>
        name !== words &&
        typeof cell === "string" &&
        cell.length > (listAt(value, words)?.length ?? 0) * 2 &&
        /\s/.test(cell),
    );
  return mostly(values, isText);
}
