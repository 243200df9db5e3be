import { type CountTable, countTable, type FrozenCounts } from "../classifier/count-table.ts";
import { PairTable } from "../stats/pair-table.ts";
import { type TokenTable, UNKNOWN } from "../text/token-table.ts";
import { extend } from "./phrase-levels.ts";
import { PhraseList } from "./phrase-list.ts";

/** Longest phrase in words; longer ones show as several that are merged again by their rows. */
const LONGEST = 5;

/** 64 KB: they stay in the cache nearest to a core. */
const PAIR_BITS = 1 << 19;

function pairBit(node: number, token: number): number {
  return (Math.imul(node, 0x9e3779b1) ^ Math.imul(token, 0x85ebca6b)) >>> 13;
}

/** Pseudo-tokens at the two ends of a row, so that openings and endings are phrases like any other. */
export const OPENING = "⟨opens⟩";
export const ENDING = "⟨ends⟩";

/** Ids of tokens in order; may begin with the opening or end with the ending pseudo-token. */
interface Tokens {
  readonly tokens: readonly number[];
}

/**
 * All phrases of one to five tokens that occur in at least `support` of the given rows, as a trie: the node of a
 * phrase is the pair (node of the phrase without its last token, last token). Built level by level: a phrase can
 * only be that frequent when both its beginning and its end are (Agrawal & Srikant 1994).
 */
export class PhraseTrie {
  readonly #tokens: TokenTable;
  readonly #edges: PairTable;
  readonly phrases: PhraseList;
  readonly #opening: number;
  readonly #ending: number;
  /** By token: the node of that token alone; and whether a phrase goes on with it. */
  readonly #roots: Uint32Array;
  readonly #inner: Uint8Array;
  /** By node: whether a longer phrase starts with it. */
  readonly #extended: Uint8Array;
  /** One bit for each pair of a node and the token behind it, by a hash: most pairs of a row are in no phrase. */
  readonly #pairs: Uint32Array;
  readonly #stamps: Uint32Array;
  #stamp = 0;
  #buffer = new Int32Array(256);

  private constructor(
    tokens: TokenTable,
    edges: PairTable,
    phrases: PhraseList,
    opening: number,
    ending: number,
  ) {
    this.#tokens = tokens;
    this.#edges = edges;
    this.phrases = phrases;
    this.#opening = opening;
    this.#ending = ending;
    this.#stamps = new Uint32Array(phrases.size);
    this.#roots = new Uint32Array(tokens.size);
    this.#inner = new Uint8Array(tokens.size);
    this.#extended = new Uint8Array(phrases.size);
    this.#pairs = new Uint32Array(PAIR_BITS / 32);
    for (let node = 1; node < phrases.size; node++) {
      const last = phrases.lastTokenOf(node);
      const parent = phrases.parentOf(node);
      if (parent === 0) this.#roots[last] = node;
      else {
        this.#inner[last] = 1;
        this.#extended[parent] = 1;
        const bit = pairBit(parent, last);
        this.#pairs[bit >>> 5]! |= 1 << (bit & 31);
      }
    }
  }

  /** @param rows token ids of each row in order, as `TokenTable.add` gives them */
  static build(tokens: TokenTable, rows: readonly ArrayLike<number>[], support: number): PhraseTrie {
    const opening = tokens.pseudo(OPENING);
    const ending = tokens.pseudo(ENDING);
    const lengths = rows.map((row) => row.length + 2);
    const sequence = new Uint32Array(lengths.reduce((sum, length) => sum + length, 0));
    const rowOf = new Uint32Array(sequence.length);
    let at = 0;
    rows.forEach((row, index) => {
      rowOf.fill(index, at, at + row.length + 2);
      sequence[at] = opening;
      sequence.set(row, at + 1);
      sequence[at + row.length + 1] = ending;
      at += row.length + 2;
    });
    const edges = new PairTable();
    const phrases = new PhraseList();
    let parents: Uint32Array | null = null;
    for (let length = 1; length <= LONGEST; length++) {
      const { nodes, level } = extend({ tokens: sequence, rows: rowOf }, parents, length, edges, support);
      if (level.parents.length === 0) break;
      phrases.addLevel(level);
      parents = nodes;
    }
    return new PhraseTrie(tokens, edges, phrases, opening, ending);
  }

  /**
   * Calls `visit(node)` once for each phrase of the trie that the text of these token ids (the first `length`) holds.
   * Most tokens of a reference row begin or continue no phrase, which two look-ups in small arrays tell.
   */
  forEachIn(ids: ArrayLike<number>, visit: (node: number) => void, length = ids.length): void {
    const buffer = this.#framed(ids, length);
    const roots = this.#roots;
    const inner = this.#inner;
    const extended = this.#extended;
    const edges = this.#edges;
    const pairs = this.#pairs;
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
    buffer[0] = this.#opening;
    for (let i = 0; i < length; i++) buffer[i + 1] = ids[i]!;
    buffer[length + 1] = this.#ending;
    return buffer;
  }

