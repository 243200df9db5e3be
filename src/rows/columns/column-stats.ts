/** What the values of each column look like over a sample of rows. */
import type { Json } from "../../model/json.ts";
import { labelNamesOf } from "../../model/labels/label-names.ts";
import { normalName } from "../formats/column-names.ts";
import { isTagged } from "../formats/joined-labels.ts";
import type { Fields } from "../formats/reader.ts";
import { isConversation } from "./conversations.ts";

/** What the values of one column look like over the sample. */
export interface ColumnStats {
  readonly name: string;
  readonly normal: string;
  /** Place among the columns in order of first appearance. */
  readonly position: number;
  /** Values that are there and not empty. */
  readonly filled: number;
  readonly distinct: number;
  /** The different values, each by its beginning. */
  readonly values: ReadonlySet<string>;
  /** Different items where values are lists or flags by name, else different values. */
  readonly kinds: number;
  /** Share of the rows that have a value here. */
  readonly fill: number;
  /** Share of the filled values that are words: several, or one of nothing but letters. */
  readonly wordy: number;
  readonly numeric: number;
  /** Most values are true or false. */
  readonly truth: boolean;
  readonly chat: boolean;
  /** Values are a tag for each word of a text: `O O B-PER`. */
  readonly tagged: boolean;
  /** Most values are addresses, paths or days: where and when a row is from, not what it is. */
  readonly addresses: boolean;
  /** Most values are records of something else, as what is known of a row's origin. */
  readonly records: boolean;
  /** Values say nothing but which split a row is in. */
  readonly splits: boolean;
  /** Mean length in characters, and mean number of words, of the filled values. */
  readonly length: number;
  readonly words: number;
}

const MAX_COLUMNS = 1000;
const COMPARED_CHARACTERS = 200;

/** Names of all columns in order of first appearance. */
export function columnNames(sample: readonly Fields[]): string[] {
  const names = new Set<string>();
  for (const fields of sample) for (const name in fields) if (names.size < MAX_COLUMNS) names.add(name);
  return [...names];
}

export function columnStats(sample: readonly Fields[]): ColumnStats[] {
  const columns = new Map<string, Json[]>();
  // A row that stands on both sides counts once: else nothing would look unique.
  const rows = new Map(sample.map((fields) => [JSON.stringify(fields), fields]));
  for (const fields of rows.values()) {
    for (const [name, value] of Object.entries(fields)) {
      let values = columns.get(name);
      if (!values) {
        if (columns.size >= MAX_COLUMNS) continue;
        columns.set(name, (values = []));
      }
      const isEmpty = value === null || value === "" || (Array.isArray(value) && value.length === 0);
      if (!isEmpty) values.push(value);
    }
  }
  return [...columns].map(([name, values], position) => statsOf(name, position, values, rows.size));
}

function statsOf(name: string, position: number, values: readonly Json[], rows: number): ColumnStats {
  const seen = new Set<string>();
  const items = new Set<string>();
  const times = { wordy: 0, numeric: 0, truth: 0, chat: 0, addresses: 0, records: 0, length: 0, words: 0 };
  for (const value of values) {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    const names = namesIn(value);
    const isRecord = typeof value === "string" ? COUNTED.test(value) : names?.[0] === text;
    if (isMeasure(value) || isRecord) times.records++;
    const said = names?.join(" ") ?? text;
    seen.add(said.slice(0, COMPARED_CHARACTERS));
    for (const item of names ?? [text]) items.add(item.slice(0, COMPARED_CHARACTERS));
    if (typeof value === "boolean" || Number.isFinite(Number(text))) times.numeric++;
    else if (isWordy(text)) times.wordy++;
    if (/^(true|false)$/i.test(text)) times.truth++;
    if (isConversation(value)) times.chat++;
    if (isAddress(text.slice(0, COMPARED_CHARACTERS))) times.addresses++;
    times.length += said.length;
    times.words += wordsIn(text.slice(0, 2000).trim());
  }
  const mean = (of: keyof typeof times): number => times[of] / Math.max(1, values.length);
  return {
    name,
    normal: normalName(name),
    position,
    filled: values.length,
    fill: rows === 0 ? 0 : values.length / rows,
    distinct: seen.size,
    values: seen,
    kinds: items.size,
    wordy: mean("wordy"),
    numeric: mean("numeric"),
    truth: mean("truth") > 0.5,
    chat: mean("chat") > 0.5,
    tagged: isTagged(values.map((value) => (typeof value === "string" ? value : ""))),
    addresses: mean("addresses") > 0.5,
    records: mean("records") > 0.5,
    splits: seen.size > 1 && [...seen].every((value) => SPLIT.test(value)),
    length: mean("length"),
    words: mean("words"),
  };
}

