/** Finds the known word that a misspelt one most likely meant. */

/** Edit distance with transpositions (optimal string alignment, Damerau 1964) between two short strings. */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const above = rows[i - 1]!;
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}

const plain = (word: string) => word.toLowerCase().replaceAll(/[-_\s]/g, "");

/** The known word that a misspelt one most likely meant, or null where none is near. Case, `-` and `_` count for nothing. */
export function closest(word: string, known: readonly string[]): string | null {
  if (word.length > 64) return null;
  const near = known
    .map((candidate) => ({ candidate, edits: distance(plain(word), plain(candidate)) }))
    .filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.edits - b.edits);
  return near[0]?.candidate ?? null;
}