  /** The node of a phrase; 0 when it is not in the trie. */
  find(tokens: readonly number[]): number {
    let node = 0;
    for (const token of tokens) {
      node = this.#edges.get(node, token);
      if (node === 0 || node >= this.phrases.size) return 0;
    }
    return node;
  }

  /**
   * The longest run of tokens around a phrase that all of these rows share: a planted sentence is one thing to hide
   * from the model, however long it is. The first occurrence in each row counts.
   * @param rowsOf the token ids of the rows that hold the phrase, asked for where they matter
   */
  widen(phrase: readonly number[], rowsOf: () => readonly ArrayLike<number>[]): readonly number[] {
    // A shorter phrase that all its rows extend alike is in the trie as a longer one.
    if (phrase.length < LONGEST) return phrase;
    const rows = rowsOf();
    const inner = phrase.filter((token) => token !== this.#opening && token !== this.#ending);
    const starts = rows.map((row) => indexOfRun(row, inner));
    const shared = (offset: number): number | null => {
      const token = rows[0]![starts[0]! + offset];
      const all =
        token !== undefined &&
        token !== UNKNOWN &&
        rows.every((row, i) => row[starts[i]! + offset] === token);
      return all ? token : null;
    };
    const before: number[] = [];
    const after: number[] = [];
    if (!this.isOpening({ tokens: phrase }))
      for (let token = shared(-1); token !== null; token = shared(-before.length - 1)) before.unshift(token);
    if (!this.isEnding({ tokens: phrase }))
      for (let token = shared(inner.length); token !== null; token = shared(inner.length + after.length))
        after.push(token);
    // Marks at its ends belong to the sentences around it.
    while (before.length > 0 && !this.#tokens.isWord(before[0]!)) before.shift();
    while (after.length > 0 && !this.#tokens.isWord(after[after.length - 1]!)) after.pop();
    return [...before, ...phrase, ...after];
  }

  /** The phrase as a reader sees it: its folded words with one space between. */
  text(phrase: Tokens): string {
    return phrase.tokens
      .filter((token) => token !== this.#opening && token !== this.#ending)
      .map((token) => this.#tokens.name(token))
      .join(" ");
  }

  /** The node of two tokens; 0 when it is not in the trie. */
  nodeOfPair(first: number, second: number): number {
    const node = this.nodeOf(first);
    return node === 0 ? 0 : this.#edges.get(node, second);
  }

  /** The node of a single token; 0 when it is not in the trie. */
  nodeOf(token: number): number {
    return token < this.#roots.length ? this.#roots[token]! : 0;
  }

  /** Whether the phrase is nothing but an end of the row, which every row has. */
  isBare(phrase: Tokens): boolean {
    return phrase.tokens.every((token) => token === this.#opening || token === this.#ending);
  }

  isOpening(phrase: Tokens): boolean {
    return phrase.tokens[0] === this.#opening;
  }

  isEnding(phrase: Tokens): boolean {
    return phrase.tokens[phrase.tokens.length - 1] === this.#ending;
  }

  counter(labels: number): PhraseCounter {
    return new PhraseCounter(this, labels);
  }
}

/** Counts the rows of a stream by phrase and label. */
export class PhraseCounter {
  readonly #trie: PhraseTrie;
  readonly #table: CountTable;
  #label = 0;
  /** Made once: a closure for each row would be a million of them. */
  readonly #count = (node: number): void => {
    this.#table.add(node, this.#label);
  };

  constructor(trie: PhraseTrie, labels: number) {
    this.#trie = trie;
    this.#table = countTable(labels, trie.phrases.size);
  }

  /** Counts one row, the first `length` of the ids; a row of several labels counts once for each. */
  add(ids: ArrayLike<number>, labels: readonly number[], length = ids.length): void {
    for (const label of labels) {
      this.#label = label;
      this.#trie.forEachIn(ids, this.#count, length);
    }
  }

  /** Counts rows that are known to hold the phrase of a node. */
  count(node: number, label: number, rows: number): void {
    this.#table.add(node, label, rows);
  }

  /** Counts by node of the trie. */
  finish(): FrozenCounts {
    return this.#table.freeze(this.#trie.phrases.size);
  }
}

function indexOfRun(row: ArrayLike<number>, run: readonly number[]): number {
  for (let start = 0; start + run.length <= row.length; start++) {
    if (run.every((token, offset) => row[start + offset] === token)) return start;
  }
  throw new Error("A row does not hold the phrase that it is listed under.");
}
