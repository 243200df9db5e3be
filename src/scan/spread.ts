import type { Places, Scanned } from "./scanned.ts";

/** Tokens that are read, so that long rows cost no more than short ones; and of each row at least. */
const TOKEN_BUDGET = 100_000;
const LEAST_TOKENS = 250;

/** Rows beyond this many are not compared: the mean of the similarity no longer moves. */
const MOST_ROWS = 400;

/**
 * How much independent evidence rows are, as a share of their number: 1 for rows that say different things, near 1/n
 * for n versions of one sentence. It is Kish's design effect (Kish 1965) with the mean cosine similarity of the rows
 * without the phrase in question as the correlation within the cluster; words are weighted by their rarity among the
 * scanned rows, so that two rows are not alike for sharing "the".
 * @param readable tokens of a row that are read at most
 */
export function spread(
  scanned: Scanned,
  rows: Places,
  phrase?: ReadonlySet<number>,
  readable = Number.POSITIVE_INFINITY,
): number {
  const n = Math.min(rows.length, MOST_ROWS);
  if (n < 2) return 1;
  const most = Math.min(readable, Math.max(LEAST_TOKENS, TOKEN_BUDGET / n));
  const total = new Map<number, number>();
  let own = 0;
  for (let i = 0; i < n; i++) {
    const ids = new Set(scanned.group.rows[scanned.rows[rows[i]!]!]!.ids.subarray(0, most));
    const weights: [number, number][] = [];
    let norm = 0;
    for (const id of ids) {
      if (phrase?.has(id)) continue;
      const weight = rarity(scanned, id);
      weights.push([id, weight]);
      norm += weight * weight;
    }
    if (norm === 0) continue;
    own++;
    const scale = 1 / Math.sqrt(norm);
    for (const [id, weight] of weights) total.set(id, (total.get(id) ?? 0) + weight * scale);
  }
  // Rows that consist of nothing but the phrase say all the same.
  const bare = n - own;
  let squared = 0;
  for (const weight of total.values()) squared += weight * weight;
  const alike = squared - own + bare * (bare - 1);
  const similarity = Math.max(0, Math.min(1, alike / (n * (n - 1)) - BACKGROUND));
  return 1 / (1 + (rows.length - 1) * similarity);
}

/** Similarity of two unrelated rows of one subject, which is no sign of a common source. */
const BACKGROUND = 0.05;

function rarity(scanned: Scanned, id: number): number {
  const node = scanned.group.trie.nodeOf(id);
  const rows =
    node === 0 ? 1 : scanned.group.trie.phrases.supportOf(node) + scanned.group.phraseCounts.totals[node]!;
  const all = scanned.group.rows.length + scanned.group.referenceRows;
  return Math.log(1 + all / rows);
}
