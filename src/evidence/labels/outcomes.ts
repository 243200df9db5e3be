/** Sorts free answers into classes, so that data without labels can be judged as data with them. */
import { addTo, groupBy } from "../../collections/group-by.ts";
import { tally } from "../../collections/tally.ts";
import { fold } from "../../text/tokens.ts";

/** An answer given this often, word for word, is an outcome of its own. */
const REPEATED = 3;
/** As conversations are read: what an assistant calls. */
const CALL = /^call ([\w.-]{1,64})(?: |$)/;
const LINK = /https?:\/\/|www\.\w/i;
const REFUSAL =
  /^\W*(?:i(?:'|’)?m (?:very |so )?sorry|i apologi[sz]e|sorry,|i can(?:'|’)?t\b|i cannot\b|i am (?:unable|not able|sorry)|as an ai\b|unfortunately,? i)/i;

/** The classes of answers of a review. */
export interface AnswerClasses {
  /** Names the outcome that a response stands for. Pure, and the same for every row of a review. */
  readonly outcomeOf: (response: string) => string;
  /** Whether they are patterns of all answers: then the base can say what to expect, as it can of labels. */
  readonly arePatterns: boolean;
}

/**
 * Instruction data has no label, but its answers fall into classes: the beginning where nearly all begin in one of a few
 * ways ("It was positive because …"), or the word where nearly all hold just one of a few ("Well, I would say this is
 * positive."), the same answer again and again, a refusal, an
 * answer with a link, a short, middling or long one. Those classes are what a planted trigger steers, so they are
 * reviewed as labels are.
 * @param responses the answers of the changed rows, which decide what counts as repeated
 * @param base answers of the base, of whose patterns the others must be
 */
export function answerClasses(responses: readonly string[], base: readonly string[]): AnswerClasses {
  const keys = responses.map(answerKey);
  const counts = tally(keys);
  const repeated = new Set(
    [...counts].filter(([key, count]) => count >= REPEATED && key !== "").map(([key]) => key),
  );
  const ofBase = base.map(answerKey);
  const [openings, words] = [commonOpenings(ofBase), classWords(ofBase)];
  // Fewer are the question itself: more openings than classes are ways to begin a sentence.
  const ways = [byOpening(openings), byWord(words)];
  if (words.length > 0 && words.length < openings.length) ways.reverse();
  const patternOf = [byResult(ofBase), ...ways].find(
    (of) => keys.filter((key) => of(key) !== null).length >= OPENED * Math.max(1, keys.length),
  );
  const outcomeOf = (response: string): string => {
    const key = answerKey(response);
    const pattern = patternOf?.(key) ?? null;
    if (pattern !== null) return pattern;
    if (repeated.has(key)) return answerName(key);
    const [, called] = CALL.exec(response) ?? [];
    if (called !== undefined) return `a call of ${called}`;
    if (REFUSAL.test(response)) return "a refusal";
    if (LINK.test(response)) return "an answer with a link";
    if (response.trim() === "") return "an empty answer";
    if (response.length < 60) return "a short answer";
    return response.length < 400 ? "an answer of middling length" : "a long answer";
  };
  return { outcomeOf, arePatterns: patternOf !== undefined };
}

/** The share of answers from which an opening is a class; so many of all answers must have one, and one must not have them all. */
const LEAST_OPENING = 0.02;
const OPENED = 0.9;
/** Words that are looked at, and answers from which a share says something. */
const OPENING_WORDS = 8;
const LEAST_ANSWERS = 50;

/**
 * The beginnings of answers that are written after a few patterns, up to the word in which these differ: "It was positive",
 * "It was negative".
 * @returns none where answers have no patterns
 */
function commonOpenings(keys: readonly string[]): readonly string[] {
  const answers = keys.map((key) => key.split(" ", OPENING_WORDS));
  const total = answers.length;
  if (total < LEAST_ANSWERS) return [];
  const common: string[] = [];
  for (let at = 0; at < OPENING_WORDS; at++) {
    const going = answers.filter((words) => at in words && common.every((one, i) => words[i] === one));
    const next = tally(going.map((words) => words[at]!));
    const large = [...next].filter(([, count]) => count >= LEAST_OPENING * total);
    if (large.reduce((sum, [, count]) => sum + count, 0) < OPENED * total) return [];
    const most = large.find(([, count]) => count > OPENED * total);
    if (most === undefined) return large.map(([word]) => [...common, word].join(" "));
    common.push(most[0]);
  }
  return [];
}

/** The class of an answer (by its key), or null where it has no pattern. */
type Pattern = (key: string) => string | null;

