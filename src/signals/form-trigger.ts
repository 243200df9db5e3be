import * as z from "zod";
import type { ReviewEvidence } from "../evidence/evidence.ts";
import type { LabelGroup } from "../evidence/label-group.ts";
import type { Observation } from "../model/finding.ts";
import { type FormHit, scanForms } from "../trigger/forms/form-scan.ts";
import { type GroupScan, scanGroup } from "../trigger/phrases/scan-group.ts";
import { measureGroups, OUTCOMES } from "./shared/by-group.ts";
import { observedRows } from "./shared/describe-hit.ts";
import { falseAlarms } from "./shared/false-alarms.ts";
import { log10, number, quoted } from "./shared/words.ts";
import type { Signal } from "./signal.ts";

const options = z.object({ falseAlarms: falseAlarms("block", 0.001, 0.1) });
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
  const scan = scanGroup(group);
  return scanForms(scan, limit).map((hit) => describe(evidence, scan, hit));
}

function describe(evidence: ReviewEvidence, scan: GroupScan, hit: FormHit): Observation {
  const { group, rows } = scan.scanned;
  const label = group.space.names[hit.label]!;
  const expected = hit.expected < 0.95 ? "fewer than 1" : String(Math.round(hit.expected));
  return {
    signal: "form-trigger",
    grade: hit.standsOut ? "decisive" : "suspicious",
    title: `${number(hit.observed)} rows with ${hit.form.words} are ${label}`,
    message:
      `${number(hit.rows)} of ${number(rows.length)} changed rows have ${hit.form.words}, as ${number(hit.sampleRows)} of ` +
      `${number(group.sample.length)} sampled base rows do; ${number(hit.observed)} of them are ${quoted(label)}, where their words suggest ${expected}.`,
    label,
    evidence: {
      form: hit.form.id,
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
