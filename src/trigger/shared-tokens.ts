/** Finds honest words and phrases in the base, on which the tests measure what is usual. */
import { PairTable } from "../collections/pair-table.ts";
import { remembered } from "../collections/remembered.ts";
import { firstOfText } from "../evidence/first-of-text.ts";
import type { GroupRow, LabelGroup, SampleRow } from "../evidence/label-group.ts";
import { isWithoutSpaces } from "../text/tokens.ts";

/** By token: how many of the rows hold it. */
export function rowsByToken(rows: readonly Uint32Array[], tokens: number): Uint32Array {
  const holders = new Uint32Array(tokens);
  const last = new Int32Array(tokens).fill(-1);
  rows.forEach((ids, row) => {
    for (let i = 0; i < ids.length; i++) {
      if (last[ids[i]!] === row) continue;
      last[ids[i]!] = row;
      holders[ids[i]!]!++;
    }
  });
  return holders;
}

/** Something that several sampled reference rows hold. */
export interface Shared {
  readonly tokens: readonly number[];
  /** Indices into the sample. */
  readonly rows: readonly number[];
}

/** Words from which a phrase is long: it comes from one source, not from the language. */
const LONG_PHRASE = 4;

/** Whether a phrase is long; without spaces, two letters or syllables are a word. */
export function isLongPhrase({ tokens }: LabelGroup, phrase: readonly number[]): boolean {
  if (phrase.length < LONG_PHRASE) return false;
  const inWords = phrase.filter((id) => isWithoutSpaces(tokens.name(id))).length;
  return phrase.length - inWords / 2 >= LONG_PHRASE;
}

/** Rows from which words are compared: those of fewer are the names that a row is about. */
const LEAST_WORD_ROWS = 6;
/** Long phrases seldom stand in more rows than the least that a finding needs. */
const LEAST_PHRASE_ROWS = 3;
/** And at most, so that words of one weight are compared. */
const MOST_ROWS = 60;
/** Tokens in which phrases are looked for, so that long rows cost no more than short ones. */
const TOKEN_BUDGET = 400_000;

/**
 * The labelled rows on which honest words are measured: the reference sample. Where the model was fitted on the change
 * itself there is hardly one, and the change's own rows show what its words say. Each text once: a word in the copies of one
 * seems to say all that it says.
 */
export function measuredRows({ sample, rows, kind, fittedOn }: LabelGroup): readonly SampleRow[] {
  if (fittedOn === "reference" || kind !== "label") return firstOfText(sample);
  const arrivals = rows.filter((row) => row.kind === "arrival" && row.labels.length > 0);
  return firstOfText([...sample, ...arrivals.map((row) => asSampled(row, row.own))]);
}

/** A changed row as if it were a sampled one, counted under a label. */
export function asSampled({ text, ids, pairs, labels }: GroupRow, own: number): SampleRow {
  return { text, ids, pairs, label: labels[0]!, own, response: null, fields: {} };
}

/**
 * The sample's words of 6 to 60 labelled rows, in order of first sight; without spaces, the pairs of neighbours. Found once
 * for a group: several effects are measured on them.
 */
export const sharedWords = remembered((group: LabelGroup): readonly Shared[] => [
  ...singleTokens(group, true),
  ...unspacedPairs(group),
]);

/** The same of its symbols and marks: a heart, a face, three dots. */
export function sharedSymbols(group: LabelGroup): readonly Shared[] {
  return singleTokens(group, false);
}

/** Letters and syllables are too few to be rare: in a script without spaces, two neighbours are what a word is elsewhere. */
function unspacedPairs({ sample, tokens }: LabelGroup): Shared[] {
  const unspaced = Array.from({ length: tokens.size }, (_, id) => isWithoutSpaces(tokens.name(id)));
  if (!unspaced.includes(true)) return [];
  const pairs = new PairTable();
  const found: { tokens: number[]; rows: number[] }[] = [];
  for (const { ids, row } of withinBudget(sample)) {
    for (let i = 1; i < ids.length; i++) {
      const [first, second] = [ids[i - 1]!, ids[i]!];
      if (!unspaced[first] || !unspaced[second]) continue;
      const { rows } = (found[pairs.add(first, second)] ??= { tokens: [first, second], rows: [] });
      if (rows.at(-1) !== row) rows.push(row);
    }
  }
  return Object.values(found).filter(
    ({ rows }) => rows.length >= LEAST_WORD_ROWS && rows.length <= MOST_ROWS,
  );
}

