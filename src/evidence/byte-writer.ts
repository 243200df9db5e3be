/** Collects numbers of variable length: seven bits a byte, the lowest first, the eighth where more follow. */
export class ByteWriter {
  #bytes = new Uint8Array(1 << 16);
  #used = 0;

  /** @param value a non-negative integer below 2³¹ */
  push(value: number): void {
    if (this.#used + 5 > this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.#used++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.#bytes[this.#used++] = rest;
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#used);
  }
}
