/** The words that Python writes into JSON where a number is none: NaN, Infinity, -Infinity. */

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
