/** Numbers the distinct tokens of a review, so that counting works on small numbers. */
import { PairTable } from "../collections/pair-table.ts";
import { asciiClasses, fold, forEachToken, joinsPlainWord, PUNCTUATION, tokenText, WORD } from "./tokens.ts";

const PLAIN = /^[\x00-\x7f]*$/;

/** Token id of every token that is not in the table. */
export const UNKNOWN = 0;

/** The tokens of one text: `ids[0]` to `ids[count - 1]`. Reused by the caller. */
export interface TokenRun {
  ids: Int32Array;
  count: number;
  /** The text's token hashes as `hashTokens` gives them, as far as the array goes. */
  readonly hashes: Uint32Array;
  hashed: number;
  /** By hash: the id of its token in `table`, 0 where only the hash tells it. */
  readonly hashIds: Int32Array;
  /** Slots of the table that the ids are of. */
  table: Int32Array | null;
}

/** @param room how many hashes a run holds at most */
export function tokenRun(room: number): TokenRun {
  return {
    ids: new Int32Array(256),
    count: 0,
    hashes: new Uint32Array(room),
    hashed: 0,
    hashIds: new Int32Array(room),
    table: null,
  };
}

/**
 * Numbers the distinct tokens it is given, from 1, and maps texts to sequences of those numbers. A token is
 * recognised by two independent 32-bit hashes, so that a text of millions of rows can be mapped without
 * making a string for each word; two tokens share a number with a probability of about n²/2⁶⁵.
 */
export class TokenTable {
  readonly #names: string[] = [""];
  readonly #isWord: boolean[] = [false];
  /** Ids by both hashes. */
  readonly #ids: PairTable;

  /** @param ids those of another table: this one then looks up what that one knows, and knows no names */
  constructor(ids = new PairTable()) {
    this.#ids = ids;
  }

  /** Another table of the same tokens under the same ids, to which others may be added. */
  copy(): TokenTable {
    const copy = new TokenTable(this.#ids.copy());
    for (let id = 1; id < this.size; id++) {
      copy.#names.push(this.#names[id]!);
      copy.#isWord.push(this.#isWord[id]!);
    }
    return copy;
  }

  /** See `PairTable`. */
  get slots(): Int32Array {
    return this.#ids.slots;
  }

  /** Number of ids in use, counting `UNKNOWN`: ids are below it. */
  get size(): number {
    return this.#names.length;
  }

  /** The folded token of an id. */
  name(id: number): string {
    return this.#names[id]!;
  }

  /** Whether the token is a word (letters or digits) rather than a mark or a symbol. */
  isWord(id: number): boolean {
    return this.#isWord[id]!;
  }

  /** The ids of a text's tokens in order, adding those not yet known. */
  add(text: string): Uint32Array {
    return Uint32Array.from(this.#map(text, true, []));
  }

  /** The same, in `out` (reused by the caller). */
  addTo(text: string, out: number[]): number[] {
    return this.#map(text, true, out);
  }

  /** The ids of a text's tokens in order in `out` (reused by the caller), `UNKNOWN` for those not in the table. */
  lookUp(text: string, out: number[]): number[] {
    return this.#map(text, false, out);
  }

  /**
   * The same for a text that is plain ASCII, in one walk, together with the hashes that `hashTokens` gives: this runs over
   * every reference row.
   */
  // eslint-disable-next-line max-lines-per-function -- one walk over letters, done for each base row: calls would cost more than they explain
  lookUpPlain(text: string, run: TokenRun): void {
    const end = text.length;
    if (run.ids.length < end) run.ids = new Int32Array(end * 2);
    // Locals throughout: this loop runs for each letter of a data set, and what it reads from outside is read each time.
    const { ids, hashes, hashIds } = run;
    const known = this.#ids;
    run.table = this.slots;
    const room = hashes.length;
    const letters = wordLetters;
    const classes = asciiClasses;
    let count = 0;
    let hashed = 0;
    let at = 0;
    let joint = 0;
    let joined = false;
    let emits = false;
    while (at < end) {
      const first = text.charCodeAt(at);
      let letter = letters[first]!;
      if (letter !== 0) {
        const wordStart = at;
        let a = SEED_A;
        let b = SEED_B;
        for (;;) {
          do {
            a = Math.imul(a ^ letter, PRIME_A);
            b = (Math.imul(b, PRIME_B) + letter) | 0;
            at++;
            letter = at < end ? letters[text.charCodeAt(at)]! : 0;
          } while (letter !== 0);
          if (at >= end || text.charCodeAt(at) !== APOSTROPHE || !joinsPlainWord(text, at + 1)) break;
          letter = APOSTROPHE;
        }
        a = finish(a);
        const id = known.get(a, b);
        ids[count++] = id;
        // "Ann's" is three tokens, but one to the hashes.
        if (!joined) {
          emits = hashed < room;
          if (emits) {
            hashIds[hashed] = id;
            hashes[hashed++] = tokenHash(a);
          }
        } else {
          for (let i = wordStart; i < at; i++)
            joint = Math.imul(joint ^ foldedByte(text.charCodeAt(i)), PRIME_A);
          if (emits) {
            hashIds[hashed - 1] = 0;
            hashes[hashed - 1] = tokenHash(finish(joint));
          }
        }
        if (at + 1 < end && text.charCodeAt(at) === APOSTROPHE && letters[text.charCodeAt(at + 1)] !== 0) {
          if (!joined) joint = fnv(text, wordStart, at);
          joint = Math.imul(joint ^ APOSTROPHE, PRIME_A);
          joined = true;
        } else joined = false;
        continue;
      }
      at++;
      const cls = classes[first]!;
      if (cls === 0) continue;
      let a = Math.imul(SEED_A ^ first, PRIME_A);
      let b = (SINGLE_B + first) | 0;
      if (cls === PUNCTUATION) {
        for (; at < end && text.charCodeAt(at) === first; at++) {
          a = Math.imul(a ^ first, PRIME_A);
          b = (Math.imul(b, PRIME_B) + first) | 0;
        }
      }
      ids[count++] = known.get(finish(a), b);
    }
    run.count = count;
    run.hashed = hashed;
  }

  /** The id of a token as `name` gives it; `UNKNOWN` where it was never added. */
  idOf(name: string): number {
    return this.#findClean(name, false, false);
  }

  /** The id of a token that no text can hold (it is not the output of the tokenizer), such as a mark of a row's end. */
  pseudo(name: string): number {
    return this.#findClean(name, true, false);
  }

  #map(text: string, grow: boolean, out: number[]): number[] {
    const folded = fold(text);
    const plain = PLAIN.test(folded);
    let count = 0;
    forEachToken(folded, (start, end, kind) => {
      // Invisible characters belong to no token: where there may be some, the token is cleaned before it is hashed.
      const id = plain
        ? this.#find(folded, start, end, grow, kind === "word")
        : this.#findClean(tokenText(folded, start, end), grow, kind === "word");
      out[count++] = id;
    });
    out.length = count;
    return out;
  }

  #findClean(token: string, grow: boolean, isWord: boolean): number {
    return this.#find(token, 0, token.length, grow, isWord);
  }

