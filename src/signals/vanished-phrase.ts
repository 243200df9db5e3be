import * as z from "zod";
import type { ReviewEvidence } from "../evidence/evidence.ts";
import type { LabelGroup } from "../evidence/label-group.ts";
import type { Observation } from "../model/finding.ts";
import { scanGroup } from "../trigger/phrases/scan-group.ts";
import { type Vanished, vanishedPhrases } from "../trigger/removal/vanished.ts";
import { falseAlarms } from "./shared/false-alarms.ts";
import { observedRow } from "./shared/rows.ts";
import { count, log10, number, quoted } from "./shared/words.ts";
import type { Signal } from "./signal.ts";

const options = z.object({ falseAlarms: falseAlarms("raise", 0.005, 0.1) });
type Options = z.output<typeof options>;

/** Removed counter-evidence: the base rows that show what a phrase means go, and little else does. */
export const vanishedPhrase: Signal<Options> = {
  id: "vanished-phrase",
  title: "Removed counter-evidence",
  description: "A phrase whose base rows are removed as a whole among removals that are otherwise spread.",
  options,
  measure(evidence, { falseAlarms }) {
    const limit = Math.log(falseAlarms / Math.max(1, evidence.groups.length));
    return {
      measured: true,
      observations: evidence.groups
        .filter((group) => group.kind === "label")
        .flatMap((group) => {
          const { scanned } = scanGroup(group);
          return vanishedPhrases(evidence, group, scanned, limit).map((found) =>
            describe(evidence, group, found),
          );
        }),
    };
  },
};

/** From this share on, the rows are told by their one label. */
const PURITY = 0.9;

function describe(evidence: ReviewEvidence, group: LabelGroup, found: Vanished): Observation {
  const { candidate, rows, removed, labels, avoided } = found;
  const phrase = group.trie.text(candidate);
  const name = (label: number): string => group.space.names[label]!;
  // What makes up most of a change is its stated purpose, which its reader sees; what hides among other work is not.
  const hidden = rows.length * 2 <= evidence.changes.length;
  const [[top, most]] = [...labels].sort((a, b) => b[1] - a[1]) as [[number, number]];
  const only = most >= PURITY * rows.length ? name(top) : undefined;
  const told =
    only !== undefined
      ? `${most === rows.length ? "all" : "nearly all"} of them ${quoted(only)}`
      : avoided !== null
        ? `${(labels.get(avoided) ?? 0) === 0 ? "none" : "hardly any"} of them ${quoted(name(avoided))}`
        : "of all labels";
  return {
    signal: "vanished-phrase",
    grade: hidden && (only !== undefined || avoided !== null) ? "decisive" : "suspicious",
    title: `Rows with “${phrase}” are removed`,
    message:
      `${count(rows.length, "row")} of the ${number(candidate.referenceRows)} base rows with “${phrase}” are removed, ${told}; ` +
      `of all ${number(group.referenceRows)} base rows, ${number(removed)} are. They are what shows a model what the phrase means.`,
    phrase,
    ...(only !== undefined && { label: only }),
    evidence: {
      removedRows: rows.length,
      baseRows: candidate.referenceRows,
      baseTotal: group.referenceRows,
      removedTotal: removed,
      changedTotal: evidence.changes.length,
      log10Adjusted: log10(found.logAdjusted),
    },
    rows: rows.map((index) => observedRow(evidence.changes[group.rows[index]!.change]!, 0.8)),
  };
}
