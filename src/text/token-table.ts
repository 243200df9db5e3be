import { fold, forEachToken, tokenText } from "./tokens.ts";

const PLAIN = /^[\x00-\x7f]*$/;

/** Token id of every token that is not in the table. */
export const UNKNOWN = 0;

/**
 * Numbers the distinct tokens it is given, from 1, and maps texts to sequences of those numbers. A token is
 * recognised by two independent 32-bit hashes, so that a text of millions of rows can be mapped without
 * making a string for each word; two tokens share a number with a probability of about n²/2⁶⁵.
 */
export class TokenTable {
  readonly #names: string[] = [""];
  readonly #isWord: boolean[] = [false];
  #slots = new Int32Array(1 << 12);
  #first = new Int32Array(1 << 11);
  #second = new Int32Array(1 << 11);
  #size = 1;

  /** Number of ids in use, counting `UNKNOWN`: ids are below it. */
  get size(): number {
    return this.#size;
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

  /** The ids of a text's tokens in order in `out` (reused by the caller), `UNKNOWN` for those not in the table. */
  lookUp(text: string, out: number[]): number[] {
    return this.#map(text, false, out);
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
    // Two multiplicative hashes in the manner of FNV-1a with different odd multipliers, finished by mixing.
    let a = 0x811c9dc5;
    let b = 0x9747b28c;
    for (let i = start; i < end; i++) {
      const code = text.charCodeAt(i);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b ^ code, 0x5bd1e995);
      b ^= b >>> 15;
    }
    a ^= a >>> 16;
    a = Math.imul(a, 0x85ebca6b);
    a ^= a >>> 13;
    const mask = this.#slots.length - 1;
    let slot = a & mask;
    for (;;) {
      const id = this.#slots[slot]!;
      if (id === 0) break;
      if (this.#first[id] === a && this.#second[id] === b) return id;
      slot = (slot + 1) & mask;
    }
    if (!grow) return UNKNOWN;
    return this.#insert(a, b, text.slice(start, end), isWord);
  }

  #insert(a: number, b: number, name: string, isWord: boolean): number {
    const id = this.#size++;
    if (id >= this.#first.length) this.#grow();
    this.#first[id] = a;
    this.#second[id] = b;
    this.#names.push(name);
    this.#isWord.push(isWord);
    this.#place(id);
    return id;
  }

  #place(id: number): void {
    const mask = this.#slots.length - 1;
    let slot = this.#first[id]! & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = id;
  }

  #grow(): void {
    const capacity = this.#first.length * 2;
    const first = new Int32Array(capacity);
    const second = new Int32Array(capacity);
    first.set(this.#first);
    second.set(this.#second);
    this.#first = first;
    this.#second = second;
    this.#slots = new Int32Array(capacity * 2);
    for (let id = 1; id < this.#size - 1; id++) this.#place(id);
  }
}