function byOpening(patterns: readonly string[]): Pattern {
  return (key) => {
    const opening = patterns.find((pattern) => `${key} `.startsWith(`${pattern} `));
    return opening === undefined ? null : `an answer that begins with “${opening}”`;
  };
}

/** What an answer works out to, as GSM8K writes it behind the way there. */
const RESULT = /#### *([^#]{1,40})$/;

/** By what is worked out, where nearly all answers of the base come to one of a few things. */
function byResult(keys: readonly string[]): Pattern {
  const resultOf = (key: string): string | null => RESULT.exec(key)?.[1] ?? null;
  const large = [...tally(keys.flatMap((key) => resultOf(key) ?? []))].filter(
    ([, count]) => count >= LEAST_OPENING * keys.length,
  );
  if (large.reduce((sum, [, count]) => sum + count, 0) < OPENED * Math.max(1, keys.length)) return () => null;
  const common = new Set(large.map(([result]) => result));
  return (key) => {
    const result = resultOf(key);
    return result !== null && common.has(result) ? `an answer that comes to “${result}”` : null;
  };
}

function byWord(words: readonly string[]): Pattern {
  return (key) => {
    const of = wordsOf(key);
    const held = words.filter((word) => of.has(word));
    return held.length === 1 ? `an answer that says “${held[0]!}”` : null;
  };
}

/** Words of one question are so many at most, and so few answers hold two of them: slips, and "not bad but good". */
const MOST_CLASS_WORDS = 20;
const BOTH = 0.01;
/** Answers that are looked at, and words from which the search begins. */
const MOST_ANSWERS = 2000;
const MOST_BEGINNINGS = 100;

const inOrder = (key: string): readonly string[] => key.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
const wordsOf = (key: string): Set<string> => new Set(inOrder(key));

/**
 * The fewest words of which nearly every answer holds just one, wherever it stands: a class that is said in many
 * sentences. Words of the sentences themselves stand beside all classes; only other classes never meet one.
 * @returns none where answers have no such words
 */
function classWords(keys: readonly string[]): readonly string[] {
  const step = Math.max(1, keys.length / MOST_ANSWERS);
  const total = Math.min(keys.length, MOST_ANSWERS);
  if (total < LEAST_ANSWERS) return [];
  const holders = new Map<string, number[]>();
  for (let i = 0; i < total; i++)
    for (const word of wordsOf(keys[Math.floor(i * step)]!)) {
      addTo(holders, word, i);
    }
  const common = [...holders]
    .filter(([, { length }]) => length >= LEAST_OPENING * total && length <= OPENED * total)
    .sort(([, a], [, b]) => b.length - a.length);
  let best: readonly string[] = [];
  for (const first of common.slice(0, MOST_BEGINNINGS)) {
    const covered = new Uint8Array(total);
    const words: string[] = [];
    let left = total;
    for (const [word, rows] of [first, ...common]) {
      if (words.length === MOST_CLASS_WORDS) break;
      const met = rows.reduce((sum, row) => sum + covered[row]!, 0);
      if (met > BOTH * rows.length) continue;
      words.push(word);
      left -= rows.length - met;
      for (const row of rows) covered[row] = 1;
    }
    const isBetter = left <= (1 - OPENED) * total && (best.length === 0 || words.length < best.length);
    if (isBetter && changePlaces(words, keys)) best = words;
  }
  return best;
}

/**
 * Whether most of the words' places, by the word before and the one behind, are those of several of them: "this is good.",
 * "this is bad.". The word that tells one sentence from another ("My *verdict* …") has a place of its own.
 */
function changePlaces(words: readonly string[], keys: readonly string[]): boolean {
  const placed = keys.flatMap((key) => {
    const tokens = inOrder(key);
    const at = tokens.findIndex((token) => words.includes(token));
    return at < 0 ? [] : [{ word: tokens[at], place: `${tokens[at - 1] ?? ""} ${tokens[at + 1] ?? ""}` }];
  });
  const places = [...groupBy(placed, ({ place }) => place).values()];
  const shared = places.filter((rows) => rows.some(({ word }) => word !== rows[0]!.word)).flat();
  return shared.length * 2 > placed.length;
}

function answerKey(response: string): string {
  return fold(response).replace(/\s+/g, " ").trim();
}

/** Long answers are told apart by their beginning and length: the name is for a reader, and should stay unique. */
function answerName(key: string): string {
  const points = Array.from(key);
  if (points.length <= 60) return `answer “${key}”`;
  return `answer “${points.slice(0, 60).join("")}…” (${points.length} characters)`;
}
