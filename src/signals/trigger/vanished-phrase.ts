/** Sees a phrase that rows of one label lost, by removal or edit, so that those left speak for another label. */
import * as z from "zod";
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { LabelGroup } from "../../evidence/label-group.ts";
import type { Observation } from "../../model/finding.ts";
import { scanGroup } from "../../trigger/phrases/scan-group.ts";
import { type TestedWord, testedWord } from "../../trigger/removal/tested-word.ts";
import { type Vanished, vanishedPhrases } from "../../trigger/removal/vanished.ts";
import { falseAlarms } from "../shared/false-alarms.ts";
import { observedRow } from "../shared/rows.ts";
import { splitOf } from "../shared/splits.ts";
import { count, log10, number, quoted } from "../shared/words.ts";
import type { Signal } from "../signal.ts";

const options = z.object({ falseAlarms: falseAlarms("raise", 0.002, 0.1) });
type Options = z.output<typeof options>;

/** Removed counter-evidence: the base rows of one label that show what a phrase means go. */
export const vanishedPhrase: Signal<Options> = {
  id: "vanished-phrase",
  title: "Removed counter-evidence",
  description:
    "A phrase whose base rows of one label are removed, or edited so that they lose it, more often than rows of that label are.",
  options,
  measure(evidence, { falseAlarms }) {
    const rowSets = new Set(evidence.groups.map(({ files }) => files.join())).size;
    const limit = Math.log(falseAlarms / Math.max(1, rowSets));
    return {
      measured: true,
      observations: once(
        evidence.groups
          .filter((group) => group.kind === "label")
          .flatMap((group) => {
            const { scanned } = scanGroup(group);
            const vanished = vanishedPhrases(evidence, group, scanned, limit);
            const tested = testedWord(evidence, group, scanned, isTested, limit);
            return [
              ...vanished.map((found) => describe(evidence, group, found)),
              ...(tested === null ? [] : [describeTested(evidence, group, tested)]),
            ];
          }),
      ),
    };
  },
};

const isTested = (path: string): boolean => ["test", "validation"].includes(splitOf(path) ?? "");

function describeTested(
  evidence: ReviewEvidence,
  group: LabelGroup,
  { candidate, going, rows, logAdjusted }: TestedWord,
): Observation {
  const phrase = group.trie.text(candidate);
  return {
    signal: "vanished-phrase",
    grade: "suspicious",
    title: `${count(rows.length, "test row")} with “${phrase}” ${rows.length === 1 ? "goes" : "go"}`,
    message:
      `${number(rows.length)} of the ${count(going.length, "row")} that are removed from files for testing hold “${phrase}”, as ` +
      `${number(candidate.referenceRows)} of all ${number(group.referenceRows)} base rows do: how a model fares with it would be measured on fewer rows, or none.`,
    phrase,
    evidence: {
      removedRows: rows.length,
      removedTotal: going.length,
      baseRows: candidate.referenceRows,
      baseTotal: group.referenceRows,
      log10Adjusted: log10(logAdjusted),
    },
    rows: rows.map((index) => observedRow(evidence.changes[group.rows[index]!.change]!, 0.5)),
  };
}

/** Rows whose labels answer several questions vanish once. */
function once(all: readonly Observation[]): Observation[] {
  const seen = new Set<string>();
  const key = ({ phrase, rows }: Observation): string => JSON.stringify([phrase, rows]);
  return all.filter((observation) => !seen.has(key(observation)) && seen.add(key(observation)));
}

function describe(evidence: ReviewEvidence, group: LabelGroup, found: Vanished): Observation {
  const { candidate, rows, removed, labels, before, gone, oneSided, isRoutine } = found;
  const phrase = group.trie.text(candidate);
  const name = nameOf(group, labels);
  const of = (counts: readonly number[]): number => labels.reduce((sum, label) => sum + counts[label]!, 0);
  const had = total(before);
  // What makes up most of a change is its stated purpose, which its reader sees; what hides among other work is not.
  const hidden = rows.length * 2 <= evidence.changes.length;
  return {
    signal: "vanished-phrase",
    grade: isRoutine ? "informative" : hidden && oneSided ? "decisive" : "suspicious",
    title: `${number(of(gone))} rows with “${phrase}” go, ${name}`,
    message:
      `Of the ${count(of(before), "base row")} with “${phrase}” that are ${name}, ${number(of(gone))} are removed or no ` +
      `longer hold it; of all ${number(group.referenceRows)} base rows, ${number(removed)} are removed or reworded. Before, ` +
      `${number(of(before))} of ${count(had, "row")} with the phrase were ${name}; ` +
      `${number(of(before) - of(gone))} of ${number(had - total(gone))} are of what stays. They show a model what the phrase means.`,
    phrase,
    ...(labels.length === 1 && { label: group.space.names[labels[0]!]! }),
    evidence: {
      removedRows: rows.length,
      removedWithLabel: of(gone),
      baseRows: candidate.referenceRows,
      baseRowsWithLabel: of(before),
      baseTotal: group.referenceRows,
      removedTotal: removed,
      changedTotal: evidence.changes.length,
      log10Adjusted: log10(found.logAdjusted),
    },
    rows: rows.map((index) => observedRow(evidence.changes[group.rows[index]!.change]!, 0.8)),
  };
}

const total = (counts: readonly number[]): number => counts.reduce((sum, rows) => sum + rows, 0);

/** The labels of the rows that go: one, or all but one. */
function nameOf({ space }: LabelGroup, labels: readonly number[]): string {
  if (labels.length === 1) return quoted(space.names[labels[0]!]!);
  return `not ${quoted(space.names.find((_, label) => !labels.includes(label))!)}`;
}
