/** Counter-evidence that goes: the rows of one label that show what a phrase means are removed, or edited so that they no longer hold it. */

import { countOf } from "../../collections/count-table.ts";
import { tally } from "../../collections/tally.ts";
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { LabelGroup } from "../../evidence/label-group.ts";
import type { RowChange } from "../../model/dataset.ts";
import { logBinomialUpperTail, logHypergeometricUpperTail } from "../../stats/log-space.ts";
import { phraseTest } from "../../text/holds-phrase.ts";
import { isRecoded } from "../../text/lost-letters.ts";
import { chosenByColumn } from "../chosen-by-column.ts";
import { type Candidate, candidates } from "../phrases/candidates.ts";
import { withoutOverlap } from "../phrases/overlap.ts";
import { readableLength } from "../phrases/readable-length.ts";
import type { Scanned } from "../scanned.ts";
import { spread } from "../spread.ts";

/** A phrase whose rows of a label the pull request takes out of the data. */
export interface Vanished {
  readonly candidate: Candidate;
  /** The labels whose rows go: one, or all but one. */
  readonly labels: readonly number[];
  /** Indices into `group.rows` of the phrase's rows that go, of all labels. */
  readonly rows: readonly number[];
  /** Base rows of the phrase by label, and those of them that go. */
  readonly before: readonly number[];
  readonly gone: readonly number[];
  /** Rows that go in all. */
  readonly removed: number;
  /** Whether the phrase's rows go by their label (others stay, or there should have been others) and not for other words. */
  readonly oneSided: boolean;
  /** Whether no row that keeps the phrase tells otherwise, and it is masked as others are, or a category goes that is most of the change. */
  readonly isRoutine: boolean;
  /** ln P(so many of the phrase's base rows of these labels go), times the number of candidates. */
  readonly logAdjusted: number;
}

/** Fewest rows that go, and the least share of the phrase's base rows of their labels. */
const LEAST_ROWS = 5;
const MOSTLY = 0.5;
/** How unlikely it must be that the labels of the rows that go differ by chance from those that stay, or from the base's. */
const SELECTED = Math.log(0.05);

/**
 * Phrases of which the rows of one label, or of all but one, go more often than the rows of those labels do: the
 * counter-evidence that keeps a model from learning the opposite. How many go is held against how many go of the label,
 * so that retiring a label is no secret. Where a language or a subject is taken out, all its words go: a phrase whose
 * rows hold others that go by themselves is part of that. Rows that say much the same count as fewer, so that clearing
 * out duplicates is no attack.
 * @param limit ln of the p-value
 */
export function vanishedPhrases(
  evidence: ReviewEvidence,
  group: LabelGroup,
  scanned: Scanned,
  limit: number,
): Vanished[] {
  const going = departures(evidence, group);
  if (going.length < LEAST_ROWS || going.length >= group.referenceRows) return [];
  const all = candidates(group, going, LEAST_ROWS);
  const stays = stayingPhrase(group);
  const loss = lossOf(group, going, stays);
  const context = { ...scanned, rows: going };
  const labels = group.space.names.length;
  const tests = Math.log(all.length * (labels > 2 ? 2 * labels : labels));
  const asked = all
    .flatMap(loss)
    .filter(({ logP, candidate }) => logP + tests <= limit && NAMED.test(group.trie.text(candidate)));
  const readable = readableLength(
    context,
    asked.map(({ rows }) => rows),
  );
  const others = new Set(asked.map(({ candidate }) => candidate));
  const isMasked = asked.length === 0 ? () => false : masksOf(evidence, group, going);
  const found = asked.flatMap(({ candidate, labels, rows, logP }): Vanished[] => {
    // Alike or not, rows are no more evidence than they are many.
    const logAdjusted = logP * spread(context, rows, candidate.hidden, readable) + tests;
    if (logAdjusted > limit) return [];
    const company = companyOf(candidate, others);
    if (company === "elsewhere") return [];
    const before = group.space.names.map((_, l) => countOf(group.phraseCounts, candidate.node, l));
    const mine = Array.from(candidate.rows, (at) => going[at]!).filter((row) => !stays(row, candidate));
    if (isPartOfMasked(evidence, group, mine, group.trie.text(candidate))) return [];
    const gone = Array.from(countLabels(group, mine));
    const isSelected = goesMoreThanItStays(before, gone, labels);
    const masked = isMasked(mine);
    const oneSided = company === "none" && (isSelected || (!masked && differsFromBase(group, gone)));
    const isRoutine = !isSelected && (masked || isCategory(evidence, group, mine, sum(before)));
    const removed = going.length;
    return [{ candidate, labels, rows: mine, before, gone, removed, oneSided, isRoutine, logAdjusted }];
  });
  found.sort((a, b) => a.logAdjusted - b.logAdjusted || b.candidate.node - a.candidate.node);
  return withoutOverlap(found, ({ rows }) => rows);
}

