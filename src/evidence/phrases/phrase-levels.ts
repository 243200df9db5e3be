/** Finds the frequent phrases of each length from those that are one word shorter. */
import { grown } from "../../collections/grown.ts";
import { PairTable } from "../../collections/pair-table.ts";
import { UNKNOWN } from "../../text/token-table.ts";
import type { PhraseLevel } from "./phrase-list.ts";

/** All rows in one sequence of tokens; each begins with the opening, which is found nowhere else. */
export interface Sequence {
  readonly tokens: Uint32Array;
  readonly opening: number;
}

interface Extended {
  /** Node of the phrase of this length that starts at each position; 0 where there is none. */
  readonly nodes: Uint32Array;
  readonly level: PhraseLevel;
}

/**
 * One level of the trie: extends the phrases that start at each position by the token behind them, and keeps those of
 * `support` rows or more. Most are not frequent; counted by hash first, they take no place in any table (Park, Chen &
 * Yu 1995).
 * @param parents nodes of the phrases that are one token shorter, by position; null for single tokens
 * @param edges gets the nodes, numbered on from those that it has
 */
export function extend(
  sequence: Sequence,
  parents: Uint32Array | null,
  length: number,
  edges: PairTable,
  support: number,
): Extended {
  const { tokens, opening } = sequence;
  // A phrase of three and more lies within a row where both its parts do.
  const isPhrase = (i: number): boolean =>
    parents === null
      ? tokens[i] !== UNKNOWN
      : parents[i] !== 0 && parents[i + 1] !== 0 && tokens[i + 1] !== opening;
  const end = tokens.length - length + 1;
  const buckets = new Uint8Array(2 ** Math.min(24, Math.ceil(Math.log2(tokens.length + 1))));
  const mask = buckets.length - 1;
  for (let i = 0; i < end; i++) {
    if (!isPhrase(i)) continue;
    const bucket = hash(parents === null ? 0 : parents[i]!, tokens[i + length - 1]!) & mask;
    if (buckets[bucket]! < support) buckets[bucket]!++;
  }
  const local = new PairTable();
  const at = new Uint32Array(tokens.length);
  let counts = new Uint32Array(1024);
  let lastRow = new Int32Array(1024).fill(-1);
  let row = -1;
  for (let i = 0; i < end; i++) {
    if (tokens[i] === opening) row++;
    if (!isPhrase(i)) continue;
    const parent = parents === null ? 0 : parents[i]!;
    const token = tokens[i + length - 1]!;
    if (buckets[hash(parent, token) & mask]! < support) continue;
    const id = local.add(parent, token);
    if (id === counts.length) {
      counts = grown(counts);
      lastRow = grown(lastRow).fill(-1, id);
    }
    at[i] = id;
    if (lastRow[id] === row) continue;
    lastRow[id] = row;
    counts[id]!++;
  }
  return collect(
    sequence,
    parents,
    length,
    { at, counts: counts.subarray(0, local.size + 1) },
    edges,
    support,
  );
}

/** What was counted: by position the number of its candidate, 0 for none; by candidate the rows that hold it. */
interface Counted {
  readonly at: Uint32Array;
  readonly counts: Uint32Array;
}

/** Numbers the frequent ones as nodes, in order of first sight, and lists their rows. */
function collect(
  { tokens, opening }: Sequence,
  parents: Uint32Array | null,
  length: number,
  { at, counts }: Counted,
  edges: PairTable,
  support: number,
): Extended {
  const firstNode = edges.size + 1;
  const frequent = counts.filter((count) => count >= support);
  const level = {
    parents: new Uint32Array(frequent.length),
    tokens: new Uint32Array(frequent.length),
    starts: new Uint32Array(frequent.length + 1),
    rows: new Uint32Array(frequent.reduce((sum, count) => sum + count, 0)),
  };
  const numbers = new Uint32Array(counts.length);
  const filled = new Uint32Array(frequent.length);
  let next = 0;
  let row = -1;
  for (let i = 0; i < at.length; i++) {
    if (tokens[i] === opening) row++;
    const id = at[i]!;
    if (id === 0 || counts[id]! < support) {
      at[i] = 0;
      continue;
    }
    if (numbers[id] === 0) {
      const parent = parents === null ? 0 : parents[i]!;
      const token = tokens[i + length - 1]!;
      numbers[id] = edges.add(parent, token);
      level.parents[next] = parent;
      level.tokens[next] = token;
      level.starts[next + 1] = level.starts[next]! + counts[id]!;
      next++;
    }
    const node = numbers[id]!;
    const phrase = node - firstNode;
    const start = level.starts[phrase]!;
    const used = filled[phrase]!;
    if (used === 0 || level.rows[start + used - 1] !== row) {
      level.rows[start + used] = row;
      filled[phrase]!++;
    }
    at[i] = node;
  }
  return { nodes: at, level };
}

function hash(left: number, right: number): number {
  let h = Math.imul(left, 0x85ebca6b) ^ Math.imul(right, 0xc2b2ae35);
  h ^= h >>> 15;
  h = Math.imul(h, 0x9e3779b1);
  return h ^ (h >>> 16);
}
