/** All phrases of up to five words that several changed rows share. */
import { PairTable } from "../../collections/pair-table.ts";
import { type TokenTable, UNKNOWN } from "../../text/token-table.ts";
import { PhraseCounter } from "./phrase-counter.ts";
import { extend } from "./phrase-levels.ts";
import { PhraseList } from "./phrase-list.ts";
import { enterPhrase, LONGEST, type PhraseTables, PhraseWalker, phraseTables } from "./phrase-walker.ts";

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
  readonly #roots: Uint32Array;
  readonly #walker: PhraseWalker;

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
    const tables = phraseTables(tokens.size, phrases.size, edges, opening, ending);
    for (let node = 1; node < phrases.size; node++)
      enterPhrase(tables, node, phrases.parentOf(node), phrases.lastTokenOf(node));
    this.#roots = tables.roots;
    this.#walker = new PhraseWalker(tables);
  }

  /** @param rows token ids of each row in order, as `TokenTable.add` gives them */
  static build(tokens: TokenTable, rows: readonly ArrayLike<number>[], support: number): PhraseTrie {
    const opening = tokens.pseudo(OPENING);
    const ending = tokens.pseudo(ENDING);
    const lengths = rows.map((row) => row.length + 2);
    const sequence = new Uint32Array(lengths.reduce((sum, length) => sum + length, 0));
    let at = 0;
    rows.forEach((row) => {
      sequence[at] = opening;
      sequence.set(row, at + 1);
      sequence[at + row.length + 1] = ending;
      at += row.length + 2;
    });
    const edges = new PairTable();
    const phrases = new PhraseList();
    let parents: Uint32Array | null = null;
    for (let length = 1; length <= LONGEST; length++) {
      const { nodes, level } = extend({ tokens: sequence, opening }, parents, length, edges, support);
      if (level.parents.length === 0) break;
      phrases.addLevel(level);
      parents = nodes;
    }
    return new PhraseTrie(tokens, edges, phrases, opening, ending);
  }

  /** See `PhraseWalker`. */
  forEachIn(ids: ArrayLike<number>, visit: (node: number) => void): void {
    this.#walker.forEachIn(ids, visit, ids.length);
  }

  /** What another thread needs to find the phrases in rows. */
  get tables(): PhraseTables {
    return this.#walker.tables;
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
      for (let token = shared(-1); token !== null; token = shared(-before.length - 1)) before.push(token);
    before.reverse();
    if (!this.isEnding({ tokens: phrase }))
      for (let token = shared(inner.length); token !== null; token = shared(inner.length + after.length))
        after.push(token);
    // Marks at its ends belong to the sentences around it.
    let marks = 0;
    while (marks < before.length && !this.#tokens.isWord(before[marks]!)) marks++;
    while (after.length > 0 && !this.#tokens.isWord(after[after.length - 1]!)) after.pop();
    return [...before.slice(marks), ...phrase, ...after];
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
    return new PhraseCounter(this.#walker, labels);
  }
}

function indexOfRun(row: ArrayLike<number>, run: readonly number[]): number {
  for (let start = 0; start + run.length <= row.length; start++) {
    if (row[start] !== run[0]) continue;
    if (run.every((token, offset) => row[start + offset] === token)) return start;
  }
  throw new Error("A row does not hold the phrase that it is listed under.");
}
