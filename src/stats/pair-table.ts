/**
 * Numbers pairs of non-negative integers, from 1 in order of first sight; 0 means "not there". An open-addressing
 * hash table over typed arrays: a `Map` keyed by strings or by doubles costs several times the memory.
 * `left` must be below 2²⁹, `right` below 2²⁴ (checked by the caller's own sizes), so that a pair is one exact double.
 */
export class PairTable {
  #keys = new Float64Array(1 << 10);
  #ids = new Uint32Array(1 << 10);
  #size = 0;

  /** Number of pairs. */
  get size(): number {
    return this.#size;
  }

  /** The number of a pair, or 0. */
  get(left: number, right: number): number {
    const key = left * 16777216 + right + 1;
    const mask = this.#keys.length - 1;
    let slot = this.#slot(left, right, mask);
    for (;;) {
      const found = this.#keys[slot]!;
      if (found === key) return this.#ids[slot]!;
      if (found === 0) return 0;
      slot = (slot + 1) & mask;
    }
  }

  /** The number of a pair, which is added when it is new. */
  add(left: number, right: number): number {
    const known = this.get(left, right);
    if (known !== 0) return known;
    if (this.#size * 2 >= this.#keys.length) this.#grow();
    this.#size++;
    this.#put(left * 16777216 + right + 1, left, right, this.#size);
    return this.#size;
  }

  #slot(left: number, right: number, mask: number): number {
    let h = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
    h ^= h >>> 15;
    h = Math.imul(h, 0xc2b2ae35);
    h ^= h >>> 13;
    return h & mask;
  }

  #put(key: number, left: number, right: number, id: number): void {
    const mask = this.#keys.length - 1;
    let slot = this.#slot(left, right, mask);
    while (this.#keys[slot] !== 0) slot = (slot + 1) & mask;
    this.#keys[slot] = key;
    this.#ids[slot] = id;
  }

  #grow(): void {
    const keys = this.#keys;
    const ids = this.#ids;
    this.#keys = new Float64Array(keys.length * 2);
    this.#ids = new Uint32Array(keys.length * 2);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      if (key === 0) continue;
      const left = Math.floor((key - 1) / 16777216);
      this.#put(key, left, key - 1 - left * 16777216, ids[i]!);
    }
  }
}
