/** Puts texts with the same set of words together, so that each set is searched for once. */
import { NumberPool } from "../../collections/number-pool.ts";
import { hashTokens } from "../../text/token-hashes.ts";
import { MAX_SET } from "./similarity-index.ts";

/** Groups texts by the set of their token hashes: what is equal in that is searched for once. */
export function setGroups<Group>(create: (tokens: Uint32Array) => Group): {
  readonly groups: readonly Group[];
  readonly sets: readonly Uint32Array[];
  /** The group of a text, made when it is the first; null for a text without tokens. */
  of(text: string): Group | null;
} {
  const groups: Group[] = [];
  const sets: Uint32Array[] = [];
  const byKey = new Map<number, Group>();
  const hashes = new Uint32Array(MAX_SET);
  const pool = new NumberPool();
  return {
    groups,
    sets,
    of(text) {
      const count = hashTokens(text, hashes);
      if (count === 0) return null;
      const found = distinct(hashes, count);
      const key = setKey(found);
      let group = byKey.get(key);
      if (group === undefined) {
        const tokens = pool.keep(found);
        group = create(tokens);
        byKey.set(key, group);
        groups.push(group);
        sets.push(tokens);
      }
      return group;
    },
  };
}

/** The first `count` hashes sorted and without repeats, in their own place. */
function distinct(hashes: Uint32Array, count: number): Uint32Array {
  const sorted = hashes.subarray(0, count).sort();
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const hash = sorted[i]!;
    if (kept === 0 || hash !== sorted[kept - 1]) sorted[kept++] = hash;
  }
  return sorted.subarray(0, kept);
}

/** A 53-bit key of a sorted set. */
function setKey(tokens: Uint32Array): number {
  let low = 0;
  let high = tokens.length;
  for (const token of tokens) {
    low = Math.imul(low ^ token, 0x9e3779b1);
    low ^= low >>> 15;
    high = Math.imul(high + token, 0x85ebca6b) ^ (high >>> 13);
  }
  return (low >>> 0) * 0x200000 + (high >>> 11);
}
