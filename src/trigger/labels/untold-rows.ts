/** Names the added rows of which the base says too little for any test of their labels. */
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { LeftOut } from "../../model/coverage.ts";
import { thousands } from "../../model/thousands.ts";
import { LEAST_TRIGGER_ROWS } from "../limits.ts";
import { scanGroup } from "../phrases/scan-group.ts";
import type { Scanned } from "../scanned.ts";
import { type LabelAgreement, labelAgreement, logFewAgree } from "./label-agreement.ts";

/** The share of changes of which rows are named although the base tells half as much of them as of its own. */
const ERROR_RATE = 0.005;

/**
 * Rows whose labels agree with their texts less than half as far beyond chance as the base's own: of another language or
 * source, or labelled wrongly. Whatever they share, no test of phrases could tell. Those of another language or subject are asked by themselves,
 * so that neither speaks for the others.
 */
export function untoldRows(evidence: ReviewEvidence): LeftOut[] {
  const groups = evidence.groups.filter(({ kind }) => kind === "label");
  const limit = Math.log(ERROR_RATE / Math.max(1, 2 * groups.length));
  return groups.flatMap((group) => {
    if (group.model === null || group.fittedOn !== "reference") return [];
    const { scanned } = scanGroup(group);
    const foreign = scanned.isForeign();
    return [true, false].flatMap((isForeign) => {
      const found = labelAgreement(evidence, scanned, (row) => foreign[row] === isForeign);
      if (found === null || found.rows.length < LEAST_TRIGGER_ROWS) return [];
      return logFewAgree(found, found.halfAsInBase) > limit ? [] : [leftOut(scanned, found)];
    });
  });
}

function leftOut(
  { group, rows }: Scanned,
  { rows: places, agreeing, asInBase, byChance }: LabelAgreement,
): LeftOut {
  const [all, few, usual, chance] = [places.length, agreeing, asInBase, byChance].map((count) =>
    thousands(Math.round(count)),
  );
  return {
    changes: places.map((at) => group.rows[rows[at]!]!.change),
    reason: `rows whose labels hardly agree with what the base says of their texts: ${few} of ${all} do, ${usual} would in the base, ${chance} by chance`,
    remedy:
      "they are of another language or source, or labelled wrongly; read them, or merge a few hundred first that you have read: the others are tested against those",
    configuration: null,
  };
}
