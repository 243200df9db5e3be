/** Looks at rows of the base that were given another label: whether their texts agree. */
import * as z from "zod";
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { LabelGroup } from "../../evidence/label-group.ts";
import type { Observation } from "../../model/finding.ts";
import {
  type ContraryEdits,
  contraryEdits,
  type LabelRule,
  labelRules,
} from "../../trigger/labels/label-edits.ts";
import { toldByTriggers } from "../../trigger/phrases/explained.ts";
import { mostlyFree } from "../../trigger/phrases/overlap.ts";
import { type GroupScan, scanGroup } from "../../trigger/phrases/scan-group.ts";
import { changeAt } from "../../trigger/scanned.ts";
import { LABELLED_BASE, measureGroups } from "../shared/by-group.ts";
import { falseAlarms } from "../shared/false-alarms.ts";
import { contradictingRows, observedRow } from "../shared/rows.ts";
import { count, log10, number, quoted } from "../shared/words.ts";
import type { Signal } from "../signal.ts";

const options = z.object({
  falseAlarms: falseAlarms("block", 0.0005, 0.1),
  falseWarnings: falseAlarms("warn of", 0.01, 0.5),
});
type Options = z.output<typeof options>;

/** Labels edited away from what the texts say: honest corrections move labels towards it. */
export const labelEdit: Signal<Options> = {
  id: "label-edit",
  title: "Edited labels",
  description: "Labels of base rows that are changed against what their texts say, and in which direction.",
  options,
  measure: (evidence, { falseAlarms, falseWarnings }) =>
    measureGroups(evidence.groups, LABELLED_BASE, (group, part) =>
      observe(evidence, group, Math.log(part(falseAlarms)), Math.log(part(falseWarnings))),
    ),
};

function observe(evidence: ReviewEvidence, group: LabelGroup, block: number, warn: number): Observation[] {
  const scan = scanGroup(group);
  const contrary = contraryEdits(evidence, scan.scanned, Math.max(block, warn));
  const named = toldByTriggers(scan);
  for (const found of contrary) for (const { at } of found.contrary) named.add(at);
  const rules = labelRules(evidence, scan.scanned, warn).filter(({ edits }) =>
    mostlyFree(
      edits.map(({ at }) => at),
      named,
    ),
  );
  return [
    ...contrary.map((found) => describe(found)),
    ...rules.map((rule) => describeRule(evidence, scan, rule, block)),
  ];

  function describe(found: ContraryEdits): Observation {
    const against = found.contrary.length;
    const blocks = found.logAdjusted <= block && (found.rule === null || !isPurpose(evidence, found.edits));
    return {
      signal: "label-edit",
      grade: blocks ? "decisive" : "suspicious",
      title: `${count(against, "edited label")} ${against === 1 ? "contradicts" : "contradict"} the text`,
      message: sentence(group, found),
      ...(found.to === null ? {} : { label: group.space.names[found.to]! }),
      ...(typeof found.rule === "string" && { phrase: found.rule }),
      evidence: {
        edits: found.edits.length,
        against,
        from: found.from === null ? null : group.space.names[found.from]!,
        to: found.to === null ? null : group.space.names[found.to]!,
        rule: found.rule,
        log10Adjusted: log10(found.logAdjusted),
      },
      rows: contradictingRows(evidence, scan, found.contrary),
    };
  }
}

/**
 * Rows of a phrase get another label that their texts are no reason for: a new rule, or the way in which a trigger is
 * planted in rows that are there.
 */
function describeRule(
  evidence: ReviewEvidence,
  scan: GroupScan,
  rule: LabelRule,
  block: number,
): Observation {
  const { names } = scan.scanned.group.space;
  const from = rule.from === null ? null : names[rule.from]!;
  const to = names[rule.to]!;
  const { edits, base, phrase } = rule;
  const [was, other] = from === null ? ["", "another label"] : [` from ${quoted(from)}`, quoted(from)];
  const reason = rule.isUnfounded ? "; what these say beside it is no reason for the change" : "";
  return {
    signal: "label-edit",
    grade:
      rule.isUnfounded && rule.logAdjusted <= block && !isPurpose(evidence, edits)
        ? "decisive"
        : "suspicious",
    title: `${count(edits.length, "edited label")} share “${phrase}”`,
    message: `${number(edits.length)} of ${count(rule.ofEdits, "label")} changed${was} to ${quoted(to)} are of rows with “${phrase}”, of ${count(base, "base row")} with it and ${other}${reason}. It may be a new rule for them; it is also how a phrase is tied to a label.`,
    label: to,
    phrase,
    evidence: {
      edits: rule.ofEdits,
      holders: edits.length,
      base,
      from,
      to,
      rule: phrase,
      log10Adjusted: log10(rule.logAdjusted),
    },
    rows: edits.map(({ at }) => observedRow(changeAt(evidence, scan.scanned, at), 0.5)),
  };
}

/** A rule that is most of a pull request is seen by its reader; what hides among other work is not. */
function isPurpose({ changes }: ReviewEvidence, edits: readonly unknown[]): boolean {
  return edits.length > changes.length / 2;
}

function sentence({ space }: LabelGroup, { from, to, edits, contrary, rule }: ContraryEdits): string {
  const direction =
    (from === null ? "" : ` from ${quoted(space.names[from]!)}`) +
    (to === null ? "" : ` to ${quoted(space.names[to]!)}`);
  const what = `Of ${count(edits.length, "label")} changed${direction}, ${number(contrary.length)} contradict what the texts say, judged by the other rows of the base; corrections that put labels right contradict it in half of the rows at most.`;
  if (rule === null) return what;
  const having = typeof rule === "string" ? `“${rule}”` : `${quoted(rule.value)} in ${quoted(rule.column)}`;
  return `${what} Nearly all base rows with ${having} are changed: it may be a new rule for them.`;
}
