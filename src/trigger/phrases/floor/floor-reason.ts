/** Why a detection floor is high, and what lowers it: the one of its causes without which it would be lowest. */
import type { LabelGroup } from "../../../evidence/label-group.ts";
import type { UnexplainedEffect } from "../../scanned.ts";

/** What the floor of a label follows from, beside the sizes of the base and of the change. */
export interface Given extends UnexplainedEffect {
  /** What the model gives the label on rows that carry another one, in ascending order. */
  readonly typical: Float64Array;
  readonly inflation: number;
}

/** Published attacks on adapters needed 15 to 25 rows: a floor above that leaves room for one. */
const HIGH = 20;
/** Share of the base from which a label is common. */
const COMMON = 0.6;

/** What is usual of clear data: other rows hardly suggest the label, and new words say little of it. */
const CLEAR = 0.1;
const USUAL = { deviation: 0.5, tail: 1 };
/** The same of texts that tell their labels, and of a change that is like its base. */
export const CLEAR_BASE = { ...USUAL, typical: Float64Array.of(CLEAR), inflation: 1 };

/**
 * @param rows the floor as it is; null where no number of rows is blocked
 * @param floorWith the floor where some of what it follows from were otherwise
 * @param typical what the model gives the label on rows that carry another one
 * @returns null where the floor is not high
 */
export function whyHigh(
  group: LabelGroup,
  label: number,
  rows: number | null,
  floorWith: (changed: Partial<Given>) => number | null,
  typical: Float64Array,
): string | null {
  if (rows !== null && rows <= HIGH) return null;
  if (typical.length === 0) return "no changed row carries another label, so that none could be disguised";
  const causes = [
    { without: { typical: typical.map((p) => Math.min(p, CLEAR)) }, why: unclear(group, label) },
    {
      without: USUAL,
      why: "new words here often have a label of their own; a base with more texts of each subject lowers it",
    },
    {
      without: { inflation: 1 },
      why: "this change strays from the base as a whole; a pull request for each source lowers it",
    },
  ].map(({ without, why }) => ({ why, floor: floorWith(without) ?? Number.POSITIVE_INFINITY }));
  return causes.reduce((best, cause) => (cause.floor < best.floor ? cause : best)).why;
}

function unclear({ referenceLabels, referenceRows }: LabelGroup, label: number): string {
  const share = referenceLabels[label]! / Math.max(1, referenceRows);
  return share >= COMMON
    ? `${Math.round(100 * share)} % of the base carry this label, so that it surprises in no row; a second reviewer for such rows lowers what can pass`
    : "the texts hardly tell this label from the others; a base sample whose labels two people have checked lowers it";
}