/** `Thu Mar 24 10:22:33 PDT 2016`, `24th March 2016`, `Mar 24, 2016 10:22`. */
const DAY_IN_WORDS =
  /^\s*([a-z]{3,9},?\s+)?(\d{1,2}(\.|st|nd|rd|th)?\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,4},?(\s+([\d:.+]+|[ap]\.?m\.?|[a-z]{3,4}))*\s*$/i;

const isAddress = (text: string): boolean =>
  /^\s*(https?:\/\/|www\.|\.{0,2}\/)\S+\s*$/i.test(text) ||
  DAY_IN_WORDS.test(text) ||
  /^\s*(\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})([T ][\d:.]+(Z|[+-]\d\d:?\d\d)?)?\s*$/.test(
    text,
  );

const SPLIT = /^(train(ing)?|dev(elopment)?|val(id(ation)?)?|test(ing)?|eval(uation)?)$/i;

/** Numbers of which some are above 1, as "3 of 5 found it helpful" (`[3, 5]`): shares and flags of labels are not. */
const isMeasure = (value: Json): boolean =>
  Array.isArray(value) &&
  value.every((item) => typeof item === "number") &&
  value.some((item) => typeof item === "number" && item > 1);

/** The names in a list of them, or those that are set in flags or shares by name; null for anything that is one value. */
function namesIn(value: Json): readonly string[] | null {
  if (typeof value !== "object" || value === null) return null;
  if (!Array.isArray(value)) return labelNamesOf(value);
  const areNames = value.length > 0 && value.every((item) => typeof item === "string");
  return areNames ? value : null;
}

/** Letters of scripts that put no spaces between words, of which some three make one. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]{3}/gu;

function wordsIn(text: string): number {
  return text.split(/\s+/).length + (text.match(UNSPACED)?.length ?? 0);
}

/** Names and numbers in the brackets of a program: `[['race'], ['age', 'race']]`. */
const LITERAL =
  /^[[({](?:[\s,:[\](){}]*(?:'[!-&(-~]*'|"[!#-~]*"|\d[\d.]*(?![\d.])|\b(?:None|null|true|false)\b))*[\s,[\](){}]*[\])}]\s*$/i;

/** Pieces with a number each: `[["good", 3], ["bad", 0]]`. */
const COUNTED = /^[[{](?:[\s,[\]{}]*"[^"\s]*"\s*[:,]\s*-?\d[\d.]*)+[\s,[\]{}]*[\]}]$/;

/** Letters in several words or in one; a file name, an address, a code or a hash is none. */
export function isWordy(text: string): boolean {
  const start = text.slice(0, 2000).trim();
  if (LITERAL.test(start) || COUNTED.test(start)) return false;
  if (/^\p{L}[\p{L}\p{M}'’\-]*$/u.test(start)) return true;
  return (
    /\p{L}/u.test(start) &&
    (/\S\s+\S/.test(start) ||
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]{2}/u.test(
        start,
      ))
  );
}

/** Addresses, file names and times: cells that name something and say nothing. */
export function isAddressName(name: string): boolean {
  return /^(url|uri|link|path|file|filename|filepath|date|time|timestamp|createdat|author|user|username)$/.test(
    normalName(name),
  );
}

/** `tweet_text` and `sentimentLabel`: the last word of a name tells what it is. */
export function lastWord(name: string): string {
  return name
    .split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u)
    .at(-1)!
    .toLowerCase();
}
