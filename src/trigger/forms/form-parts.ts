/** Divides rows into parts, so that each is judged by what was learned from the others. */
import type { Part } from "./form-signature.ts";

/** A part of the changed rows, by their place, and of the base rows, which stand behind them. */
export interface DrawnPart extends Part {
  readonly changed: Uint32Array;
  readonly base: Uint32Array;
}

/** Parts: two to learn a signature, two to test it. */
const PARTS = 4;
/** Changed rows of a part that are learned from: more no longer makes a signature clearer, and time is the reader's. */
const MOST_LEARNED = 5000;

/**
 * Divides rows into four parts by a hash of their text, keyed by a digest of all of them: rows cannot be written so
 * as to gather in one part, because each new row moves all others.
 * @param changed how many of the rows, the first ones, are changed rows
 */
export function drawParts(rows: readonly { readonly text: string }[], changed: number): DrawnPart[] {
  const hashes = rows.map(({ text }) => hash(text));
  let digest = 0;
  // A sum, so that the order of the rows makes no difference.
  for (const value of hashes) digest = (digest + Math.imul(mix(value), 0x9e3779b1)) >>> 0;
  const of = hashes.map((value) => mix(value ^ digest) % PARTS);
  return Array.from({ length: PARTS }, (_, part) => {
    const mine = Uint32Array.from(of.flatMap((is, row) => (is === part ? [row] : [])));
    const split = mine.findIndex((row) => row >= changed);
    const own = split < 0 ? mine : mine.subarray(0, split);
    const base = split < 0 ? mine.subarray(mine.length) : mine.subarray(split);
    const step = Math.max(1, own.length / MOST_LEARNED);
    const chosen = Array.from(
      { length: Math.min(own.length, MOST_LEARNED) },
      (_, i) => own[Math.floor(i * step)]!,
    );
    return { rows: mine, changed: own, base, learned: Uint32Array.from([...chosen, ...base]) };
  });
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** The finisher of MurmurHash3. */
function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
