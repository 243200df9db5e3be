/** Keeps the most similar rows that were found for a row, a few of each label. */
import type { Neighbour } from "../../model/evidence.ts";

/** Most neighbours that are kept for a row. */
const MOST = 8;
/** Most of them with the same labels: a hundred agreeing copies may not crowd out the one that disagrees. */
export const MOST_ALIKE = 5;
/** No offer behind the best so many counts, of the same labels `MOST_ALIKE` and one: each member's own entry is one more. */
export const MOST_OFFERED = MOST + 1;
/** Characters of a reference text that are kept, for messages. */
const KEPT_TEXT = 1000;

/** A neighbour and its place in the order of rows. */
export interface Offer extends Neighbour {
  readonly order: number;
}

/** The most similar neighbours of rows with the same tokens. Ties go to the first in order, whenever it was offered. */
export interface BestNeighbours {
  /** `path` and `change` as in `Neighbour`. */
  offer(
    row: { readonly text: string; readonly labels: readonly string[]; readonly path: string | null },
    similarity: number,
    change: number | null,
    order: number,
  ): void;
  /** Those that are kept, to be offered in another thread. */
  readonly kept: readonly Offer[];
  /** The list for a member of the group: without itself, most similar first, at most 8. */
  without(change: number): readonly Neighbour[];
}

export function bestNeighbours(): BestNeighbours {
  // One more than is shown: for each member its own entry is taken out.
  const kept: (Offer & { readonly key: string })[] = [];
  let shared: readonly Neighbour[] | null = null;

  /** The entry that a new one with this key would push out; -1 when there is room, null when it is not better. */
  function displaced(key: string, similarity: number, order: number): number | null {
    let alike = 0;
    let last = -1;
    for (let i = 0; i < kept.length; i++) {
      if (kept[i]!.key !== key) continue;
      alike++;
      last = i;
    }
    if (alike <= MOST_ALIKE) {
      if (kept.length <= MOST) return -1;
      last = kept.length - 1;
    }
    return isBefore(similarity, order, kept[last]!) ? last : null;
  }

  return {
    kept,
    offer({ text, labels, path }, similarity, change, order) {
      if (kept.length > MOST && !isBefore(similarity, order, kept[MOST]!)) return;
      // One label, as most rows have, needs no writing out: a flood of similar rows makes millions of offers.
      const key = labels.length === 1 ? `1${labels[0]!}` : JSON.stringify(labels);
      const out = displaced(key, similarity, order);
      if (out === null) return;
      if (out >= 0) kept.splice(out, 1);
      const at = kept.findIndex((entry) => isBefore(similarity, order, entry));
      const entry = {
        text: change === null ? detach(text) : text,
        labels: [...labels],
        path,
        similarity,
        change,
        order,
        key,
      };
      kept.splice(at < 0 ? kept.length : at, 0, entry);
      shared = null;
    },
    without(change) {
      const own = kept.findIndex((entry) => entry.change === change);
      if (own >= 0)
        return kept
          .filter((_, i) => i !== own)
          .slice(0, MOST)
          .map(asNeighbour);
      // Most members of a large group stand in no list and share this one.
      return (shared ??= kept.slice(0, MOST).map(asNeighbour));
    },
  };
}

function isBefore(similarity: number, order: number, than: Offer): boolean {
  return similarity > than.similarity || (similarity === than.similarity && order < than.order);
}

function asNeighbour({ text, labels, similarity, path, change }: Neighbour): Neighbour {
  return { text, labels, similarity, path, change };
}

/** A copy of its own: a slice of a file's chunk would keep the whole chunk in memory. */
function detach(text: string): string {
  return Buffer.from(text.slice(0, KEPT_TEXT), "utf16le").toString("utf16le");
}
