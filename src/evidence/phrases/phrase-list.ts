/** The phrases that a trie holds, each with its words and its rows. */

/** The phrases of one length. Those of a level are numbered on from those of the level before. */
export interface PhraseLevel {
  /** By phrase: the node of the phrase without its last token (0 for single tokens), and that token. */
  readonly parents: Uint32Array;
  readonly tokens: Uint32Array;
  /** The rows of phrase i stand from `starts[i]` to `starts[i + 1]` of `rows`, ascending, each once. */
  readonly starts: Uint32Array;
  readonly rows: Uint32Array;
}

/** The phrases of a trie by node, from 1. Typed arrays: a large change has hundreds of thousands, in millions of rows. */
export class PhraseList {
  /** By length less one: the phrases, and the node of the first. */
  readonly #levels: { readonly level: PhraseLevel; readonly first: number }[] = [];
  #size = 1;

  /** Nodes are below it. */
  get size(): number {
    return this.#size;
  }

  addLevel(level: PhraseLevel): void {
    this.#levels.push({ level, first: this.#size });
    this.#size += level.parents.length;
  }

  /** Number of tokens. */
  lengthOf(node: number): number {
    let length = this.#levels.length;
    while (length > 0 && this.#levels[length - 1]!.first > node) length--;
    return length;
  }

  /** The node of the phrase without its last token; 0 for a single token. */
  parentOf(node: number): number {
    const { level, first } = this.#levelOf(node);
    return level.parents[node - first]!;
  }

  lastTokenOf(node: number): number {
    const { level, first } = this.#levelOf(node);
    return level.tokens[node - first]!;
  }

  /** Ids of tokens in order; may begin with the opening or end with the ending pseudo-token. */
  tokensOf(node: number): number[] {
    const tokens: number[] = [];
    for (let at = node; at !== 0; at = this.parentOf(at)) tokens.push(this.lastTokenOf(at));
    return tokens.reverse();
  }

  /** Indices of the rows that hold the phrase, ascending, each once. */
  rowsOf(node: number): Uint32Array {
    const { level, first } = this.#levelOf(node);
    return level.rows.subarray(level.starts[node - first], level.starts[node - first + 1]);
  }

  /** Number of rows that hold the phrase. */
  supportOf(node: number): number {
    const { level, first } = this.#levelOf(node);
    return level.starts[node - first + 1]! - level.starts[node - first]!;
  }

  #levelOf(node: number): { readonly level: PhraseLevel; readonly first: number } {
    return this.#levels[this.lengthOf(node) - 1]!;
  }
}
