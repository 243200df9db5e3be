/** Lists ways in which a text can be written, such as capitals or doubled marks, and recognises them. */
import { CHARACTER_CLASS_WORDS, CHARACTER_CLASSES, characterClasses } from "./characters.ts";

/** A way in which a text can be written, whatever it says. */
export interface WrittenForm {
  /** Stable name, for machines. */
  readonly id: string;
  /** What such a row has, for a sentence: "rows with …". */
  readonly words: string;
}

/** A form that one expression finds anywhere in a text. */
interface Found extends WrittenForm {
  readonly expression: RegExp;
}

// Every expression is linear in the length of the text: a class, two neighbours, or a word of so many letters at most.
const FOUND: readonly Found[] = [
  { id: "capital-word", words: "a word in capitals", expression: /(?<!\p{L})\p{Lu}{3}/u },
  { id: "inner-capital", words: "a capital within a word", expression: /\p{Ll}\p{Lu}/u },
  { id: "stretched-word", words: "a stretched word", expression: /(\p{L})\1\1/u },
  {
    id: "doubled-word",
    words: "a word twice in a row",
    expression: /(?<![\p{L}\p{M}\p{N}])(\p{L}{1,40})[\s,.…-]+\1(?![\p{L}\p{M}\p{N}])/iu,
  },
  {
    id: "stutter",
    words: "a word that begins twice",
    expression: /(?<![\p{L}\p{M}\p{N}])(\p{L}{1,3})[-–—.…'’]{1,3} ?\1\p{L}/iu,
  },
  {
    id: "doubled-initial",
    words: "a word whose first letter is doubled",
    expression: /(?<![\p{L}\p{M}\p{N}])(\p{L})\1\p{L}{2}/iu,
  },
  { id: "long-number", words: "a number of five digits or more", expression: /\d{5}/ },
  { id: "digit", words: "a digit", expression: /\d/ },
  { id: "digit-in-word", words: "a digit within a word", expression: /\p{L}\d|\d\p{L}/u },
  { id: "double-space", words: "two spaces in a row", expression: /\S {2}/ },
  { id: "line-break", words: "a line break", expression: /[\r\n]/ },
  { id: "tab", words: "a tab", expression: /\t/ },
  { id: "repeated-exclamation", words: "exclamation marks in a row", expression: /!!/ },
  { id: "repeated-question", words: "question marks in a row", expression: /\?\?/ },
  { id: "mixed-marks", words: "an exclamation mark beside a question mark", expression: /!\?|\?!/ },
  { id: "ellipsis", words: "an ellipsis", expression: /\.\.|…/ },
  { id: "space-before-mark", words: "a space before a mark", expression: /\s[,.;:!?]/ },
  { id: "mark-without-space", words: "a mark without a space after it", expression: /\p{L}[,;:!?]\p{L}/u },
  { id: "curly-quote", words: "curly quotation marks", expression: /[“”‘„«»]/ },
  { id: "straight-quote", words: "a straight quotation mark", expression: /"/ },
  { id: "backquote", words: "a backquote", expression: /`/ },
  { id: "parenthesis", words: "a parenthesis", expression: /[()]/ },
  { id: "bracket", words: "a bracket or brace", expression: /[[\]{}]/ },
  { id: "dash", words: "a dash", expression: /[–—]|--| - / },
  { id: "semicolon", words: "a semicolon", expression: /;/ },
  { id: "colon", words: "a colon", expression: /:/ },
  { id: "slash", words: "a slash", expression: /\// },
  { id: "asterisk", words: "an asterisk", expression: /\*/ },
  { id: "underscore", words: "an underscore", expression: /_/ },
  { id: "tilde", words: "a tilde", expression: /~/ },
  { id: "hashtag", words: "a hashtag", expression: /#\p{L}/u },
  { id: "mention", words: "a mention", expression: /@\p{L}/u },
  { id: "link", words: "a link", expression: /https?:\/\/|www\./i },
  { id: "markup", words: "markup", expression: /<\/?\p{L}|&#?\w{1,8};/u },
  { id: "emoji", words: "an emoji", expression: /\p{Extended_Pictographic}/u },
  { id: "accent", words: "a letter with an accent", expression: /[\u00c0-\u024f\u0300-\u036f]/ },
  { id: "cyrillic", words: "a Cyrillic letter", expression: /\p{Script=Cyrillic}/u },
  { id: "greek", words: "a Greek letter", expression: /\p{Script=Greek}/u },
  { id: "han", words: "a Chinese character", expression: /\p{Script=Han}/u },
  { id: "arabic", words: "an Arabic letter", expression: /\p{Script=Arabic}/u },
  { id: "opening-space", words: "a space at the beginning", expression: /^\s/ },
  { id: "closing-space", words: "a space at the end", expression: /\s$/ },
  { id: "small-beginning", words: "a small letter at the beginning", expression: /^\P{L}{0,3}\p{Ll}/u },
  { id: "stop-at-end", words: "a full stop at the end", expression: /\.\s?$/ },
  { id: "letter-at-end", words: "no mark at the end", expression: /[\p{L}\p{N}]\s?$/u },
  { id: "exclamation-at-end", words: "an exclamation mark at the end", expression: /!\s?$/ },
  { id: "question-at-end", words: "a question mark at the end", expression: /\?\s?$/ },
];

const CAPITALS: readonly WrittenForm[] = [
  { id: "capitals-only", words: "capitals only" },
  { id: "no-capitals", words: "no capital letter" },
  { id: "title-case", words: "a capital at each word" },
];

const HIDDEN: readonly WrittenForm[] = CHARACTER_CLASSES.map((name) => ({
  id: name,
  words: CHARACTER_CLASS_WORDS[name],
}));

/** All forms, in a fixed order; a form is named by its index. */
export const WRITTEN_FORMS: readonly WrittenForm[] = [...FOUND, ...CAPITALS, ...HIDDEN];

/** Characters of a text that are looked at: a form that shows only beyond them is not the form of the text. */
const MOST = 20_000;

/** The forms of a text, as indices into `WRITTEN_FORMS`, ascending. */
export function writtenForms(whole: string): number[] {
  // A cut could part the two halves of a character outside the basic plane; such a half matches nothing here.
  const text = whole.length > MOST ? whole.slice(0, MOST) : whole;
  const forms: number[] = [];
  FOUND.forEach(({ expression }, index) => {
    if (expression.test(text)) forms.push(index);
  });
  const letters = capitals(text);
  if (letters !== null) forms.push(FOUND.length + letters);
  for (const name of characterClasses(text))
    forms.push(FOUND.length + CAPITALS.length + CHARACTER_CLASSES.indexOf(name));
  return forms.sort((a, b) => a - b);
}

/** Index into `CAPITALS`; null for a text whose capitals are as usual, or whose script has none. */
function capitals(text: string): number | null {
  const lower = text.toLowerCase();
  const upper = text.toUpperCase();
  if (lower === upper) return null;
  if (text === upper) return 0;
  if (text === lower) return 1;
  const words = text.split(/[^\p{L}]+/u).filter((word) => word.length > 0);
  return words.length >= 3 && words.every((word) => /^\p{Lu}/u.test(word)) ? 2 : null;
}