  #find(text: string, start: number, end: number, grow: boolean, isWord: boolean): number {
    // FNV-1a (Fowler, Noll, Vo), which the hashes of near-duplicates start with too, and a polynomial.
    let a = SEED_A;
    let b = SEED_B;
    for (let i = start; i < end; i++) {
      const code = text.charCodeAt(i);
      a = Math.imul(a ^ code, PRIME_A);
      b = (Math.imul(b, PRIME_B) + code) | 0;
    }
    a = finish(a);
    const known = this.#ids.get(a, b);
    if (known !== UNKNOWN || !grow) return known;
    this.#names.push(text.slice(start, end));
    this.#isWord.push(isWord);
    return this.#ids.add(a, b);
  }
}

const APOSTROPHE = 39;
const SEED_A = 0x811c9dc5 | 0;
const PRIME_A = 0x01000193;
const SEED_B = 0x9747b28c | 0;
const PRIME_B = 0x5bd1e995;
const SINGLE_B = Math.imul(SEED_B, PRIME_B);

/** The small form of a letter or digit by its byte; 0 for what belongs to no word. */
const wordLetters = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 128 && asciiClasses[byte] === WORD ? String.fromCharCode(byte).toLowerCase().charCodeAt(0) : 0,
);

/** A letter of a word as it is hashed: an apostrophe stands for itself. */
function foldedByte(byte: number): number {
  return wordLetters[byte] === 0 ? byte : wordLetters[byte]!;
}

function fnv(text: string, start: number, end: number): number {
  let a = SEED_A;
  for (let i = start; i < end; i++) a = Math.imul(a ^ foldedByte(text.charCodeAt(i)), PRIME_A);
  return a;
}

function finish(a: number): number {
  let h = a ^ (a >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  return h ^ (h >>> 13);
}

/** The rest of murmur3's finalizer (Appleby, public domain): the hash that `hashTokens` gives this token. */
function tokenHash(finished: number): number {
  let h = Math.imul(finished, 0xc2b2ae35);
  h = (h ^ (h >>> 16)) >>> 0;
  return h === 0 ? 1 : h;
}
