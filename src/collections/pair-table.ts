/** A hash table that gives pairs of whole numbers a number each. */

/** Length up to which a table grows by four at a time (4 MB): each time all of it is put anew. */
const SMALL = 1 << 18;

/** Numbers of one slot: pair and number lie side by side, since a look-up is paid in cache misses. */
const SLOT = 4;

/**
 * Numbers pairs of signed 32-bit integers, from 1 in order of first sight; 0 means "not there". An open-addressing
 * hash table over typed arrays: a `Map` keyed by strings or by doubles costs several times the memory.
 */
export class PairTable {
  #slots: Int32Array;
  #size = 0;

  /** @param slots those of another table: this one then looks up what that one knows */
  constructor(slots: Int32Array = new Int32Array(SLOT << 10)) {
    this.#slots = slots;
  }

  /** Another table of the same pairs under the same numbers, to which others may be added. */
  copy(): PairTable {
    const copy = new PairTable(this.#slots.slice());
    copy.#size = this.#size;
    return copy;
  }

  /** The table itself, to be sent to another thread: numbers are at most an eighth of its length. */
  get slots(): Int32Array {
    return this.#slots;
  }

  /** Goes through the pairs of a table that was sent here. */
  static forEach(slots: Int32Array, visit: (left: number, right: number, number: number) => void): void {
    for (let at = 0; at < slots.length; at += SLOT)
      if (slots[at + 2] !== 0) visit(slots[at]!, slots[at + 1]!, slots[at + 2]!);
  }

  /** Number of pairs. */
  get size(): number {
    return this.#size;
  }

  /** The number of a pair, or 0. */
  get(left: number, right: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = slotOf(left, right) & mask;
    for (;;) {
      const id = slots[slot + 2]!;
      if (id === 0 || (slots[slot] === left && slots[slot + 1] === right)) return id;
      slot = (slot + SLOT) & mask;
    }
  }

  /** The number of a pair, which is added when it is new. */
  add(left: number, right: number): number {
    const known = this.get(left, right);
    if (known !== 0) return known;
    if (this.#size * 2 * SLOT >= this.#slots.length) this.#grow();
    this.#size++;
    this.#put(left, right, this.#size);
    return this.#size;
  }

  #put(left: number, right: number, id: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = slotOf(left, right) & mask;
    while (slots[slot + 2] !== 0) slot = (slot + SLOT) & mask;
    slots[slot] = left;
    slots[slot + 1] = right;
    slots[slot + 2] = id;
  }

  #grow(): void {
    const before = this.#slots;
    const slots = new Int32Array(before.length * (before.length <= SMALL ? 4 : 2));
    const mask = slots.length - 1;
    for (let at = 0; at < before.length; at += SLOT) {
      const id = before[at + 2]!;
      if (id === 0) continue;
      let slot = slotOf(before[at]!, before[at + 1]!) & mask;
      while (slots[slot + 2] !== 0) slot = (slot + SLOT) & mask;
      slots[slot] = before[at]!;
      slots[slot + 1] = before[at + 1]!;
      slots[slot + 2] = id;
    }
    this.#slots = slots;
  }
}

/** Start of the pair's slot, to be masked. */
function slotOf(left: number, right: number): number {
  let h = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
  h ^= h >>> 15;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 13;
  return h << 2;
}
