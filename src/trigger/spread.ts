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
 * without the phrase in question as the correlation within the cluster; words are weighted by their rarity among the
 * scanned rows, so that two rows are not alike for sharing "the".
 * @param readable tokens of a row that are read at most
 */
export function spread(
  scanned: Pick<Scanned, "group" | "rows">,
  rows: Places,
  phrase?: ReadonlySet<number>,
  readable = Number.POSITIVE_INFINITY,
): number {
  const n = Math.min(rows.length, MOST_ROWS);
  if (n < 2) return 1;
  const most = Math.min(readable, Math.max(LEAST_TOKENS, TOKEN_BUDGET / n));
  const { rarities, total, stamps, held, mine } = workspace(scanned.group);
  let heldCount = 0;
  let own = 0;
  for (let i = 0; i < n; i++) {
    const { ids } = scanned.group.rows[scanned.rows[rows[i]!]!]!;
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
      const weight = rarities[id]! || (rarities[id] = rarity(scanned.group, id));
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
  const alike = squared - own + bare * (bare - 1);
  const similarity = Math.max(0, Math.min(1, alike / (n * (n - 1)) - BACKGROUND));
  return 1 / (1 + (rows.length - 1) * similarity);
}

/** Similarity of two unrelated rows of one subject, which is no sign of a common source. */
const BACKGROUND = 0.05;

/** By token: its rarity, 0 until it is asked for; and what one call needs, all 0 between calls. */
interface Workspace {
  readonly rarities: Float64Array;
  readonly total: Float64Array;
  readonly stamps: Uint8Array;
  /** Tokens of all rows, and of one: what stands in them from earlier calls means nothing. */
  readonly held: Uint32Array;
  readonly mine: Uint32Array;
}

const workspaces = new WeakMap<LabelGroup, Workspace>();

function workspace(group: LabelGroup): Workspace {
  let found = workspaces.get(group);
  if (found === undefined) {
    const { size } = group.tokens;
    found = {
      rarities: new Float64Array(size),
      total: new Float64Array(size),
      stamps: new Uint8Array(size),
      held: new Uint32Array(size),
      mine: new Uint32Array(size),
    };
    workspaces.set(group, found);
  }
  return found;
}

function rarity({ trie, phraseCounts, rows, referenceRows }: LabelGroup, id: number): number {
  const node = trie.nodeOf(id);
  const holders = node === 0 ? 1 : trie.phrases.supportOf(node) + phraseCounts.totals[node]!;
  return Math.log(1 + (rows.length + referenceRows) / holders);
}
