/** Finds honest words and phrases in the base, on which the tests measure what is usual. */
import { PairTable } from "../collections/pair-table.ts";
import type { LabelGroup, SampleRow } from "../evidence/label-group.ts";
import { isWithoutSpaces } from "../text/tokens.ts";

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
 * itself there is hardly one, and the change's own rows show what its words say.
 */
export function measuredRows({ sample, rows, kind, fittedOn }: LabelGroup): readonly SampleRow[] {
  if (fittedOn === "reference" || kind !== "label") return sample;
  const own = rows.flatMap(({ kind: of, text, ids, pairs, labels }) =>
    of === "arrival" && labels.length > 0
      ? [{ text, ids, pairs, label: labels[0]!, response: null, fields: {} }]
      : [],
  );
  return [...sample, ...own];
}

/** The sample's words of 6 to 60 labelled rows, in order of first sight; without spaces, the pairs of neighbours. */
export function sharedWords(group: LabelGroup): Shared[] {
  return [...singleWords(group), ...unspacedPairs(group)];
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

function singleWords({ sample, tokens }: LabelGroup): Shared[] {
  const counts = new Uint32Array(tokens.size);
  const last = new Int32Array(tokens.size);
  const eachWord = (see: (id: number, index: number) => void): void => {
    last.fill(-1);
    for (let index = 0; index < sample.length; index++) {
      const { ids, label } = sample[index]!;
      if (label < 0) continue;
      for (let i = 0; i < ids.length; i++) {
        const id = ids[i]!;
        if (last[id] === index) continue;
        last[id] = index;
        see(id, index);
      }
    }
  };
  eachWord((id) => counts[id]!++);
  const found = new Map<number, number[]>();
  eachWord((id, index) => {
    if (counts[id]! < LEAST_WORD_ROWS || counts[id]! > MOST_ROWS || !tokens.isWord(id)) return;
    const rows = found.get(id);
    if (rows === undefined) found.set(id, [index]);
    else rows.push(index);
  });
  return [...found].map(([word, rows]) => ({ tokens: [word], rows }));
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
  const texts = withinBudget(sample);
  const numbers = new PairTable();
  const eachOf = (see: (number: number, row: number, ids: readonly number[]) => void): void => {
    for (const { ids, row } of texts)
      for (let i = 0; i < ids.length; i++) {
        const [before, word] = [i === 0 ? 0 : ids[i - 1]!, ids[i]!];
        // Marks alone are no newcomers.
        if (!tokens.isWord(word)) continue;
        see(numbers.add(0, word), row, [word]);
        if (i > 0 && tokens.isWord(before)) see(numbers.add(before + 1, word), row, [before, word]);
      }
  };
  const rowsOf: number[] = [];
  const firstOf: number[] = [];
  const lastOf: number[] = [];
  eachOf((number, row) => {
    if (lastOf[number] === row) return;
    rowsOf[number] = (rowsOf[number] ?? 0) + 1;
    firstOf[number] ??= row;
    lastOf[number] = row;
  });
  const isNewcomer = (number: number): boolean =>
    rowsOf[number]! >= LEAST_NEWCOMER_ROWS &&
    rowsOf[number]! <= MOST_ROWS &&
    PARTS.some((share) => {
      const from = share * sample.length;
      return firstOf[number]! >= from && lastOf[number]! < from + held;
    });
  // Most stand in too few rows, or in too many: rows are listed of the others alone.
  const found = new Map<number, { tokens: readonly number[]; rows: number[] }>();
  eachOf((number, row, ids) => {
    const one = found.get(number);
    if (one !== undefined) {
      if (one.rows.at(-1) !== row) one.rows.push(row);
    } else if (isNewcomer(number)) found.set(number, { tokens: ids, rows: [row] });
  });
  return [...found.values()];
}

/**
 * Words that came with the pull request, in so many of its added rows as words of the reference are compared in. An
 * honest change of the same source has hardly one; one in another language, or of another subject, has hundreds.
 * @param added rows that were counted into the model of all, with their label
 */
export function newWords(group: LabelGroup, added: readonly SampleRow[]): Shared[] {
  const { trie, phraseCounts } = group;
  return sharedWords({ ...group, sample: added }).filter(({ tokens: [word] }) => {
    const node = trie.nodeOf(word!);
    return node !== 0 && phraseCounts.totals[node] === 0;
  });
}

/** Runs of four tokens in 3 to 60 labelled rows; one that stands in just the rows of the one before is the same phrase. */
export function sharedPhrases({ sample }: LabelGroup): Shared[] {
  const texts = withinBudget(sample);
  const pairs = new PairTable();
  const fours = new PairTable();
  const counts: number[] = [];
  const last: number[] = [];
  // The numbers of all runs, row after row: they are needed again when it is known which are frequent.
  const runs = new Uint32Array(
    texts.reduce((sum, { ids }) => sum + Math.max(0, ids.length - LONG_PHRASE + 1), 0),
  );
  let at = 0;
  for (const { ids, row } of texts) {
    for (let start = 0; start + LONG_PHRASE <= ids.length; start++) {
      const first = pairs.add(ids[start]!, ids[start + 1]!);
      const run = fours.add(first, pairs.add(ids[start + 2]!, ids[start + 3]!));
      runs[at++] = run;
      if (last[run] === row) continue;
      last[run] = row;
      counts[run] = (counts[run] ?? 0) + 1;
    }
  }
  const found = new Map<number, { tokens: number[]; rows: number[] }>();
  at = 0;
  for (const { ids, row } of texts) {
    for (let start = 0; start + LONG_PHRASE <= ids.length; start++) {
      const run = runs[at++]!;
      if (counts[run]! < LEAST_PHRASE_ROWS || counts[run]! > MOST_ROWS) continue;
      const phrase = found.get(run);
      if (phrase === undefined)
        found.set(run, { tokens: [...ids.slice(start, start + LONG_PHRASE)], rows: [row] });
      else if (phrase.rows[phrase.rows.length - 1] !== row) phrase.rows.push(row);
    }
  }
  return withoutRepeats([...found.values()]);
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