/** Whether a phrase's rows, all that there are, are most of the change and go for what a column says of them. */
function isCategory(
  { changes }: ReviewEvidence,
  group: LabelGroup,
  mine: readonly number[],
  before: number,
): boolean {
  const rows = mine.map((row) => changes[group.rows[row]!.change]!.before!);
  if (rows.length < before || rows.length * 2 <= changes.length) return false;
  return chosenByColumn(group, rows, null) !== null;
}

/** What a phrase must hold: marks alone come and go with every clean-up, and a numeral of old may stand for one. */
export const NAMED = /[\p{L}\p{Nd}\p{Extended_Pictographic}]/u;

/** A phrase that loses most of its rows of some labels. */
interface Loss {
  readonly candidate: Candidate;
  readonly labels: readonly number[];
  /** Places of those rows among the ones that go. */
  readonly rows: readonly number[];
  readonly logP: number;
}

function lossOf(
  group: LabelGroup,
  going: readonly number[],
  stays: StayingPhrase,
): (candidate: Candidate) => Loss[] {
  const names = group.space.names.map((_, label) => label);
  const gone = countLabels(group, going);
  const rates = gone.map((rows, label) => Math.min(1, rows / Math.max(1, group.referenceLabels[label]!)));
  return (candidate) => {
    const places = Array.from(candidate.rows);
    const counts = countLabels(
      group,
      places.map((at) => going[at]!),
    );
    const before = names.map((label) => countOf(group.phraseCounts, candidate.node, label));
    const expected = before.map((rows, label) => rows * rates[label]!);
    const all = { gone: sum(counts), before: sum(before), expected: sum(expected) };
    const losses: Loss[] = [];
    for (const label of names) {
      const own = { gone: counts[label]!, before: before[label]!, expected: expected[label]! };
      test([label], own);
      // Where but one other label goes, its own test says more.
      if (
        names.length > 2 &&
        !names.some((other) => other !== label && counts[other] === all.gone - own.gone)
      )
        test(
          names.filter((other) => other !== label),
          {
            gone: all.gone - own.gone,
            before: all.before - own.before,
            expected: all.expected - own.expected,
          },
        );
    }
    return losses;

    function test(labels: readonly number[], rate: { gone: number; before: number; expected: number }): void {
      const least = Math.max(LEAST_ROWS, MOSTLY * rate.before);
      if (rate.gone < least || rate.gone <= rate.expected) return;
      const rows = places.filter((at) => {
        const row = going[at]!;
        return group.rows[row]!.labels.some((label) => labels.includes(label)) && !stays(row, candidate);
      });
      if (rows.length < least) return;
      const size = Math.max(rate.before, rows.length);
      // One rate for rows of several labels makes the tail longer, so the test is on the safe side (Hoeffding 1956).
      const chance = Math.min(1, rate.expected / Math.max(1, rate.before));
      losses.push({ candidate, labels, rows, logP: logBinomialUpperTail(size, chance, rows.length) });
    }
  };
}

const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

/** Share of a phrase's rows that hold others which go by themselves, from which they keep it company. */
const COMPANY = 0.5;
/** And other rows that those hold, as a share of the phrase's, from which the removal is larger than the phrase. */
const BEYOND = 0.1;

/** Whether most of a phrase's rows hold other phrases that go by themselves, and whether those go elsewhere too. */
function companyOf(
  { rows, hidden }: Candidate,
  others: ReadonlySet<Candidate>,
): "none" | "here" | "elsewhere" {
  const mine = new Set(rows);
  const covered = new Set<number>();
  const beyond = new Set<number>();
  for (const other of others) {
    // What shares words with it is the same thing said again.
    if (other.tokens.some((token) => hidden.has(token))) continue;
    for (const at of other.rows) (mine.has(at) ? covered : beyond).add(at);
    if (covered.size >= COMPANY * mine.size && beyond.size >= BEYOND * mine.size) return "elsewhere";
  }
  return covered.size >= COMPANY * mine.size ? "here" : "none";
}

/** Base rows that are removed, or whose text is edited. */
export function departures({ changes, comparison }: ReviewEvidence, { rows }: LabelGroup): number[] {
  // Of a file that goes as a whole no row was chosen: the phrases of its style vanish by nature.
  const whole = new Set(comparison.files.flatMap(({ path, rows }) => (rows.head === 0 ? [path] : [])));
  return rows.flatMap((row, index) => {
    const { kind, edits, before, after } = changes[row.change]!;
    // Text that was read in the wrong encoding loses nothing when it is mended, or harmed once more.
    const chosen =
      kind === "removed" ? !whole.has(before!.path) : edits.text && !isRecoded(before!.text, after!.text);
    return row.kind === "departure" && chosen ? [index] : [];
  });
}

/** Whether an edited row holds a phrase still, or its words with other marks between them. */
type StayingPhrase = (row: number, candidate: Candidate) => boolean;

