/** Tells how often the labels of added rows agree with their texts, beside how often the base's own do. */
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import { type Agreement, halfAsInBase, isTold, type Rates } from "../agreement.ts";
import { FAMILIAR_LABEL_ROWS } from "../limits.ts";
import { sampleProbabilities } from "../sample-probabilities.ts";
import type { Scanned } from "../scanned.ts";

/** A label and a text agree where the text makes the label likelier than it is anyway. */
export interface LabelAgreement extends Agreement {
  /** Places of the rows (`scanned.rows`), and of those whose label and text do not agree. */
  readonly places: readonly number[];
  readonly disagreeing: readonly number[];
}

/** Rows of the base that its rate for other labels counts for, so that three rows of a change do not say what chance is. */
const PRIOR_ROWS = 20;

/**
 * The added rows that `isOf` chooses, and what is to be expected of them. By chance a text of this change speaks for a label as
 * often as those under its other labels do. Rows of several labels, of rare ones or of ones that the
 * base's own texts hardly tell, and edits are left out.
 * @returns null without a model of the base, or without such rows
 */
export function labelAgreement(
  { changes }: Pick<ReviewEvidence, "changes">,
  scanned: Scanned,
  isOf: (row: number) => boolean,
): LabelAgreement | null {
  const { group } = scanned;
  if (group.model === null || group.fittedOn !== "reference") return null;
  const base = ofBase(scanned);
  const rows = [...scanned.rows.keys()].filter((at) => {
    const { change, labels } = group.rows[scanned.rows[at]!]!;
    const [label, ...more] = labels;
    if (label === undefined || more.length > 0 || changes[change]!.kind !== "added") return false;
    return (
      group.referenceLabels[label]! >= FAMILIAR_LABEL_ROWS && isTold(base[label]!) && isOf(scanned.rows[at]!)
    );
  });
  if (rows.length === 0) return null;
  const added = speaking(group.model.priors, rows.length, (row) => ({
    label: labelOf(scanned, rows[row]!),
    said: saidOf(scanned, rows[row]!),
  }));
  const expected = { asInBase: 0, halfAsInBase: 0, byChance: 0 };
  added.rowsOf.forEach((own, label) => {
    const ofLabel = base[label]!;
    const others = rows.length - own;
    const chance = (added.speakingOthers[label]! + PRIOR_ROWS * ofLabel.chance) / (others + PRIOR_ROWS);
    expected.asInBase += own * ofLabel.rate;
    expected.halfAsInBase += own * halfAsInBase(chance, ofLabel);
    expected.byChance += own * chance;
  });
  const disagreeing = rows.filter((_, row) => !added.agrees[row]);
  const agreeing = rows.length - disagreeing.length;
  return { places: rows, disagreeing, rows: rows.length, agreeing, ...expected };
}

function labelOf({ group, rows }: Scanned, at: number): number {
  return group.rows[rows[at]!]!.labels[0]!;
}

/** What the base says of a row's labels by its text: the shares that the scan moved them to are taken off. */
function saidOf({ probabilities, shift }: Scanned, at: number): Float64Array {
  const from = at * shift.length;
  const found = shift.map((by, label) => probabilities[from + label]! / by);
  const sum = found.reduce((total, value) => total + value, 0);
  return found.map((value) => value / sum);
}

/** By label, the share of the base's sampled rows of it, and of those of all others, whose texts speak for it. */
function ofBase({ group }: Scanned): Rates[] {
  const { labels, priors } = group.model!;
  const p = sampleProbabilities(group);
  const known = [...group.sample.keys()].filter((index) => group.sample[index]!.label >= 0);
  const { rowsOf, speakingOwn, speakingOthers } = speaking(priors, known.length, (row) => ({
    label: group.sample[known[row]!]!.label,
    said: p.subarray(known[row]! * labels, (known[row]! + 1) * labels),
  }));
  return Array.from(rowsOf, (own, label) => ({
    rate: speakingOwn[label]! / Math.max(1, own),
    chance: speakingOthers[label]! / Math.max(1, known.length - own),
  }));
}

/** By label: its rows, those whose texts speak for it, and the rows of other labels whose texts do. */
function speaking(
  priors: Float64Array,
  rows: number,
  at: (row: number) => { readonly label: number; readonly said: Float64Array },
) {
  const rowsOf = new Float64Array(priors.length);
  const speakingOwn = new Float64Array(priors.length);
  const speakingOthers = new Float64Array(priors.length);
  const agrees: boolean[] = [];
  for (let row = 0; row < rows; row++) {
    const { label, said } = at(row);
    rowsOf[label]!++;
    for (let l = 0; l < priors.length; l++)
      if (said[l]! > priors[l]!) (l === label ? speakingOwn : speakingOthers)[l]!++;
    agrees.push(said[label]! > priors[label]!);
  }
  return { rowsOf, speakingOwn, speakingOthers, agrees };
}
