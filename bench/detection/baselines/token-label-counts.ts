/** A labelled text, as the baselines see rows. */
export interface LabelledText {
  readonly text: string;
  readonly label: string;
}

/** Words between white space, as the published filter splits them. */
export const wordsOf = (text: string): string[] => text.split(/\s+/u).filter((word) => word !== "");

/** How often words and labels meet in a set of rows. */
export interface TokenLabelCounts {
  /** Rows or occurrences by word, as they were counted. */
  readonly totals: ReadonlyMap<string, number>;
  /** The same by word and label. */
  readonly pairs: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Rows by label. */
  readonly labels: ReadonlyMap<string, number>;
  readonly rows: number;
}

/** `each: "row"` counts a word once for each row that holds it, `"occurrence"` every time. */
export function countTokens(
  rows: readonly LabelledText[],
  each: "row" | "occurrence",
  only?: ReadonlySet<string>,
): TokenLabelCounts {
  const totals = new Map<string, number>();
  const pairs = new Map<string, Map<string, number>>();
  const labels = new Map<string, number>();
  for (const { text, label } of rows) {
    labels.set(label, (labels.get(label) ?? 0) + 1);
    const words = wordsOf(text);
    for (const word of each === "row" ? new Set(words) : words) {
      if (only?.has(word) === false) continue;
      totals.set(word, (totals.get(word) ?? 0) + 1);
      const byLabel = pairs.get(word) ?? new Map<string, number>();
      pairs.set(word, byLabel);
      byLabel.set(label, (byLabel.get(label) ?? 0) + 1);
    }
  }
  return { totals, pairs, labels, rows: rows.length };
}
