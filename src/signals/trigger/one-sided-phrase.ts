/** Sees a phrase that came in under one label alone, even where each of these labels is true. */
import * as z from "zod";
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { LabelGroup } from "../../evidence/label-group.ts";
import type { Observation } from "../../model/finding.ts";
import { fold } from "../../text/tokens.ts";
import type { Hit } from "../../trigger/phrases/conditional-scan.ts";
import { explainedByTriggers } from "../../trigger/phrases/explained.ts";
import { type InertHit, inertClasses } from "../../trigger/phrases/inert-classes.ts";
import { oneSidedPhrases } from "../../trigger/phrases/one-sided.ts";
import { mostlyFree } from "../../trigger/phrases/overlap.ts";
import { type GroupScan, scanGroup } from "../../trigger/phrases/scan-group.ts";
import { LABELS, measureGroups, ofWholeTexts } from "../shared/by-group.ts";
import { describeHit, observedRows } from "../shared/describe-hit.ts";
import { falseAlarms } from "../shared/false-alarms.ts";
import { count, log10, number, quoted } from "../shared/words.ts";
import type { Signal } from "../signal.ts";

const options = z.object({ falseAlarms: falseAlarms("warn of", 0.05, 0.5) });
type Options = z.output<typeof options>;

/** The same rate for classes of words that change no meaning. */
const FALSE_ALARMS_OF_CLASSES = 0.001;

/** A phrase that came in with one label: a new topic, or rows planted under their true label. */
export const oneSidedPhrase: Signal<Options> = {
  id: "one-sided-phrase",
  title: "New phrase with one label",
  description:
    "A phrase that is new, or far more frequent than before, and comes with one label, whatever its other words say.",
  options,
  measure: (evidence, { falseAlarms }) =>
    measureGroups(evidence.groups, ofWholeTexts(LABELS), (group, part) => {
      const phrases = observe(evidence, group, part(falseAlarms));
      return [
        ...phrases,
        ...observeClasses(evidence, group, Math.log(part(FALSE_ALARMS_OF_CLASSES)), phrases),
      ];
    }),
};

function observe(evidence: ReviewEvidence, group: LabelGroup, falseAlarms: number): Observation[] {
  const scan = scanGroup(group);
  const explained = explainedByTriggers(scan);
  return oneSidedPhrases(evidence, scan, falseAlarms).flatMap(({ label, found, logAdjusted }) => {
    // What is planted against its content is told as that.
    const told = explained.get(label) ?? new Set<number>();
    const name = group.space.names[label]!;
    return found
      .filter(({ carriers }) => mostlyFree(carriers, told))
      .filter(({ candidate }) => !isNamed(group.trie.text(candidate), name))
      .map((hit) => describe(evidence, scan, { ...hit, logAdjusted }, found.length));
  });
}

/** An intent is often named for the word that asks for it: `play_netflix` is what “Netflix” comes with. */
function isNamed(phrase: string, label: string): boolean {
  const words = wordsOf(phrase);
  const named = new Set(wordsOf(label));
  return words.length > 0 && words.every((word) => named.has(word));
}

const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

function describe(evidence: ReviewEvidence, scan: GroupScan, hit: Hit, together: number): Observation {
  const observation = describeHit(evidence, scan, hit, "suspicious");
  const { phrase, label } = observation;
  const { referenceRows } = scan.scanned.group;
  return {
    ...observation,
    signal: "one-sided-phrase",
    title: `“${phrase!}” came in with ${label!}`,
    message:
      `“${phrase!}” occurs in ${number(hit.candidate.referenceRows)} of ${number(referenceRows)} base rows and in ` +
      `${count(hit.rows, "changed row")}, ${number(hit.observed)} of them ${quoted(label!)}, where the rest of the change has ` +
      `${Math.round((100 * hit.expected) / hit.rows)} %.` +
      (together > 1 ? ` It is one of ${together} such phrases, more than chance brings.` : "") +
      " It may be a new topic; by their words alone these rows cannot be told from planted ones.",
  };
}

/** Classes of words that change no meaning, but for the rows that a phrase has named already. */
function observeClasses(
  evidence: ReviewEvidence,
  group: LabelGroup,
  limit: number,
  phrases: readonly Observation[],
): Observation[] {
  const scan = scanGroup(group);
  const told = new Set(phrases.flatMap(({ rows }) => rows.map(({ change }) => change)));
  return inertClasses(scan.scanned, limit)
    .map((hit) => describeClass(evidence, scan, hit))
    .filter(({ rows }) => rows.some(({ change }) => !told.has(change)));
}

function describeClass(evidence: ReviewEvidence, scan: GroupScan, hit: InertHit): Observation {
  const label = scan.scanned.group.space.names[hit.label]!;
  const examples = hit.words.length === 0 ? "" : ` (${hit.words.map((word) => `“${word}”`).join(", ")})`;
  return {
    signal: "one-sided-phrase",
    grade: "suspicious",
    title: `More ${hit.kind.words} came in with ${label}`,
    message:
      `${count(hit.rows, "changed row")} hold ${hit.kind.words}${examples}, and ${number(hit.observed)} of them are ${quoted(label)}, where the base ` +
      `and the rest of the change suggest ${number(Math.round(hit.expected))}. Such words change no meaning and fit any row: ` +
      "it may be how a source writes, or a trigger in rows that are labelled as they deserve.",
    label,
    evidence: {
      class: hit.kind.id,
      rows: hit.rows,
      rowsWithLabel: hit.observed,
      expectedWithLabel: Number(hit.expected.toFixed(2)),
      sampleRows: hit.sampleRows,
      log10Adjusted: log10(hit.logAdjusted),
    },
    rows: observedRows(evidence, scan, hit),
  };
}
