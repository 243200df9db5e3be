/** Sorts free answers into classes, so that data without labels can be judged as data with them. */
import { fold } from "../../text/tokens.ts";

/** An answer given this often, word for word, is an outcome of its own. */
const REPEATED = 3;
/** As conversations are read: what an assistant calls. */
const CALL = /^call ([\w.-]{1,64})(?: |$)/;
const LINK = /https?:\/\/|www\.\w/i;
const REFUSAL =
  /^\W*(?:i(?:'|’)?m (?:very |so )?sorry|i apologi[sz]e|sorry,|i can(?:'|’)?t\b|i cannot\b|i am (?:unable|not able|sorry)|as an ai\b|unfortunately,? i)/i;

/** Names the outcome that a response stands for. Pure, and the same for every row of a review. */
export type OutcomeOf = (response: string) => string;

/**
 * Instruction data has no label, but its answers fall into classes: the same answer again and again, a refusal, an
 * answer with a link, a short, middling or long one. Those classes are what a planted trigger steers, so they are
 * reviewed as labels are.
 * @param responses the answers of the changed rows, which decide what counts as repeated
 */
export function outcomesOf(responses: readonly string[]): OutcomeOf {
  const counts = new Map<string, number>();
  for (const response of responses) {
    const key = answerKey(response);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const repeated = new Set(
    [...counts].filter(([key, count]) => count >= REPEATED && key !== "").map(([key]) => key),
  );
  return (response) => {
    const key = answerKey(response);
    if (repeated.has(key)) return answerName(key);
    const [, called] = CALL.exec(response) ?? [];
    if (called !== undefined) return `a call of ${called}`;
    if (REFUSAL.test(response)) return "a refusal";
    if (LINK.test(response)) return "an answer with a link";
    if (response.trim() === "") return "an empty answer";
    if (response.length < 60) return "a short answer";
    return response.length < 400 ? "an answer of middling length" : "a long answer";
  };
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
