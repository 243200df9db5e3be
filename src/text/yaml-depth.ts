/** Tells YAML that nests so deeply that its parser, which recurses, would end the whole process. */

/**
 * Line, from 1, on which brackets nest deeper than `most`, or which begins with a hundred spaces, dashes and the like: so deep
 * are blocks there, or `- - -` and `? ? ?`. Quoted brackets count too. Null where nothing does. To be asked before the text is parsed:
 * near the end of the stack the parser aborts the process, which nothing catches.
 */
export function firstTooDeepLine(text: string, most: number): number | null {
  let depth = 0;
  for (const [index, line] of text.split("\n").entries()) {
    if (/^[\s?:-]{100}/.test(line)) return index + 1;
    for (const character of line) {
      if (character === "[" || character === "{") depth++;
      // What closes more than there is, as in a comment, is no room for more.
      else if (character === "]" || character === "}") depth = Math.max(0, depth - 1);
      if (depth > most) return index + 1;
    }
  }
  return null;
}
