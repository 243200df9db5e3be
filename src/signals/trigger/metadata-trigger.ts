/** Sees a value outside the text, such as an author, that came with labels which the texts contradict. */
import * as z from "zod";
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { LabelGroup } from "../../evidence/label-group.ts";
import type { Observation } from "../../model/finding.ts";
import { scanValues } from "../../trigger/forms/value-scan.ts";
import { scanGroup } from "../../trigger/phrases/scan-group.ts";
import { LABELLED_BASE, measureGroups } from "../shared/by-group.ts";
import { observedRows } from "../shared/describe-hit.ts";
import { falseAlarms } from "../shared/false-alarms.ts";
import { expectedWords, log10, number, quoted } from "../shared/words.ts";
import type { Signal } from "../signal.ts";

const options = z.object({ falseWarnings: falseAlarms("warn of", 0.005, 0.5) });
type Options = z.output<typeof options>;

/** A value outside the text (an author, a source) whose rows carry a label that their texts do not explain. */
export const metadataTrigger: Signal<Options> = {
  id: "metadata-trigger",
  title: "Metadata as a trigger",
  description:
    "A value outside the text (an author, a source) whose rows carry a label that their texts do not explain.",
  options,
  measure: (evidence, { falseWarnings }) =>
    measureGroups(evidence.groups, LABELLED_BASE, (group, part) =>
      observe(evidence, group, Math.log(part(falseWarnings))),
    ),
};

function observe(evidence: ReviewEvidence, group: LabelGroup, limit: number): Observation[] {
  const scan = scanGroup(group);
  return scanValues(evidence, scan, limit).map((hit): Observation => {
    const label = group.space.names[hit.label]!;
    const [named, having] =
      hit.value === ""
        ? [`without ${quoted(hit.column)}`, `have nothing in the column ${quoted(hit.column)}`]
        : [
            `with ${quoted(hit.value)} in ${quoted(hit.column)}`,
            `have ${quoted(hit.value)} in the column ${quoted(hit.column)}`,
          ];
    return {
      signal: "metadata-trigger",
      grade: "suspicious",
      title: `${number(hit.observed)} rows ${named} are ${label}`,
      message:
        `${number(hit.rows)} of ${number(scan.scanned.rows.length)} changed rows ${having}; ` +
        `${number(hit.observed)} of them are ${quoted(label)}, where their texts suggest ${expectedWords(hit.expected)}.`,
      label,
      evidence: {
        column: hit.column,
        rows: hit.rows,
        rowsWithLabel: hit.observed,
        expectedWithLabel: Number(hit.expected.toFixed(2)),
        log10P: log10(hit.logP),
        log10Adjusted: log10(hit.logAdjusted),
      },
      rows: observedRows(evidence, scan, hit),
    };
  });
}
