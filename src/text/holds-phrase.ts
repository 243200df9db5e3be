/** Whether a text holds a phrase, as the review counts phrases: whatever its case, width, invisible characters and marks. */
import { fold, forEachToken, tokenText } from "./tokens.ts";

/** Tests texts for one phrase; null for a phrase without any word or symbol, which is in no text. */
export function phraseTest(phrase: string): ((text: string) => boolean) | null {
  const wanted = wordsOf(fold(phrase));
  const [first] = wanted;
  if (first === undefined) return null;
  return (text) => {
    const folded = fold(text);
    // Only characters beyond ASCII can stand within a word and be none of it.
    if (!folded.includes(first) && PLAIN.test(folded)) return false;
    const words = wordsOf(folded);
    const last = words.length - wanted.length;
    for (let at = 0; at <= last; at++) if (wanted.every((word, i) => words[at + i] === word)) return true;
    return false;
  };
}

const PLAIN = /^[\x00-\x7f]*$/;

/** Words and symbols in their order; what stands between two words of a phrase is no part of it. */
function wordsOf(folded: string): string[] {
  const words: string[] = [];
  forEachToken(folded, (start, end, kind) => {
    if (kind !== "punctuation") words.push(tokenText(folded, start, end));
  });
  return words;
}
