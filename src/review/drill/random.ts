/** A stream of random numbers that a name determines: the same name gives the same stream on every machine. */
export interface Random {
  /** Uniform over 0 ≤ x < 1, in steps of 2⁻³². */
  next(): number;
  /** A whole number, uniform over 0 ≤ n < bound. */
  below(bound: number): number;
  /** The same values in a new array, in random order (Fisher–Yates). */
  shuffled<T>(values: readonly T[]): T[];
}

/**
 * The generator xoshiro128** (Blackman & Vigna 2018), its 128 bits of state filled from the name by FNV-1a and the
 * finaliser of splitmix32. A name rather than a number, so that two cases that differ in any part share no stream.
 */
export function namedRandom(name: string): Random {
  const state = Uint32Array.from([0, 1, 2, 3], (lane) => mix(fnv1a(`${lane}:${name}`)));
  // The one state that never leaves itself.
  if (state.every((word) => word === 0)) state[0] = 1;
  const bits = (): number => step(state);
  const below = (bound: number): number => Math.floor((bits() / 2 ** 32) * bound);
  return {
    next: () => bits() / 2 ** 32,
    below,
    shuffled<T>(values: readonly T[]): T[] {
      const copy = [...values];
      for (let last = copy.length - 1; last > 0; last--) {
        const other = below(last + 1);
        [copy[last], copy[other]] = [copy[other]!, copy[last]!];
      }
      return copy;
    },
  };
}

const rotate = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

function step(state: Uint32Array): number {
  const result = Math.imul(rotate(Math.imul(state[1]!, 5), 7), 9) >>> 0;
  const shifted = state[1]! << 9;
  state[2]! ^= state[0]!;
  state[3]! ^= state[1]!;
  state[1]! ^= state[2]!;
  state[0]! ^= state[3]!;
  state[2]! ^= shifted;
  state[3] = rotate(state[3]!, 11);
  return result;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash;
}

function mix(seed: number): number {
  let x = (seed + 0x9e3779b9) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
