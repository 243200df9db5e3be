/** How much rows that resemble each other count as evidence. */
import { remembered } from "../collections/remembered.ts";
import type { LabelGroup } from "../evidence/label-group.ts";
import type { Places, Scanned } from "./scanned.ts";

/** Tokens that are read, so that long rows cost no more than short ones; and of each row at least. */
const TOKEN_BUDGET = 100_000;
const LEAST_TOKENS = 250;

/** Rows beyond this many are not compared: the mean of the similarity no longer moves. */
const MOST_ROWS = 400;

/**
 * How much independent evidence rows are, as a share of their number: 1 for rows that say different things, near 1/n
 * for n versions of one sentence. It is Kish's design effect (Kish 1965) with the mean cosine similarity of the rows
 * without the phrase in question, beyond that of any rows, as the correlation within the cluster.
 * @param readable tokens of a row that are read at most
 */
export function spread(
  { group, rows: scanned }: Pick<Scanned, "group" | "rows">,
  rows: Places,
  phrase?: ReadonlySet<number>,
  readable = Number.POSITIVE_INFINITY,
): number {
  return independence(group, rows.length, (i) => group.rows[scanned[rows[i]!]!]!.ids, { phrase, readable });
}

/** The same of so many texts: a function gives their tokens. */
export function independence(
  group: LabelGroup,
  count: number,
  idsOf: (index: number) => Uint32Array,
  limits: Parameters<typeof meanSimilarity>[3],
): number {
  const n = Math.min(count, MOST_ROWS);
  if (n < 2) return 1;
  const alike = meanSimilarity(group, n, idsOf, limits);
  const background = backgroundOf(group);
  // On the scale that it has beside the least background.
  const beyond = ((1 - BACKGROUND) * (alike - background)) / (1 - background);
  return 1 / (1 + (count - 1) * Math.max(0, Math.min(1, beyond)));
}

/** Similarity of two unrelated rows of one subject, which is no sign of a common source: at least. */
const BACKGROUND = 0.05;
/** Rows that are so alike at random could not be told from versions of one. */
const MOST_BACKGROUND = 0.8;

/**
 * The similarity of the base's rows, drawn evenly: 0.05 and less where words are spaced, but texts that are made of a
 * hundred letters or syllables share many, whatever they say.
 */
const backgroundOf = remembered((group: LabelGroup): number => {
  const { sample } = group;
  const n = Math.min(sample.length, MOST_ROWS);
  const alike =
    n < 2 ? 0 : meanSimilarity(group, n, (i) => sample[Math.floor((i * sample.length) / n)]!.ids, {});
  return Math.min(MOST_BACKGROUND, Math.max(BACKGROUND, alike));
});

/** The mean cosine similarity of n texts; words are weighted by their rarity, so that no two are alike for sharing "the". */
function meanSimilarity(
  group: LabelGroup,
  n: number,
  idsOf: (index: number) => Uint32Array,
  {
    phrase,
    readable = Number.POSITIVE_INFINITY,
  }: { phrase?: ReadonlySet<number> | undefined; readable?: number },
): number {
  const most = Math.min(readable, Math.max(LEAST_TOKENS, TOKEN_BUDGET / n));
  const { rarities, total, stamps, held, mine } = workspace(group);
  let heldCount = 0;
  let own = 0;
  for (let i = 0; i < n; i++) {
    const ids = idsOf(i);
    const length = Math.min(ids.length, most);
    let count = 0;
    let norm = 0;
    for (let at = 0; at < length; at++) {
      const id = ids[at]!;
      if (stamps[id] === 1) continue;
      stamps[id] = 1;
      mine[count++] = id;
    }
    for (let k = 0; k < count; k++) stamps[mine[k]!] = phrase?.has(mine[k]!) ? 2 : 0;
    for (let k = 0; k < count; k++) {
      const id = mine[k]!;
      if (stamps[id] === 2) continue;
      const weight = rarities[id]! || (rarities[id] = rarity(group, id));
      norm += weight * weight;
    }
    const scale = 1 / Math.sqrt(norm);
    if (norm !== 0) own++;
    for (let k = 0; k < count; k++) {
      const id = mine[k]!;
      if (stamps[id] === 2) stamps[id] = 0;
      else {
        if (total[id] === 0) held[heldCount++] = id;
        total[id]! += rarities[id]! * scale;
      }
    }
  }
  // Rows that consist of nothing but the phrase say all the same.
  const bare = n - own;
  let squared = 0;
  for (let k = 0; k < heldCount; k++) {
    const id = held[k]!;
    squared += total[id]! * total[id]!;
    total[id] = 0;
  }
  return (squared - own + bare * (bare - 1)) / (n * (n - 1));
}

/** By token: its rarity, 0 until it is asked for; and what one call needs, all 0 between calls. */
interface Workspace {
  readonly rarities: Float64Array;
  readonly total: Float64Array;
  readonly stamps: Uint8Array;
  /** Tokens of all rows, and of one: what stands in them from earlier calls means nothing. */
  readonly held: Uint32Array;
  readonly mine: Uint32Array;
}

const workspace = remembered(
  ({ tokens: { size } }: LabelGroup): Workspace => ({
    rarities: new Float64Array(size),
    total: new Float64Array(size),
    stamps: new Uint8Array(size),
    held: new Uint32Array(size),
    mine: new Uint32Array(size),
  }),
);

function rarity({ trie, phraseCounts, rows, referenceRows }: LabelGroup, id: number): number {
  const node = trie.nodeOf(id);
  const holders = node === 0 ? 1 : trie.phrases.supportOf(node) + phraseCounts.totals[node]!;
  return Math.log(1 + (rows.length + referenceRows) / holders);
}