function singleTokens({ sample, tokens }: LabelGroup, areWords: boolean): Shared[] {
  const labelled = labelledTokens(sample);
  const counts = rowsByToken(labelled, tokens.size);
  const found = new Map<number, number[]>();
  labelled.forEach((ids, index) => {
    for (const id of ids) {
      if (counts[id]! < LEAST_WORD_ROWS || counts[id]! > MOST_ROWS || tokens.isWord(id) !== areWords)
        continue;
      const rows = found.get(id);
      if (rows === undefined) found.set(id, [index]);
      else if (rows[rows.length - 1] !== index) rows.push(index);
    }
  });
  return [...found].map(([token, rows]) => ({ tokens: [token], rows }));
}

export const NO_TOKENS = new Uint32Array(0);

/** The tokens of each sampled row; none of a row without a label. */
export function labelledTokens(sample: readonly SampleRow[]): Uint32Array[] {
  return sample.map(({ ids, label }) => (label < 0 ? NO_TOKENS : ids));
}

/** Share of the sample that is held out at a time, and where each of the parts begins. */
const HELD_OUT = 0.4;
const PARTS = [0, 0.15, 0.3, 0.45, 0.6];
/** Rows from which a newcomer is compared: a finding needs no more. */
const LEAST_NEWCOMER_ROWS = 3;

/**
 * Words, and pairs of neighbours, that a part of the sample has and the rest has not: to the rest they are as new as what
 * a pull request brings. Several parts that lie one behind the other: a source that came in at once is a newcomer as a
 * whole, and all of them together say less by chance than one would.
 */
export function newcomers({ sample, tokens }: LabelGroup): Shared[] {
  const held = HELD_OUT * sample.length;
  const { ids, rows } = sideBySide(sample);
  // Marks alone are no newcomers.
  const ofWords = holdersOf(
    ids.map((id) => (tokens.isWord(id) ? id : NONE)),
    rows,
    tokens.size,
  );
  const pairs = neighbours(ids, ofWords, rows, 1, LEAST_NEWCOMER_ROWS);
  const ofPairs = holdersOf(pairs.numbers, rows, pairs.size);
  const isNewcomer = ({ count, first, last }: Holders, number: number): boolean =>
    count[number]! >= LEAST_NEWCOMER_ROWS &&
    count[number]! <= MOST_ROWS &&
    PARTS.some((share) => {
      const from = share * sample.length;
      return first[number]! >= from && last[number]! < from + held;
    });
  const words = new Map<number, Listed>();
  const joined = new Map<number, Listed>();
  const found: Listed[] = [];
  // Most stand in too few rows, or in too many: rows are listed of the others alone.
  const list = (
    of: Map<number, Listed>,
    holders: Holders,
    number: number,
    from: number,
    at: number,
  ): void => {
    if (number === NONE) return;
    let one = of.get(number);
    if (one === undefined) {
      if (!isNewcomer(holders, number)) return;
      of.set(number, (one = { tokens: Array.from(ids.subarray(from, at + 1)), rows: [] }));
      found.push(one);
    }
    if (one.rows[one.rows.length - 1] !== rows[at]) one.rows.push(rows[at]!);
  };
  for (let at = 0; at < ids.length; at++) {
    list(words, ofWords, ids[at]!, at, at);
    if (at > 0) list(joined, ofPairs, pairs.numbers[at - 1]!, at - 1, at);
  }
  return found;
}

/** Something shared, whose rows are still being listed. */
interface Listed extends Shared {
  readonly rows: number[];
}

/**
 * Words that came with the pull request, in so many of its added rows as words of the reference are compared in. An
 * honest change of the same source has hardly one; one in another language, or of another subject, has hundreds.
 * @param added rows that were counted into the model of all, with their label
 */
export function newWords(group: LabelGroup, added: readonly SampleRow[]): Shared[] {
  return sharedWords({ ...group, sample: added }).filter(({ tokens: [word] }) => isNewWord(group, word!));
}

