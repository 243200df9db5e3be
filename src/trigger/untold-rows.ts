/** Names the added rows of which the base says too little for any test of their labels or answers. */
import type { ReviewEvidence } from "../evidence/evidence.ts";
import type { LabelGroup } from "../evidence/label-group.ts";
import type { LeftOut } from "../model/coverage.ts";
import { thousands } from "../model/thousands.ts";
import { type Agreement, logFewAgree } from "./agreement.ts";
import { answerAgreement } from "./answers/related-answers.ts";
import { labelAgreement } from "./labels/label-agreement.ts";
import { LEAST_TRIGGER_ROWS } from "./limits.ts";
import { scanGroup } from "./phrases/scan-group.ts";

/** The share of changes of which rows are named although the base tells half as much of them as of its own. */
const ERROR_RATE = 0.005;

/**
 * Rows whose labels agree with their texts, or whose answers with their prompts, less than half as far beyond chance as the base's own: of another
 * language or source, or paired wrongly. Whatever they share, no test of phrases could tell.
 */
export function untoldRows(evidence: ReviewEvidence): LeftOut[] {
  const parts = evidence.groups.flatMap((group) => partsOf(evidence, group));
  const limit = Math.log(ERROR_RATE / Math.max(1, parts.length));
  return parts.flatMap(({ changes, found, agree }) => {
    if (found.rows < LEAST_TRIGGER_ROWS || logFewAgree(found, found.halfAsInBase) > limit) return [];
    const { rows, agreeing, asInBase, byChance } = found;
    const [few, all, usual, chance] = [agreeing, rows, asInBase, byChance].map((count) =>
      thousands(Math.round(count)),
    );
    return [
      {
        changes,
        reason: `rows whose ${agree}: ${few} of ${all} do, ${usual} would in the base, ${chance} by chance`,
        remedy:
          "they are of another language or source, or labelled or answered wrongly; read them, or merge a few hundred first that you have read: the others are tested against those",
        configuration: null,
      },
    ];
  });
}

/** Rows that are asked together. */
interface Part {
  readonly changes: readonly number[];
  readonly found: Agreement;
  /** What they hardly do. */
  readonly agree: string;
}

/** The labels of rows of another language or subject are asked by themselves, so that neither speak for the others. */
function partsOf(evidence: ReviewEvidence, group: LabelGroup): Part[] {
  const changeOf = (row: number): number => group.rows[row]!.change;
  if (group.kind === "response") {
    const rows = [...group.rows.keys()].filter(
      (row) =>
        group.rows[row]!.kind === "arrival" && evidence.changes[changeOf(row)]!.after!.response !== null,
    );
    const found = answerAgreement(evidence, group, rows);
    const agree = "answers hardly have a telling word in common with their prompts";
    return found === null ? [] : [{ changes: rows.map(changeOf), found, agree }];
  }
  if (group.kind !== "label" || group.model === null || group.fittedOn !== "reference") return [];
  const { scanned } = scanGroup(group);
  const foreign = scanned.isForeign();
  return [true, false].flatMap((isForeign) => {
    const found = labelAgreement(evidence, scanned, (row) => foreign[row] === isForeign);
    if (found === null) return [];
    const changes = found.places.map((at) => changeOf(scanned.rows[at]!));
    return [{ changes, found, agree: "labels hardly agree with what the base says of their texts" }];
  });
}
