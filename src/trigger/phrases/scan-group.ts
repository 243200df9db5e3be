/** Runs the scan for phrases over a group of files, once for all that need it. */
import { remembered } from "../../collections/remembered.ts";
import type { LabelGroup } from "../../evidence/label-group.ts";
import { prepare, rareLabelRows } from "../prepare.ts";
import type { Scanned } from "../scanned.ts";
import { type ConditionalScan, conditionalScan } from "./conditional-scan.ts";

/** A scan with the rows it ran over. */
export interface GroupScan extends ConditionalScan {
  readonly scanned: Scanned;
}

/**
 * The conditional scan of a group's arrivals. Several signals and the detection floor read it; it is the same for all,
 * so it runs once for a group.
 */
export const scanGroup = remembered((group: LabelGroup): GroupScan => {
  const scanned = prepare(group);
  return { scanned, ...conditionalScan(scanned, LIMITS) };
});

/** The same, with the rows of labels that the base hardly has behind the others: how they are written can be told from these. */
export const scanWithRareLabels = remembered((group: LabelGroup): GroupScan => {
  const scan = scanGroup(group);
  return rareLabelRows(group).length === 0 ? scan : { ...scan, scanned: prepare(group, true) };
});

/**
 * What a trigger is, by definition rather than by tuning: it stands in at least three rows, most rows that hold it carry
 * its label, and at least a quarter of them carry it against what their other words suggest.
 */
const LIMITS = { support: 3, purity: 0.6, effect: 0.25 };