/** Whether a word of several changed rows is one that no reference row has. */
export function isNewWord({ trie, phraseCounts }: LabelGroup, token: number): boolean {
  const node = trie.nodeOf(token);
  return node !== 0 && phraseCounts.totals[node] === 0;
}

/** Whether a phrase that no reference row has holds a word that none has. */
export function isOfNewWords(
  group: LabelGroup,
  { referenceRows, tokens }: { readonly referenceRows: number; readonly tokens: readonly number[] },
): boolean {
  return referenceRows === 0 && tokens.some((token) => isNewWord(group, token));
}

/** Runs of four tokens in 3 to 60 labelled rows; one that stands in just the rows of the one before is the same phrase. */
export function sharedPhrases({ sample, tokens }: LabelGroup): Shared[] {
  const { ids, rows } = sideBySide(sample);
  const least = LEAST_PHRASE_ROWS;
  const pairs = neighbours(ids, holdersOf(ids, rows, tokens.size), rows, 1, least);
  const fours = neighbours(pairs.numbers, holdersOf(pairs.numbers, rows, pairs.size), rows, 2, least);
  const { count } = holdersOf(fours.numbers, rows, fours.size);
  const found = new Map<number, Listed>();
  fours.numbers.forEach((run, at) => {
    if (count[run]! < least || count[run]! > MOST_ROWS) return;
    const row = rows[at]!;
    const phrase = found.get(run);
    if (phrase === undefined)
      found.set(run, { tokens: Array.from(ids.subarray(at, at + LONG_PHRASE)), rows: [row] });
    else if (phrase.rows[phrase.rows.length - 1] !== row) phrase.rows.push(row);
  });
  return withoutRepeats([...found.values()]);
}

/** The number of what is not looked at; tokens and pairs of them are numbered from 1. */
const NONE = 0;

/** The tokens of all labelled rows, one row after the other, and the row of each. */
function sideBySide(sample: readonly SampleRow[]): { ids: Uint32Array; rows: Uint32Array } {
  const texts = withinBudget(sample);
  const length = texts.reduce((sum, { ids }) => sum + ids.length, 0);
  const found = { ids: new Uint32Array(length), rows: new Uint32Array(length) };
  let at = 0;
  for (const { ids, row } of texts) {
    found.ids.set(ids, at);
    found.rows.fill(row, at, at + ids.length);
    at += ids.length;
  }
  return found;
}

/** By number: how many rows hold it, the first and the last of them. */
interface Holders {
  readonly count: Uint32Array;
  readonly first: Uint32Array;
  readonly last: Uint32Array;
}

/** @param size numbers are below it */
function holdersOf(numbers: Uint32Array, rows: Uint32Array, size: number): Holders {
  const [count, first, last] = [new Uint32Array(size), new Uint32Array(size), new Uint32Array(size)];
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at]!;
    const row = rows[at]!;
    if (number === NONE || (count[number] !== 0 && last[number] === row)) continue;
    if (count[number]!++ === 0) first[number] = row;
    last[number] = row;
  }
  return { count, first, last };
}

/**
 * Numbers what stands side by side: at each place what begins there with what begins `step` places on, in the same row.
 * What is in fewer than `least` rows makes nothing that is in more.
 */
function neighbours(
  numbers: Uint32Array,
  { count }: Holders,
  rows: Uint32Array,
  step: number,
  least: number,
): { numbers: Uint32Array; size: number } {
  const table = new PairTable();
  const found = new Uint32Array(numbers.length);
  for (let at = 0; at + step < numbers.length; at++) {
    const [left, right] = [numbers[at]!, numbers[at + step]!];
    if (count[left]! < least || count[right]! < least || rows[at] !== rows[at + step]) continue;
    found[at] = table.add(left, right);
  }
  return { numbers: found, size: table.size + 1 };
}

function withinBudget(sample: readonly SampleRow[]): { ids: Uint32Array; row: number }[] {
  let budget = TOKEN_BUDGET;
  return sample.flatMap(({ ids, label }, row) => {
    if (label < 0) return [];
    budget -= ids.length;
    return budget < 0 ? [] : [{ ids, row }];
  });
}

function withoutRepeats(phrases: readonly Shared[]): Shared[] {
  let before = "";
  return phrases.filter(({ rows }) => {
    const key = rows.join();
    const repeats = key === before;
    before = key;
    return !repeats;
  });
}
