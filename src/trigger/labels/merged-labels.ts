/** Tells relabelling that merges a whole label into another: a decision on the labels, not on single rows. */
import { remembered } from "../../collections/remembered.ts";
import type { LabelGroup } from "../../evidence/label-group.ts";
import { FAMILIAR_LABEL_ROWS } from "../limits.ts";

/** A label whose rows all carry another one now. */
export interface MergedLabel {
  readonly from: number;
  readonly to: number;
  /** Indices into `group.rows`: the rows as they are now. */
  readonly rows: readonly number[];
}

/** Share of the base's rows of a label that carry the other one now; the rest got a third one, or went. */
const NEARLY_ALL = 0.9;

/**
 * The labels of the base that are merged into another of its labels, where that is most of what the rows of the group change:
 * its reader sees it. Hidden among other work, relabelling is tested row by row, however much of a label it takes.
 */
export const mergedLabels = remembered(({ rows, referenceLabels }: LabelGroup): readonly MergedLabel[] => {
  const changes = new Set(rows.map(({ change }) => change));
  const leaving = new Map<number, number>();
  /** Rows of each label when all is changed. */
  const left = Float64Array.from(referenceLabels);
  for (const { kind, change, labels } of rows) {
    for (const label of labels) left[label]! += kind === "arrival" ? 1 : -1;
    if (kind === "departure" && labels.length === 1) leaving.set(change, labels[0]!);
  }
  const moves = new Map<string, { readonly from: number; readonly to: number; readonly rows: number[] }>();
  rows.forEach(({ kind, change, labels }, index) => {
    const from = leaving.get(change);
    const to = labels[0];
    if (kind !== "arrival" || from === undefined || to === undefined || labels.length > 1 || from === to)
      return;
    const key = `${from} ${to}`;
    const move = moves.get(key) ?? { from, to, rows: [] };
    moves.set(key, move);
    move.rows.push(index);
  });
  const whole = [...moves.values()].filter(
    ({ from, to, rows: moved }) =>
      left[from]! <= 0 &&
      referenceLabels[from]! >= FAMILIAR_LABEL_ROWS &&
      referenceLabels[to]! >= FAMILIAR_LABEL_ROWS &&
      moved.length >= NEARLY_ALL * referenceLabels[from]!,
  );
  const moved = whole.reduce((sum, merge) => sum + merge.rows.length, 0);
  return moved * 2 > changes.size ? whole : [];
});
