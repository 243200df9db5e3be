/** Words as what a reader makes of them, however they are written: for telling forms of one word. */

/** Digits and marks that stand for the letter that they look like. */
const LOOK: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "@": "a",
  $: "s",
  "!": "i",
  "+": "t",
  "(": "c",
  "<": "c",
  "|": "l",
};

/** Shorter words have too few letters to be known by them when some are wrong; longer ones are no words. */
const SHORTEST = 4;
const LONGEST = 24;

/**
 * The words of a text between its spaces: small letters without marks on, between or around them, digits and marks
 * that pass for letters within a word as those.
 */
export function bareWords(text: string, remembered: Map<string, string | null>): string[] {
  const words: string[] = [];
  for (const chunk of text.split(/\s+/u)) {
    let word = remembered.get(chunk);
    if (word === undefined) remembered.set(chunk, (word = bare(chunk)));
    if (word !== null) words.push(word);
  }
  return words;
}

function bare(chunk: string): string | null {
  // Marks within a word may be letters of it; a word with several letters is then as long as that.
  if (chunk.length > 4 * LONGEST) return null;
  const letters = Array.from(
    chunk
      .normalize("NFKD")
      .toLowerCase()
      .replace(/^\P{L}+|[^\p{L}\d]+$/gu, ""),
  )
    .map((letter) => LOOK[letter] ?? letter)
    .join("")
    .replace(/\P{L}/gu, "");
  return letters.length < SHORTEST || letters.length > LONGEST ? null : letters;
}
