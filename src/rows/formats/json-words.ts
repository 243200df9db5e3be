/** Numbers that JSON has no word for, or JavaScript no room: NaN and Infinity as Python writes them, large integers. */

const STRING_OR_WORD = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;

/** The text with null in their place, strings left as they are, and whether there was one. */
export function withoutNaN(text: string): { readonly text: string; readonly found: boolean } {
  if (!text.includes("NaN") && !text.includes("Infinity")) return { text, found: false };
  let found = false;
  const replaced = text.replace(STRING_OR_WORD, (part) => {
    if (part.startsWith('"')) return part;
    found = true;
    return "null";
  });
  return { text: replaced, found };
}

/** Digits behind a point or in an exponent are no integer: 0.9400000000000001 is one number. */
const STRING_OR_LARGE = /"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

/** The text with integers beyond 2^53 as strings, which keep every digit: two that differ are not the same. */
export function withLargeIntegers(text: string): string {
  if (!/\d{16}/.test(text)) return text;
  return text.replace(STRING_OR_LARGE, (part) =>
    part.startsWith('"') || Number.isSafeInteger(Number(part)) ? part : `"${part}"`,
  );
}
