/** Tells whether a change comes from another source or language than the base. */
import { remembered } from "../collections/remembered.ts";
import type { LabelGroup, SampleRow } from "../evidence/label-group.ts";
import { areForeign, type Places, type Scanned } from "./scanned.ts";
import { rowsByToken } from "./shared-tokens.ts";

/** How much of a text is written in words that the base has. */
export interface KnownWords {
  /** Share of a changed text's words that base rows hold; 1 without words. */
  readonly share: (row: Pick<SampleRow, "ids">) => number;
  /** The same of each of the base's rows, going by the others, in ascending order: a word that a row alone has is unknown to it. */
  readonly ofBase: Float64Array;
}

/** Measured once for a group, on the base's sample. */
export const knownWords = remembered((group: LabelGroup): KnownWords => {
  const holders = rowsByToken(
    group.sample.map(({ ids }) => ids),
    group.tokens.size,
  );
  const share = ({ ids }: Pick<SampleRow, "ids">, least: number): number => {
    let words = 0;
    let held = 0;
    for (let i = 0; i < ids.length; i++) {
      if (!group.tokens.isWord(ids[i]!)) continue;
      words++;
      if (holders[ids[i]!]! >= least) held++;
    }
    return words === 0 ? 1 : held / words;
  };
  return {
    share: (row) => share(row, 1),
    ofBase: Float64Array.from(group.sample, (row) => share(row, 2)).sort(),
  };
});

/** A row is of another language or subject when it knows less than this share of what the base's middle row knows of the others, or nothing. */
const LEAST_KNOWN = 0.5;
/** Share of the changed rows beyond which the change as a whole is from elsewhere. */
const MOST_ROWS = 0.5;

/**
 * Whether most of the change is written in words that the base does not have. What its words say of the labels is then
 * nothing that the base could tell: honest rows of a new language have words of their own that make the classes. Of the
 * same source one word in ten is new in English, and every second one where words take many endings (Korean).
 */
export function isFromElsewhere(scanned: Scanned): boolean {
  const isForeign = scanned.isForeign();
  return scanned.rows.filter((row) => isForeign[row]).length > MOST_ROWS * scanned.rows.length;
}

/** Whether some of its rows are as well: those that are not are tested, however many foreign ones stand beside them. */
export function areFromElsewhere(scanned: Scanned, places: Places): boolean {
  return isFromElsewhere(scanned) && areForeign(scanned, places);
}

/** Which rows of a change that is from elsewhere the base can judge; all of any other. */
export function judgedRows(scanned: Scanned): (at: number) => boolean {
  if (!isFromElsewhere(scanned)) return () => true;
  const isForeign = scanned.isForeign();
  return (at) => !isForeign[scanned.rows[at]!];
}

/** By row of the group, whether it is of another language or subject than the base. */
export function foreignRows(group: LabelGroup): readonly boolean[] {
  const { share, ofBase } = knownWords(group);
  const least = LEAST_KNOWN * (ofBase[ofBase.length >> 1] ?? 1);
  return group.rows.map((row) => {
    const known = share(row);
    // In a list of words no row knows the others, and a row that knows none says nothing that the base could tell.
    return known < least || known === 0;
  });
}