function stayingPhrase(group: LabelGroup): StayingPhrase {
  const arrivals = new Map<number, number>();
  group.rows.forEach((row, index) => {
    if (row.kind === "arrival") arrivals.set(row.change, index);
  });
  const tests = new Map<number, ReturnType<typeof phraseTest>>();
  const testOf = (candidate: Candidate): ReturnType<typeof phraseTest> => {
    let test = tests.get(candidate.node);
    if (test === undefined) tests.set(candidate.node, (test = phraseTest(group.trie.text(candidate))));
    return test;
  };
  return (row, candidate) => {
    const after = arrivals.get(group.rows[row]!.change);
    if (after === undefined) return false;
    return (
      holds(group.trie.phrases.rowsOf(candidate.node), after) ||
      testOf(candidate)?.(group.rows[after]!.text) === true
    );
  };
}

/** What addresses, user names and telephone numbers are written in, in text of any language. */
const ADDRESS = /[\x21-\x7e]+/g;

/**
 * Whether edits take a phrase away as part of words that differ from row to row: where “https://t.co/Za2q” and its like are
 * masked, what they begin with goes from all rows, and nobody chose it. A name that is hushed up is the same word in each.
 */
function isPartOfMasked(
  { changes }: ReviewEvidence,
  { rows }: LabelGroup,
  mine: readonly number[],
  phrase: string,
): boolean {
  const parts = new Set(partsOf(phrase));
  const gone = new Set<string>();
  for (const row of mine) {
    const { before, after } = changes[rows[row]!.change]!;
    if (after === null) continue;
    const kept = new Set(after.text.match(ADDRESS));
    const goes = before!.text.match(ADDRESS)?.filter((word) => !kept.has(word)) ?? [];
    // One word of a row is enough: a row with three addresses is no more than one.
    const word = goes.map(partsOf).find((own) => own.some((part) => parts.has(part)));
    if (word !== undefined) gone.add(word.join(" "));
  }
  return 2 * gone.size > mine.length;
}

/**
 * Whether what stands in most of a phrase's edited rows instead of it is a mask ("[USER]", "<NUM>"): a word that the edits
 * bring into at least as many other rows, and that fewer of them held before than get it. The phrase goes with all others that
 * are masked then, whatever its rows were labelled, unless those that keep it tell otherwise.
 */
function masksOf(
  { changes }: ReviewEvidence,
  { rows }: LabelGroup,
  going: readonly number[],
): (mine: readonly number[]) => boolean {
  const changeOf = (row: number): RowChange => changes[rows[row]!.change]!;
  const held = tally(going.flatMap((row) => [...wordsOf(changeOf(row).before!.text)]));
  const cameIn = (some: readonly number[]) => tally(some.flatMap((row) => newWords(changeOf(row))));
  const came = cameIn(going);
  return (mine) =>
    [...cameIn(mine)].some(([word, count]) => {
      const all = came.get(word)!;
      return 2 * count > mine.length && all >= 2 * mine.length && all > (held.get(word) ?? 0);
    });
}

function newWords({ before, after }: RowChange): string[] {
  if (after === null) return [];
  const held = wordsOf(before!.text);
  return [...wordsOf(after.text)].filter((word) => !held.has(word));
}

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));

const partsOf = (word: string): string[] => word.toLowerCase().match(/[a-z\d]+/g) ?? [];

/** Whether an ascending list holds a row. */
function holds(rows: Uint32Array, row: number): boolean {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]! < row) low = middle + 1;
    else high = middle;
  }
  return rows[low] === row;
}

function countLabels(group: LabelGroup, rows: readonly number[]): Float64Array {
  const counts = new Float64Array(group.space.names.length);
  for (const row of rows) for (const label of group.rows[row]!.labels) counts[label]!++;
  return counts;
}

/** Whether the phrase's rows that go have the labels more often than those that stay (Fisher's exact test). */
function goesMoreThanItStays(
  before: readonly number[],
  gone: readonly number[],
  labels: readonly number[],
): boolean {
  const of = (counts: readonly number[]): number => labels.reduce((sum, label) => sum + counts[label]!, 0);
  return logHypergeometricUpperTail(sum(before), of(before), sum(gone), of(gone)) <= SELECTED;
}

/** Whether a label is more frequent or rarer among the rows that go than by its share of the base (binomial, both sides of each). */
function differsFromBase(group: LabelGroup, gone: readonly number[]): boolean {
  const rows = sum(gone);
  return gone.some((count, l) => {
    const share = group.referenceLabels[l]! / Math.max(1, group.referenceRows);
    const logP = Math.min(
      logBinomialUpperTail(rows, share, count),
      logBinomialUpperTail(rows, 1 - share, rows - count),
    );
    return logP + Math.log(2 * gone.length) <= SELECTED;
  });
}
