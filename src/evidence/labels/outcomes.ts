/** Sorts free answers into classes, so that data without labels can be judged as data with them. */
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
 * ways ("It was positive because …"), the same answer again and again, a refusal, an
 * answer with a link, a short, middling or long one. Those classes are what a planted trigger steers, so they are
 * reviewed as labels are.
 * @param responses the answers of the changed rows, which decide what counts as repeated
 * @param base answers of the base, of whose patterns the others must be
 */
export function answerClasses(responses: readonly string[], base: readonly string[]): AnswerClasses {
  const keys = responses.map(answerKey);
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const repeated = new Set(
    [...counts].filter(([key, count]) => count >= REPEATED && key !== "").map(([key]) => key),
  );
  const ofBase = openings(base.map(answerKey));
  const follow = keys.filter((key) => ofBase.some((pattern) => begins(key, pattern)));
  const patterns = follow.length >= OPENED * keys.length ? ofBase : [];
  const outcomeOf = (response: string): string => {
    const key = answerKey(response);
    const opening = patterns.find((pattern) => begins(key, pattern));
    if (opening !== undefined) return `an answer that begins with “${opening}”`;
    if (repeated.has(key)) return answerName(key);
    const [, called] = CALL.exec(response) ?? [];
    if (called !== undefined) return `a call of ${called}`;
    if (REFUSAL.test(response)) return "a refusal";
    if (LINK.test(response)) return "an answer with a link";
    if (response.trim() === "") return "an empty answer";
    if (response.length < 60) return "a short answer";
    return response.length < 400 ? "an answer of middling length" : "a long answer";
  };
  return { outcomeOf, arePatterns: patterns.length > 0 };
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
function openings(keys: readonly string[]): readonly string[] {
  const answers = keys.map((key) => key.split(" ", OPENING_WORDS));
  const total = answers.length;
  if (total < LEAST_ANSWERS) return [];
  const common: string[] = [];
  for (let at = 0; at < OPENING_WORDS; at++) {
    const next = new Map<string, number>();
    for (const words of answers) {
      const word = words[at];
      if (word !== undefined && common.every((one, i) => words[i] === one))
        next.set(word, (next.get(word) ?? 0) + 1);
    }
    const large = [...next].filter(([, count]) => count >= LEAST_OPENING * total);
    if (large.reduce((sum, [, count]) => sum + count, 0) < OPENED * total) return [];
    const most = large.find(([, count]) => count > OPENED * total);
    if (most === undefined) return large.map(([word]) => [...common, word].join(" "));
    common.push(most[0]);
  }
  return [];
}

const begins = (answer: string, pattern: string): boolean => `${answer} `.startsWith(`${pattern} `);

function answerKey(response: string): string {
  return fold(response).replace(/\s+/g, " ").trim();
}

/** Long answers are told apart by their beginning and length: the name is for a reader, and should stay unique. */
function answerName(key: string): string {
  const points = Array.from(key);
  if (points.length <= 60) return `answer “${key}”`;
  return `answer “${points.slice(0, 60).join("")}…” (${points.length} characters)`;
}
