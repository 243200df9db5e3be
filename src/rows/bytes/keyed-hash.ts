/** Hashes records with a key, so that nobody can make two that look equal. */
import { randomBytes } from "node:crypto";

/**
 * HalfSipHash-2-4 with 64 bits of output (Aumasson and Bernstein, https://github.com/veorq/SipHash): a keyed
 * function, so that nobody who does not know the key of this process can craft two records with one hash.
 * Only 32-bit operations, which plain JavaScript does at full speed.
 */
export interface KeyedHash {
  /** Low and high half of the last hash. */
  lo: number;
  hi: number;
  bytes(bytes: Uint8Array, start: number, end: number): void;
  text(text: string): void;
}

/** A hash with a random key, or with the given one (two 32-bit words) for tests. */
export function keyedHash(key?: readonly [number, number]): KeyedHash {
  const random = randomBytes(8);
  const k0 = key?.[0] ?? random.readInt32LE(0);
  const k1 = key?.[1] ?? random.readInt32LE(4);
  const encoder = new TextEncoder();
  let scratch = new Uint8Array(4096);
  const hash: KeyedHash = {
    lo: 0,
    hi: 0,
    bytes(bytes, start, end) {
      halfSip(bytes, start, end, k0, k1, hash);
    },
    text(text) {
      // A UTF-16 unit takes at most three bytes. Lone surrogates become U+FFFD: records come from valid UTF-8.
      if (scratch.length < text.length * 3) scratch = new Uint8Array(text.length * 4);
      const { written } = encoder.encodeInto(text, scratch);
      halfSip(scratch, 0, written, k0, k1, hash);
    },
  };
  return hash;
}

// eslint-disable-next-line max-lines-per-function -- the published algorithm in one piece, to be held against its source
function halfSip(
  bytes: Uint8Array,
  start: number,
  end: number,
  k0: number,
  k1: number,
  out: { lo: number; hi: number },
): void {
  let v0 = k0;
  let v1 = k1 ^ 0xee;
  let v2 = 0x6c796765 ^ k0;
  let v3 = 0x74656462 ^ k1;
  const length = end - start;
  const words = end - (length & 3);
  let word = 0;
  let at = start;
  // Words 0 … n-1, then the tail with the length, then the two finalisations, all through one inlined round.
  for (;;) {
    const last = at >= words;
    if (last) {
      word = length << 24;
      const tail = length & 3;
      if (tail > 2) word |= bytes[at + 2]! << 16;
      if (tail > 1) word |= bytes[at + 1]! << 8;
      if (tail > 0) word |= bytes[at]!;
    } else {
      word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
      at += 4;
    }
    v3 ^= word;
    for (let round = 0; round < 2; round++) {
      v0 = (v0 + v1) | 0;
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
      v0 = (v0 << 16) | (v0 >>> 16);
      v2 = (v2 + v3) | 0;
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
      v0 = (v0 + v3) | 0;
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
      v2 = (v2 + v1) | 0;
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
      v2 = (v2 << 16) | (v2 >>> 16);
    }
    v0 ^= word;
    if (last) break;
  }
  v2 ^= 0xee;
  for (let round = 0; round < 8; round++) {
    if (round === 4) {
      out.lo = v1 ^ v3;
      v1 ^= 0xdd;
    }
    v0 = (v0 + v1) | 0;
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
    v0 = (v0 << 16) | (v0 >>> 16);
    v2 = (v2 + v3) | 0;
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
    v2 = (v2 << 16) | (v2 >>> 16);
  }
  out.hi = v1 ^ v3;
}
