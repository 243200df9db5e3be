/** How similar two texts are by their words, to tell an edited row from a new one. */

/** Units by which texts are compared: words in lower case, and single characters of scripts without spaces. */
export function textUnits(text: string): string[] {
  return (
    text
      .slice(0, 20_000)
      .toLowerCase()
      .match(
        /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu,
      ) ?? []
  );
}

/** Jaccard similarity of two sets: 1 for equal sets, two empty ones included. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  if (large.size === 0) return 1;
  let common = 0;
  for (const unit of small) if (large.has(unit)) common++;
  return common / (a.size + b.size - common);
}

/** Letter pairs of a text: they find a typing error in a single word, where whole words find nothing. */
export function letterPairs(text: string): Set<string> {
  const pairs = new Set<string>();
  const padded = ` ${text.toLowerCase()} `;
  for (let i = 0; i + 1 < padded.length && i < 2000; i++) pairs.add(padded.slice(i, i + 2));
  return pairs;
}
