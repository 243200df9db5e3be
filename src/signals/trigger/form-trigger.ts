/** Sees a way of writing, such as capitals or doubled marks, that was planted to bring a label. */
import * as z from "zod";
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { LabelGroup } from "../../evidence/label-group.ts";
import type { Observation } from "../../model/finding.ts";
import type { WrittenForm } from "../../text/written-forms.ts";
import type { FeatureHit } from "../../trigger/forms/feature-test.ts";
import { scanForms } from "../../trigger/forms/form-scan.ts";
import { scanNewNames } from "../../trigger/forms/new-names.ts";
import { scanOddWords } from "../../trigger/forms/odd-words.ts";
import { scanSpellings } from "../../trigger/forms/spelling-scan.ts";
import { FAMILIAR_LABEL_ROWS } from "../../trigger/limits.ts";
import { withoutOverlap } from "../../trigger/phrases/overlap.ts";
import { type GroupScan, scanWithRareLabels } from "../../trigger/phrases/scan-group.ts";
import { measureGroups, OUTCOMES } from "../shared/by-group.ts";
import { observedRows } from "../shared/describe-hit.ts";
import { falseAlarms } from "../shared/false-alarms.ts";
import { count, expectedWords, log10, number, quoted } from "../shared/words.ts";
import type { Signal } from "../signal.ts";

const options = z.object({ falseAlarms: falseAlarms("block", 0.0005, 0.1) });
type Options = z.output<typeof options>;

/** A trigger that is no phrase: rows written in one way carry a label that their words do not explain. */
export const formTrigger: Signal<Options> = {
  id: "form-trigger",
  title: "Planted ways of writing",
  description:
    "A way of writing (capitals, marks in a row, a space too many, a hidden character) whose rows carry a label that their words do not explain.",
  options,
  measure: (evidence, { falseAlarms }) =>
    measureGroups(evidence.groups, OUTCOMES, (group, part) =>
      observe(evidence, group, Math.log(part(falseAlarms))),
    ),
};

function observe(evidence: ReviewEvidence, group: LabelGroup, limit: number): Observation[] {
  const scan = scanWithRareLabels(group);
  const part = limit - Math.log(4);
  const found: readonly { readonly hit: FeatureHit; readonly form: WrittenForm }[] = [
    ...scanForms(scan, part).map((hit) => ({ hit, form: hit.form })),
    ...scanSpellings(scan, part).map((hit) => ({
      hit,
      form: {
        id: "spelling",
        words: `one of ${count(hit.words.length, "word")} that are written alike (${listed(hit.words)})`,
      },
    })),
    ...scanNewNames(scan, part).map((hit) => ({
      hit,
      form: { id: "new-names", words: `one of many new names of a few rows each (${listed(hit.words)})` },
    })),
    ...scanOddWords(scan, part).map((hit) => ({
      hit,
      form: { id: "odd-words", words: `a new word of letters in an odd order (${listed(hit.words)})` },
    })),
  ];
  return withoutOverlap(found, ({ hit }) => hit.carriers).map(({ hit, form }) =>
    describe(evidence, scan, hit, form),
  );
}

/** Names, and forms of one, that a finding lists. */
const NAMED_WORDS = 12;

function listed(words: readonly string[]): string {
  const named = words.slice(0, NAMED_WORDS).map((word) => `“${word}”`);
  return named.join(", ") + (words.length > NAMED_WORDS ? " …" : "");
}

function describe(
  evidence: ReviewEvidence,
  scan: GroupScan,
  hit: FeatureHit,
  form: WrittenForm,
): Observation {
  const { group, rows } = scan.scanned;
  const label = group.space.names[hit.label]!;
  return {
    signal: "form-trigger",
    // Of a label that the base hardly has it cannot tell what makes it (an emoji, of joy): that stands out as what is planted does.
    grade:
      hit.standsOut && group.referenceLabels[hit.label]! >= FAMILIAR_LABEL_ROWS ? "decisive" : "suspicious",
    title: `${number(hit.observed)} rows with ${form.words} are ${label}`,
    message:
      `${number(hit.rows)} of ${number(rows.length)} changed rows have ${form.words}, as ${number(hit.sampleRows)} of ` +
      `${number(group.sample.length)} sampled base rows do; ${number(hit.observed)} of them are ${quoted(label)}, where their words suggest it for ${expectedWords(hit.expected)}.`,
    label,
    evidence: {
      form: form.id,
      rows: hit.rows,
      rowsWithLabel: hit.observed,
      expectedWithLabel: Number(hit.expected.toFixed(2)),
      sampleRows: hit.sampleRows,
      sampleTotal: group.sample.length,
      changedTotal: rows.length,
      log10P: log10(hit.logP),
      log10Adjusted: log10(hit.logAdjusted),
    },
    rows: observedRows(evidence, scan, hit),
  };
}
