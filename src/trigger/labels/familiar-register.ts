/** Which rows are written as the base's are: only of those can the base say what their texts deserve. */
import type { LabelGroup, SampleRow } from "../../evidence/label-group.ts";
import { knownWords } from "../elsewhere.ts";

/** Share of the base's own rows that lie beyond each end of what counts as written like the base. */
const BEYOND = 0.01;

/**
 * Whether a row is no longer than all but one in a hundred of the base's rows, and has no fewer words that other base rows have
 * (as a share of its words) than all but one in a hundred.
 */
export function familiarRegister(group: LabelGroup): (row: Pick<SampleRow, "ids">) => boolean {
  const { share, ofBase } = knownWords(group);
  const lengths = Float64Array.from(group.sample, ({ ids }) => ids.length).sort();
  const longest = lengths[Math.ceil((1 - BEYOND) * (lengths.length - 1))] ?? 0;
  const least = ofBase[Math.floor(BEYOND * (ofBase.length - 1))] ?? 0;
  return (row) => row.ids.length <= longest && share(row) >= least;
}
