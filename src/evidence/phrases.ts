import { CountTable, type FrozenCounts } from "../classifier/count-table.ts";
import { PairTable } from "../stats/pair-table.ts";
import { type TokenTable, UNKNOWN } from "../text/token-table.ts";

/** Longest phrase in words; longer ones show as several that are merged again by their rows. */
const LONGEST = 5;

/** Pseudo-tokens at the two ends of a row, so that openings and endings are phrases like any other. */
export const OPENING = "⟨opens⟩";
export const ENDING = "⟨ends⟩";

/** A phrase of the changed rows. */
export interface Phrase {
  /** Its tokens' ids; may begin with the opening or end with the ending pseudo-token. */
  readonly tokens: readonly number[];
  /** Indices of the rows that hold it, ascending, each once. */
  readonly rows: Uint32Array;
}

/**
 * All phrases of one to five tokens that occur in at least `support` of the given rows, as a trie: the node of a
 * phrase is the pair (node of the phrase without its last token, last token). Built level by level: a phrase can
 * only be that frequent when both its beginning and its end are (Agrawal & Srikant 1994).
 */
export class PhraseTrie {
  readonly #tokens: TokenTable;
  readonly #edges: PairTable;
  readonly phrases: readonly (Phrase | null)[];
  readonly #opening: number;
  readonly #ending: number;
  #stamps: Uint32Array;
  #stamp = 0;
  #buffer: number[] = [];

  private constructor(
    tokens: TokenTable,
    edges: PairTable,
    phrases: (Phrase | null)[],
    opening: number,
    ending: number,
  ) {
    this.#tokens = tokens;
    this.#edges = edges;
    this.phrases = phrases;
    this.#opening = opening;
    this.#ending = ending;
    this.#stamps = new Uint32Array(phrases.length);
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
    const phrases: (Phrase | null)[] = [null];
    let parents: Uint32Array | null = null;
    for (let length = 1; length <= LONGEST; length++) {
      const found = extend(sequence, rowOf, parents, length, edges, phrases.length, support);
      if (found.phrases.length === 0) break;
      for (const phrase of found.phrases) {
        const tokens = parents === null ? [phrase.token] : [...phrases[phrase.parent]!.tokens, phrase.token];
        phrases.push({ tokens, rows: phrase.rows });
      }
      parents = found.nodes;
    }
    return new PhraseTrie(tokens, edges, phrases, opening, ending);
  }

  /** Calls `visit(node)` once for each phrase of the trie that the text of these token ids holds. */
  forEachIn(ids: ArrayLike<number>, visit: (node: number) => void): void {
    this.#stamp++;
    const buffer = this.#buffer;
    const length = ids.length + 2;
    buffer[0] = this.#opening;
    for (let i = 0; i < ids.length; i++) buffer[i + 1] = ids[i]!;
    buffer[length - 1] = this.#ending;
    for (let start = 0; start < length; start++) {
      let node = 0;
      for (let i = start; i < length && i < start + LONGEST; i++) {
        const token = buffer[i]!;
        if (token === UNKNOWN) break;
        node = this.#edges.get(node, token);
        if (node === 0 || node >= this.phrases.length) break;
        if (this.#stamps[node] !== this.#stamp) {
          this.#stamps[node] = this.#stamp;
          visit(node);
        }
      }
    }
  }

  /** The phrase as a reader sees it: its folded words with one space between. */
  text(phrase: Phrase): string {
    return phrase.tokens
      .filter((token) => token !== this.#opening && token !== this.#ending)
      .map((token) => this.#tokens.name(token))
      .join(" ");
  }

  /** The node of a single token; 0 when it is not in the trie. */
  nodeOf(token: number): number {
    const node = this.#edges.get(0, token);
    return node < this.phrases.length ? node : 0;
  }

  /** Whether the phrase is nothing but an end of the row, which every row has. */
  isBare(phrase: Phrase): boolean {
    return phrase.tokens.every((token) => token === this.#opening || token === this.#ending);
  }

  isOpening(phrase: Phrase): boolean {
    return phrase.tokens[0] === this.#opening;
  }

  isEnding(phrase: Phrase): boolean {
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

  constructor(trie: PhraseTrie, labels: number) {
    this.#trie = trie;
    this.#table = new CountTable(labels);
  }

  /** Counts one row; a row of several labels counts once for each. */
  add(ids: ArrayLike<number>, labels: readonly number[]): void {
    this.#trie.forEachIn(ids, (node) => {
      for (const label of labels) this.#table.add(node, label);
    });
  }

  /** Counts by node of the trie. */
  finish(): FrozenCounts {
    return this.#table.freeze(this.#trie.phrases.length);
  }
}

interface Level {
  /** Node of the phrase of this length that starts at each position; 0 where there is none. */
  readonly nodes: Uint32Array;
  readonly phrases: readonly {
    readonly parent: number;
    readonly token: number;
    readonly rows: Uint32Array;
  }[];
}

/** One level of the trie: extends the phrases that start at each position by the token behind them. */
function extend(
  sequence: Uint32Array,
  rowOf: Uint32Array,
  parents: Uint32Array | null,
  length: number,
  edges: PairTable,
  firstNode: number,
  support: number,
): Level {
  const local = new PairTable();
  const at = new Uint32Array(sequence.length);
  const counts: number[] = [0];
  const lastRow: number[] = [-1];
  const end = sequence.length - length + 1;
  for (let i = 0; i < end; i++) {
    const last = i + length - 1;
    const row = rowOf[i]!;
    if (rowOf[last] !== row || sequence[i] === UNKNOWN) continue;
    if (parents !== null && (parents[i] === 0 || parents[i + 1] === 0)) continue;
    const id = local.add(parents === null ? 0 : parents[i]!, sequence[last]!);
    at[i] = id;
    if (id === counts.length) {
      counts.push(0);
      lastRow.push(-1);
    }
    if (lastRow[id] !== row) {
      lastRow[id] = row;
      counts[id]!++;
    }
  }
  return collect(sequence, rowOf, parents, { length, at, counts, edges, firstNode, support });
}

interface Candidates {
  readonly length: number;
  readonly at: Uint32Array;
  readonly counts: readonly number[];
  readonly edges: PairTable;
  readonly firstNode: number;
  readonly support: number;
}

/** Keeps the frequent ones of a level, numbers them as nodes, and lists their rows. */
function collect(
  sequence: Uint32Array,
  rowOf: Uint32Array,
  parents: Uint32Array | null,
  candidates: Candidates,
): Level {
  const { length, at, counts, edges, firstNode, support } = candidates;
  const nodes = new Uint32Array(sequence.length);
  const phrases: { parent: number; token: number; rows: Uint32Array; used: number }[] = [];
  for (let i = 0; i < at.length; i++) {
    const id = at[i]!;
    if (id === 0 || counts[id]! < support) continue;
    const parent = parents === null ? 0 : parents[i]!;
    const token = sequence[i + length - 1]!;
    const node = edges.add(parent, token);
    const index = node - firstNode;
    const phrase = (phrases[index] ??= { parent, token, rows: new Uint32Array(counts[id]!), used: 0 });
    const row = rowOf[i]!;
    if (phrase.used === 0 || phrase.rows[phrase.used - 1] !== row) phrase.rows[phrase.used++] = row;
    nodes[i] = node;
  }
  return { nodes, phrases };
}
