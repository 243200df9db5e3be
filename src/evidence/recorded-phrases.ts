import { PairTable } from "../collections/pair-table.ts";
import type { PhraseTrie } from "./phrases.ts";

/** What a token of the recorded rows is to the phrases of the changed ones. */
export const CONTINUES = 2;
/** A phrase of several tokens begins with it. */
export const BEGINS = 4;

/** The phrases of a trie, in the token numbers of recorded rows. The marks of a row's ends are the two numbers after those. */
export interface RecordedPhrases {
  readonly opening: number;
  readonly ending: number;
  /** By token: node of the phrase that is this token alone, or 0; and the bits above. */
  readonly roots: Int32Array;
  readonly flags: Uint8Array;
  /**
   * Calls `visit` for the nodes of all phrases of several tokens that begin at `start` of a row and end before `end`,
   * the shorter first.
   */
  follow(row: Int32Array, start: number, end: number, visit: (node: number) => void): void;
}

/** @param ids the trie's token of each recorded token, 0 where it has none */
export function recordedPhrases(trie: PhraseTrie, ids: Int32Array): RecordedPhrases {
  const opening = ids.length;
  const ending = ids.length + 1;
  const numbers = new Map<number, number>();
  ids.forEach((id, number) => {
    if (id !== 0) numbers.set(id, number);
  });
  const { phrases } = trie;
  for (let node = 1; node < phrases.size && phrases.parentOf(node) === 0; node++) {
    const token = phrases.lastTokenOf(node);
    if (trie.isOpening({ tokens: [token] })) numbers.set(token, opening);
    else if (trie.isEnding({ tokens: [token] })) numbers.set(token, ending);
  }
  const roots = new Int32Array(ids.length + 2);
  const flags = new Uint8Array(ids.length + 2);
  const edges = new PairTable();
  const nodes: number[] = [0];
  for (let node = 1; node < phrases.size; node++) {
    const last = numbers.get(phrases.lastTokenOf(node));
    if (last === undefined) continue;
    const parent = phrases.parentOf(node);
    if (parent === 0) {
      roots[last] = node;
      continue;
    }
    const first = numbers.get(phrases.firstTokenOf(node));
    if (first === undefined) continue;
    flags[last]! |= CONTINUES;
    flags[first]! |= BEGINS;
    nodes[edges.add(parent, last)] = node;
  }
  return {
    opening,
    ending,
    roots,
    flags,
    follow(row, start, end, visit) {
      let node = roots[row[start]!]!;
      for (let i = start + 1; i < end; i++) {
        const edge = edges.get(node, row[i]!);
        if (edge === 0) return;
        node = nodes[edge]!;
        visit(node);
      }
    },
  };
}
