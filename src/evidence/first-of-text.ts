/** Takes one of the rows that have the same text: where everyone who judged a text has a row of it, the others say nothing new of its words. */

/** Of the rows with one text the first, in their order. */
export function firstOfText<Of extends { readonly text: string }>(rows: readonly Of[]): Of[] {
  const seen = new Set<string>();
  return rows.filter(({ text }) => seen.size < seen.add(text).size);
}
