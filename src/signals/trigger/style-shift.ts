/** Sees a group of rows of one pen, unlike the data, whose labels contradict their texts. */
import * as z from "zod";
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { LabelGroup } from "../../evidence/label-group.ts";
import type { Grade, Observation, ObservedRow } from "../../model/finding.ts";
import { isFromElsewhere } from "../../trigger/elsewhere.ts";
import { type StyleShift, styleShifts } from "../../trigger/forms/style-shift.ts";
import { explainedByTriggers } from "../../trigger/phrases/explained.ts";
import { type GroupScan, scanGroup } from "../../trigger/phrases/scan-group.ts";
import { LABELLED_BASE, measureGroups, ofWholeTexts } from "../shared/by-group.ts";
import { clustersOf } from "../shared/duplicate-clusters.ts";
import { falseAlarms } from "../shared/false-alarms.ts";
import { observedRow } from "../shared/rows.ts";
import { count, log10, number, percent, quoted } from "../shared/words.ts";
import type { Signal } from "../signal.ts";

const options = z.object({
  falseAlarms: falseAlarms("block", 0.0005, 0.1),
  falseWarnings: falseAlarms("warn of", 0.01, 0.5),
});
type Options = z.output<typeof options>;

/** ln of the p-value from which a form counts as foreign to the base: without that, no label blocks. */
const FOREIGN = Math.log(0.01);

/** Rows written alike, unlike the base, whose label their content does not explain: paraphrase and style attacks. */
export const styleShift: Signal<Options> = {
  id: "style-shift",
  title: "Rows of one pen",
  description:
    "Changed rows that are written alike and unlike the base, and that carry one label against what they say: a planted batch without a common phrase.",
  options,
  measure: (evidence, { falseAlarms, falseWarnings }) =>
    measureGroups(evidence.groups, ofWholeTexts(LABELLED_BASE), (group, part) =>
      observe(evidence, group, Math.log(part(falseAlarms)), Math.log(part(falseWarnings))),
    ),
};

function observe(evidence: ReviewEvidence, group: LabelGroup, block: number, warn: number): Observation[] {
  const scan = scanGroup(group);
  return styleShifts(
    scan,
    explainedByTriggers(scan),
    copiesIn(evidence, scan),
    Math.max(block, warn),
  ).flatMap((shift) =>
    describe(
      evidence,
      scan,
      shift,
      shift.logAdjusted <= block &&
        shift.logBurst <= FOREIGN &&
        !shift.isUsual &&
        !isFromElsewhere(scan.scanned),
    ),
  );
}

/** All but the first of the versions of each text that have one label. */
function copiesIn(evidence: ReviewEvidence, { scanned: { group, rows } }: GroupScan): ReadonlySet<number> {
  const clusters = new Map(
    clustersOf(evidence, 0).flatMap((changes, cluster) =>
      changes.map((change) => [change, cluster] as const),
    ),
  );
  const seen = new Set<string>();
  return new Set(
    Array.from(rows.keys()).filter((at) => {
      const { change, labels } = group.rows[rows[at]!]!;
      const key = `${clusters.get(change)} ${labels.join(" ")}`;
      return clusters.has(change) && (seen.has(key) || !seen.add(key));
    }),
  );
}

function describe(
  evidence: ReviewEvidence,
  scan: GroupScan,
  shift: StyleShift,
  blocks: boolean,
): Observation[] {
  const probable = shift.shares.filter(({ share }) => share >= 0.5);
  // More doubtful than a row taken at random.
  const possible = shift.shares.filter(({ share }) => share < 0.5 && share > shift.planted);
  const common = {
    signal: "style-shift",
    label: scan.scanned.group.space.names[shift.label]!,
  };
  const main = { ...common, ...sentence(scan, shift), evidence: numbers(shift) };
  return [
    { ...main, grade: blocks ? "decisive" : "suspicious", rows: rowsOf(evidence, scan, probable) },
    ...(!blocks || possible.length === 0
      ? []
      : [
          {
            ...common,
            grade: "suspicious" as Grade,
            title: `${count(possible.length, "more row")} may belong to them`,
            message:
              `${count(possible.length, "more row")} with ${quoted(common.label)} ${possible.length === 1 ? "is" : "are"} more likely than a row taken at random ` +
              `(${percent(shift.planted)}), but less likely than not, to belong to the rows that are written alike.`,
            evidence: { planted: round(shift.planted) },
            rows: rowsOf(evidence, scan, possible),
          },
        ]),
  ];
}

function sentence(scan: GroupScan, shift: StyleShift): { title: string; message: string } {
  const label = scan.scanned.group.space.names[shift.label]!;
  return {
    title: `Rows written alike, unlike the base, carry ${label}`,
    message:
      `Of ${count(shift.changed, "changed row")} ${number(shift.alike)} are written in a way that ${number(shift.baseAlike)} of ` +
      `${count(shift.base, "base row")} are, and ${number(shift.observed)} of these are ${quoted(label)}, where their content suggests ` +
      `${number(Math.round(shift.expected))}. Each half of the change was judged by the way learned from the other: ${shift.marks.join(", ")}.`,
  };
}

function numbers(shift: StyleShift): Observation["evidence"] {
  return {
    changedTested: shift.changed,
    changedAlike: shift.alike,
    baseTested: shift.base,
    baseAlike: shift.baseAlike,
    alikeWithLabel: shift.observed,
    expectedWithLabel: round(shift.expected),
    log10Burst: log10(shift.logBurst),
    log10Adjusted: log10(shift.logAdjusted),
    planted: round(shift.planted),
    marks: [...shift.marks],
  };
}

const round = (value: number): number => Number(value.toFixed(4));

function rowsOf(evidence: ReviewEvidence, scan: GroupScan, rows: StyleShift["shares"]): ObservedRow[] {
  const { group, rows: places } = scan.scanned;
  return rows.map(({ at, share }) =>
    observedRow(evidence.changes[group.rows[places[at]!]!.change]!, round(share)),
  );
}
