/** Finds the known phrases in the words of a row. */
import { PairTable } from "../../collections/pair-table.ts";

/** Longest phrase in words; longer ones show as several that are merged again by their rows. */
export const LONGEST = 5;

/** 64 KB: they stay in the cache nearest to a core. */
const PAIR_BITS = 1 << 19;

function pairBit(node: number, token: number): number {
  return (Math.imul(node, 0x9e3779b1) ^ Math.imul(token, 0x85ebca6b)) >>> 13;
}

/** A trie of phrases as arrays, which another thread can be sent. */
export interface PhraseTables {
  /** Number of nodes, the root counted. */
  readonly nodes: number;
  /** Slots of the table that leads from a node and a token to the next node. */
  readonly edges: Int32Array;
  /** By token: the node of that token alone; and whether a phrase goes on with it. */
  readonly roots: Uint32Array;
  readonly inner: Uint8Array;
  /** By node: whether a longer phrase starts with it. */
  readonly extended: Uint8Array;
  /** One bit for each pair of a node and the token behind it, by a hash: most pairs of a row are in no phrase. */
  readonly pairs: Uint32Array;
  /** The pseudo-tokens at the two ends of a row. */
  readonly opening: number;
  readonly ending: number;
}

/** Tables without a phrase. */
export function phraseTables(
  tokens: number,
  nodes: number,
  edges: PairTable,
  opening: number,
  ending: number,
): PhraseTables {
  return {
    nodes,
    edges: edges.slots,
    roots: new Uint32Array(tokens),
    inner: new Uint8Array(tokens),
    extended: new Uint8Array(nodes),
    pairs: new Uint32Array(PAIR_BITS / 32),
    opening,
    ending,
  };
}

/** Enters the phrase of a node: that of its parent (0 for none) and one token more. */
export function enterPhrase(tables: PhraseTables, node: number, parent: number, last: number): void {
  if (parent === 0) {
    tables.roots[last] = node;
    return;
  }
  tables.inner[last] = 1;
  tables.extended[parent] = 1;
  const bit = pairBit(parent, last);
  tables.pairs[bit >>> 5]! |= 1 << (bit & 31);
}

/** Finds the phrases of a trie in rows. */
export class PhraseWalker {
  readonly tables: PhraseTables;
  readonly #edges: PairTable;
  readonly #stamps: Uint32Array;
  #stamp = 0;
  #buffer = new Int32Array(256);

  constructor(tables: PhraseTables) {
    this.tables = tables;
    this.#edges = new PairTable(tables.edges);
    this.#stamps = new Uint32Array(tables.nodes);
  }

  /**
   * Calls `visit(node)` once for each phrase of the trie that the text of these token ids (the first `length`) holds.
   * Most tokens of a reference row begin or continue no phrase, which two look-ups in small arrays tell.
   */
  forEachIn(ids: ArrayLike<number>, visit: (node: number) => void, length = ids.length): void {
    const buffer = this.#framed(ids, length);
    const { roots, inner, extended, pairs } = this.tables;
    const edges = this.#edges;
    const stamps = this.#stamps;
    const stamp = ++this.#stamp;
    const end = length + 2;
    for (let start = 0; start < end; start++) {
      const token = buffer[start]!;
      let node = token < roots.length ? roots[token]! : 0;
      if (node === 0) continue;
      if (stamps[node] !== stamp) {
        stamps[node] = stamp;
        visit(node);
      }
      const last = Math.min(end, start + LONGEST);
      for (let i = start + 1; i < last && extended[node] === 1; i++) {
        const next = buffer[i]!;
        if (next >= inner.length || inner[next] === 0) break;
        const bit = pairBit(node, next);
        if ((pairs[bit >>> 5]! & (1 << (bit & 31))) === 0) break;
        node = edges.get(node, next);
        if (node === 0) break;
        if (stamps[node] === stamp) continue;
        stamps[node] = stamp;
        visit(node);
      }
    }
  }

  /** The ids between the marks of a row's two ends. */
  #framed(ids: ArrayLike<number>, length: number): Int32Array {
    if (this.#buffer.length < length + 2) this.#buffer = new Int32Array((length + 2) * 2);
    const buffer = this.#buffer;
    buffer[0] = this.tables.opening;
    for (let i = 0; i < length; i++) buffer[i + 1] = ids[i]!;
    buffer[length + 1] = this.tables.ending;
    return buffer;
  }
}
