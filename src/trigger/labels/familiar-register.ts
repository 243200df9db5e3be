/** Which rows are written as the base's are: only of those can the base say what their texts deserve. */
import type { LabelGroup, SampleRow } from "../../evidence/label-group.ts";

/** Share of the base's own rows that lie beyond each end of what counts as written like the base. */
const BEYOND = 0.01;

/**
 * Whether a row is no longer than all but one in a hundred of the base's rows, and has no fewer words that other base rows have
 * (as a share of its words) than all but one in a hundred. A base row is measured by the others: a word that it alone has is
 * unknown to it.
 */
export function familiarRegister(group: LabelGroup): (row: Pick<SampleRow, "ids">) => boolean {
  const holders = new Uint32Array(group.tokens.size);
  for (const { ids } of group.sample) for (const id of new Set(ids)) holders[id]!++;
  const lengths = Float64Array.from(group.sample, ({ ids }) => ids.length).sort();
  const shares = Float64Array.from(group.sample, ({ ids }) => knownShare(group, ids, holders, 2)).sort();
  const longest = lengths[Math.ceil((1 - BEYOND) * (lengths.length - 1))] ?? 0;
  const least = shares[Math.floor(BEYOND * (shares.length - 1))] ?? 0;
  return ({ ids }) => ids.length <= longest && knownShare(group, ids, holders, 1) >= least;
}

/** Share of a text's words that so many rows have at least; 1 without words. */
function knownShare({ tokens }: LabelGroup, ids: Uint32Array, holders: Uint32Array, least: number): number {
  let words = 0;
  let known = 0;
  for (const id of ids) {
    if (!tokens.isWord(id)) continue;
    words++;
    if (holders[id]! >= least) known++;
  }
  return words === 0 ? 1 : known / words;
}
