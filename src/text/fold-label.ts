/**
 * Labels as training code reads them: `positive `, `POSITIVE.` and `Positive` are one class there after one line of
 * clean-up, `1.0` and `true` are 1 in any array of numbers. What differs in spelling alone is compared here.
 */

const TRUTH: Readonly<Record<string, string>> = { true: "1", false: "0" };

/** Shortest label in which one wrong letter leaves no doubt about the word. */
const LEAST_LETTERS = 5;
/** Above this many labels only equal ones are one: each new label would be compared with all. */
const MOST_COMPARED = 200;
/** Stands between several labels in one cell. */
const LIST = /[[\]{},;|+]/;
/** Shortest abbreviation. */
const LEAST_ABBREVIATION = 2;

/** A label without case, width, invisible characters, separators and marks around it; numbers as JavaScript writes them. */
export function foldLabel(label: string): string {
  const folded = label
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFKC")
    .replace(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu, (character) =>
      /\s/.test(character) ? " " : "",
    )
    .replace(/[\s_\-./]+/g, " ")
    .trim();
  const number = numberIn(label);
  if (number !== null) return number;
  return TRUTH[folded] ?? folded.replace(/^[\p{P}\s]+(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])[\p{P}\s]+$/gu, "");
}

function numberIn(label: string): string | null {
  const text = label.normalize("NFKC").replace(/[\s\p{Cf}_]/gu, "");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text) ? String(Number(text)) : null;
}

/**
 * Finds the established label that another one is a spelling of: equal when folded, or, for words, its only
 * abbreviation or with one letter wrong.
 * @param established labels of the base, none of which is taken for another
 * @returns null for an established label and for one that is like none or like several
 */
export function labelFolder(established: Iterable<string>): (label: string) => string | null {
  const known = new Set(established);
  const byFold = new Map<string, string | null>();
  for (const label of known) byFold.set(foldLabel(label), byFold.has(foldLabel(label)) ? null : label);
  const remembered = new Map<string, string | null>();
  return (label) => {
    if (known.has(label)) return null;
    let found = remembered.get(label);
    if (found === undefined) remembered.set(label, (found = meant(foldLabel(label))));
    return found;
  };

  function meant(folded: string): string | null {
    const equal = byFold.get(folded);
    if (equal !== undefined) return equal;
    // Numbers that are alike are not the same number, nor lists of several labels (`neg,pos`) that are alike one list.
    if (/\p{N}/u.test(folded) || LIST.test(folded) || byFold.size > MOST_COMPARED) return null;
    const like = [...byFold].filter(
      ([other]) => !LIST.test(other) && (isAbbreviation(folded, other) || isOneLetterOff(folded, other)),
    );
    return like.length === 1 ? like[0]![1] : null;
  }
}

function isAbbreviation(short: string, long: string): boolean {
  return short.length >= LEAST_ABBREVIATION && short.length < long.length && long.startsWith(short);
}

/** One letter put in, left out, exchanged, or two swapped. */
function isOneLetterOff(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < LEAST_LETTERS || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [left, right] = [a.slice(start), b.slice(start)];
  return (
    left.slice(1) === right.slice(1) ||
    left.slice(1) === right ||
    left === right.slice(1) ||
    (left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2))
  );
}
