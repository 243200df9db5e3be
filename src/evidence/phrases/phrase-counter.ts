/** Counts in how many rows of each label the phrases of a trie stand. */
import {
  type CountParts,
  type CountTable,
  countTable,
  type FrozenCounts,
} from "../../collections/count-table.ts";
import type { PhraseWalker } from "./phrase-walker.ts";

/** Counts the rows of a stream by phrase and label. */
export class PhraseCounter {
  readonly #walker: PhraseWalker;
  readonly #table: CountTable;
  #label = 0;
  /** Made once: a closure for each row would be a million of them. */
  readonly #count = (node: number): void => this.#table.add(node, this.#label);

  constructor(walker: PhraseWalker, labels: number) {
    this.#walker = walker;
    this.#table = countTable(labels, walker.tables.nodes);
  }

  /** Counts one row, the first `length` of the ids; a row of several labels counts once for each. */
  add(ids: ArrayLike<number>, labels: readonly number[], length = ids.length): void {
    for (const label of labels) {
      this.#label = label;
      this.#walker.forEachIn(ids, this.#count, length);
    }
  }

  /** What was counted so far, to be added to another counter of the same phrases. */
  parts(): CountParts {
    return this.#table.parts();
  }

  addAll(parts: CountParts): void {
    this.#table.addAll(parts);
  }

  /** Counts by node of the trie. */
  finish(): FrozenCounts {
    return this.#table.freeze(this.#walker.tables.nodes);
  }
}
