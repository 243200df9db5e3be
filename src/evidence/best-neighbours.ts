import type { Neighbour } from "../model/evidence.ts";

/** Most neighbours that are kept for a row. */
const MOST = 8;
/** Most of them with the same labels: a hundred agreeing copies may not crowd out the one that disagrees. */
export const MOST_ALIKE = 5;
/** Characters of a reference text that are kept, for messages. */
const KEPT_TEXT = 1000;

/** The most similar neighbours of rows with the same tokens. Ties go to the one offered first. */
export interface BestNeighbours {
  /** `path` and `change` as in `Neighbour`. */
  offer(
    row: { readonly text: string; readonly labels: readonly string[]; readonly path: string | null },
    similarity: number,
    change: number | null,
  ): void;
  /** The list for a member of the group: without itself, most similar first, at most 8. */
  without(change: number): readonly Neighbour[];
}

export function bestNeighbours(): BestNeighbours {
  // One more than is shown: for each member its own entry is taken out.
  const kept: (Neighbour & { readonly key: string })[] = [];
  let shared: readonly Neighbour[] | null = null;

  /** The entry that a new one with this key would push out; -1 when there is room, null when it is not better. */
  function displaced(key: string, similarity: number): number | null {
    const alike = kept.filter((entry) => entry.key === key).length;
    const crowded = alike > MOST_ALIKE;
    if (!crowded && kept.length <= MOST) return -1;
    const last = kept.findLastIndex((entry) => !crowded || entry.key === key);
    return kept[last]!.similarity < similarity ? last : null;
  }

  return {
    offer({ text, labels, path }, similarity, change) {
      if (kept.length > MOST && kept[MOST]!.similarity >= similarity) return;
      const key = JSON.stringify(labels);
      const out = displaced(key, similarity);
      if (out === null) return;
      if (out >= 0) kept.splice(out, 1);
      const at = kept.findIndex((entry) => entry.similarity < similarity);
      const entry = {
        text: change === null ? detach(text) : text,
        labels: [...labels],
        path,
        similarity,
        change,
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

function asNeighbour({ text, labels, similarity, path, change }: Neighbour): Neighbour {
  return { text, labels, similarity, path, change };
}

/** A copy of its own: a slice of a file's chunk would keep the whole chunk in memory. */
function detach(text: string): string {
  return Buffer.from(text.slice(0, KEPT_TEXT), "utf16le").toString("utf16le");
}
