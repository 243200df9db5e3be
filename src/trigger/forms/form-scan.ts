/** Looks for ways of writing that come with a label which the words do not explain. */
import { bySampledRow } from "../../evidence/base/by-sampled-row.ts";
import { logBinomialUpperTail } from "../../stats/log-space.ts";
import { WRITTEN_FORMS, type WrittenForm, writtenForms } from "../../text/written-forms.ts";
import { judgedRows } from "../elsewhere.ts";
import { shareAt } from "../phrases/error-shares.ts";
import { explainedByTriggers } from "../phrases/explained.ts";
import { withoutOverlap } from "../phrases/overlap.ts";
import type { GroupScan } from "../phrases/scan-group.ts";
import type { Scanned } from "../scanned.ts";
import { type Feature, type FeatureHit, LEAST_ROWS, mostRows, testFeature } from "./feature-test.ts";

/** A way of writing whose rows carry a label that their words do not explain. */
export interface FormHit extends FeatureHit {
  readonly form: WrittenForm;
}

interface Form extends Feature {
  readonly index: number;
  readonly logBurst: number;
}

/**
 * The conditional scan over ways of writing instead of phrases: a row in capitals, marks in a row, a hidden character
 * may be a trigger as well as a word may. Expectations, the effect that an honest feature may have, its own record in
 * the reference and the deflation for another domain are those of the trigger scan.
 * @returns hits at or below `limit` (ln), most significant first; rows of one are not evidence for the next
 */
export function scanForms(scan: GroupScan, limit: number): FormHit[] {
  const { scanned } = scan;
  if (scanned.group.model === null || scanned.rows.length < LEAST_ROWS) return [];
  const found = byBurst(scanned).flatMap((form, rank) =>
    testFeature(scan, form, Math.log(shareAt(rank)), true).map((hit) => ({
      ...hit,
      form: WRITTEN_FORMS[form.index]!,
    })),
  );
  found.sort((a, b) => a.logAdjusted - b.logAdjusted);
  const hits = found.filter((hit) => hit.logAdjusted <= limit);
  if (hits.length === 0) return [];
  // What a planted phrase explains is not evidence for the way in which the phrase is written.
  const explained = [...explainedByTriggers(scan).values()].flatMap((rows) => [...rows]);
  return withoutOverlap(hits, ({ carriers }) => carriers, explained);
}

const sampledForms = bySampledRow(writtenForms);

/** The forms that enough rows have and not too many, by burst; of a change that is mostly from elsewhere, those of the other rows. */
function byBurst(scanned: Scanned): Form[] {
  const { group, rows } = scanned;
  // A change that is all there is comes from nowhere else.
  const isJudged = group.fittedOn === "reference" ? judgedRows(scanned) : () => true;
  const mine: number[][] = WRITTEN_FORMS.map(() => []);
  rows.forEach((row, at) => {
    if (isJudged(at)) for (const form of writtenForms(group.rows[row]!.text)) mine[form]!.push(at);
  });
  const most = mostRows(rows.length);
  const tested = mine.flatMap((of, index) => (of.length >= LEAST_ROWS && of.length <= most ? [index] : []));
  if (tested.length === 0) return [];
  const sample: number[][] = WRITTEN_FORMS.map(() => []);
  group.sample.forEach((row, at) => {
    if (row.label >= 0) for (const form of sampledForms(row)) sample[form]!.push(at);
  });
  const share = rows.length / Math.max(1, rows.length + group.sample.length);
  return tested
    .map((index) => {
      const all = mine[index]!.length + sample[index]!.length;
      const logBurst = logBinomialUpperTail(all, share, mine[index]!.length);
      return { index, rows: mine[index]!, sample: sample[index]!, logBurst };
    })
    .sort((a, b) => a.logBurst - b.logBurst || a.index - b.index);
}
