/** Many short arrays of numbers kept side by side in few large ones. */

/** Numbers of a chunk: 256 KB. */
const CHUNK = 1 << 16;

/**
 * Holds many short arrays of numbers side by side: an array of its own for each of a hundred thousand rows would take
 * several times the memory of its numbers.
 */
export class NumberPool {
  #chunk = new Uint32Array(0);
  #used = 0;

  /** Room for so many numbers, all 0. */
  take(length: number): Uint32Array {
    if (length > CHUNK / 4) return new Uint32Array(length);
    if (this.#used + length > this.#chunk.length) {
      this.#chunk = new Uint32Array(CHUNK);
      this.#used = 0;
    }
    const view = this.#chunk.subarray(this.#used, this.#used + length);
    this.#used += length;
    return view;
  }

  /** A copy of the numbers. */
  keep(numbers: ArrayLike<number>): Uint32Array {
    const view = this.take(numbers.length);
    view.set(numbers);
    return view;
  }
}
