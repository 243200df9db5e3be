/** Decides whether a phrase with a surprising label may yet be honest. */
import { countOf } from "../../collections/count-table.ts";
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { LabelGroup } from "../../evidence/label-group.ts";
import { marksOf } from "../../model/options.ts";
import { logHypergeometricUpperTail } from "../../stats/log-space.ts";
import { phraseTest } from "../../text/holds-phrase.ts";
import { areFromElsewhere } from "../elsewhere.ts";
import { arePutRight } from "../labels/label-edits.ts";
import { changeAt, isMostOfRows, labelsAt } from "../scanned.ts";
import type { Hit } from "./conditional-scan.ts";
import type { GroupScan } from "./scan-group.ts";

/** Why a phrase with a surprising label may be honest all the same; a person must look. */
export type Doubt = "words" | "fix" | "habit" | "purpose" | "batch" | "source" | "alone" | "name" | "topic";

/** Base rows from which a phrase's own label mix says something. Fewer could have been planted before. */
const KNOWN_ROWS = 20;
/** ln of the p-value from which the mix counts as another one. */
const OTHER_MIX = Math.log(0.01);

/**
 * What speaks for an honest phrase, if anything:
 *
 * - `habit`: the base pairs the phrase with the label about as often (Fisher's exact test), though the words of its rows
 *   now suggest otherwise. A news agency files what it likes under World.
 * - `purpose`: rows of the base are relabelled, and they are most of what the pull request changes. Its reader sees
 *   that; what hides among other work is not seen.
 * - `alone`: the base has no labelled row. What words say was learnt from the change itself, where a word that makes a
 *   class ("thanks", of gratitude) stands out as a planted one does.
 * - `source`: most of the change, and of the phrase's rows, is of another language or subject than the base, which cannot tell
 *   what its words say.
 * - `name`: where labels are the kinds of places in the text, the phrase is such a place itself, and the base has it in
 *   too few rows to know its kind, or it is a part of longer ones, which are others than the base's. A new name has one.
 * - `topic`: the phrase is most of what its prompts say, which is then one question with one answer ("… belongs to which order?").
 * - `batch`: the pull request's other rows stray as far towards the label, or one base row in twenty has the phrase and most rows
 *   of the pull request hold it. What they have in common is then not the phrase: fifteen honest rows of one label hold everyday words.
 * - `fix`: most of the rows are of the base, and what they say beside the phrase speaks for their new label. Who
 *   searches for a phrase and puts right what is wrong does that.
 * - `words`: what the base knows of one of its words may be all that a new phrase says: "luck with", where "luck" was hopeful
 *   three times in twelve.
 *
 * @param limit ln of the error rate at which the phrase was a hit
 */
export function doubtAbout(evidence: ReviewEvidence, scan: GroupScan, hit: Hit, limit = 0): Doubt | null {
  const { group } = scan.scanned;
  if (isAlone(group)) return "alone";
  if (group.fittedOn === "reference" && areFromElsewhere(scan.scanned, hit.candidate.rows)) return "source";
  const isKnown = hit.candidate.referenceRows >= KNOWN_ROWS;
  if (isMarked(evidence, scan, hit, isKnown)) return "name";
  if (group.kind === "response" && isMostOfRows(scan.scanned, hit.candidate)) return "topic";
  if (hit.logAdjusted + hit.logPByWords - hit.logP > limit) return "words";
  if (arePutRight(evidence, scan.scanned, hit.carriers, hit.candidate.hidden)) return "fix";
  if (!isKnown) return null;
  if (keepsItsMix(group, hit)) return "habit";
  const relabelled = hit.carriers.filter((at) => {
    const { kind, edits } = changeAt(evidence, scan.scanned, at);
    return kind === "edited" && edits.label;
  });
  const isPurpose =
    relabelled.length >= MOSTLY * hit.carriers.length && hit.carriers.length > evidence.changes.length / 2;
  if (isPurpose) return "purpose";
  return isOfTheBatch(scan, hit) ? "batch" : null;
}

/**
 * Without a base, texts that say the name of their class are the first of it, and the kind of a name that is marked is the
 * first that is said of it: there is nothing that they could contradict.
 */
export function isFirstName(evidence: ReviewEvidence, scan: GroupScan, hit: Hit): boolean {
  const { group } = scan.scanned;
  if (!isAlone(group)) return false;
  const isSaid = phraseTest(group.trie.text(hit.candidate));
  const isClass = group.kind === "label" && isSaid?.(group.space.names[hit.label]!.replaceAll("_", " "));
  return isClass === true || isMarked(evidence, scan, hit, false);
}

/** Whether there is no labelled row to compare with. */
export function isAlone({ referenceLabels }: LabelGroup): boolean {
  return referenceLabels.every((rows) => rows === 0);
}

/**
 * Whether a phrase is marked in most of the rows that hold it, or holds what is: "Garrity said".
 * @param isPart it has to be a part of longer names, as "bank" is, which the base may know of others
 */
function isMarked(
  evidence: ReviewEvidence,
  { scanned }: GroupScan,
  { candidate }: Hit,
  isPart: boolean,
): boolean {
  const { group } = scanned;
  const marks = marksOf(group.column);
  if (marks === undefined) return false;
  const phrase = group.trie.text(candidate);
  const holds = phraseTest(phrase);
  if (holds === null) return false;
  const isName = (word: unknown): boolean => {
    if (typeof word !== "string") return false;
    const isWithin = phraseTest(word)?.(phrase) === true;
    return isPart ? holds(word) && !isWithin : holds(word) || isWithin;
  };
  const marked = Array.from(candidate.rows).filter((at) => {
    const { before, after } = changeAt(evidence, scanned, at);
    const words = (after ?? before)!.fields[marks.words];
    return Array.isArray(words) && words.some(isName);
  });
  return marked.length * 2 > candidate.rowCount;
}

/** Share of the base rows from which a phrase is everyday. */
const EVERYDAY = 0.05;
/** Others from which it can be seen whether they stray as well. */
const LEAST_OTHERS = 5;

function isOfTheBatch(scan: GroupScan, hit: Hit): boolean {
  const { scanned } = scan;
  const others = scanned.rows.length - hit.rows;
  if (others < hit.rows) return hit.candidate.referenceRows >= EVERYDAY * scanned.group.referenceRows;
  return (
    others >= LEAST_OTHERS &&
    meanExcess(strayOf(scan, hit, false)) >= (hit.observed - hit.expected) / hit.rows / 2
  );
}

/** One-sided 5 % point of the standard normal. */
const MORE = 1.645;

/**
 * Whether the rows of a phrase carry the label no more against their words than the pull request's other rows do: a batch
 * of one label, which the model expects of hardly any text, strays with every full stop. There the phrase says nothing.
 */
export function straysAsTheRest(scan: GroupScan, hit: Hit): boolean {
  const rest = strayOf(scan, hit, false);
  if (rest.rows < LEAST_OTHERS) return false;
  const own = strayOf(scan, hit, true);
  const error = Math.sqrt(own.variance / own.rows ** 2 + rest.variance / rest.rows ** 2);
  return (hit.observed - hit.expected) / hit.rows - meanExcess(rest) < MORE * error;
}

/** How many more of some rows carry a label than the model expects. */
interface Stray {
  readonly rows: number;
  readonly excess: number;
  readonly variance: number;
}

const meanExcess = ({ excess, rows }: Stray): number => excess / rows;

/** Of the rows of a phrase, or of all others. */
function strayOf({ scanned }: GroupScan, { candidate, label }: Hit, isOwn: boolean): Stray {
  const labels = scanned.group.space.names.length;
  const own = new Set(candidate.rows);
  let [rows, excess, variance] = [0, 0, 0];
  for (let at = 0; at < scanned.rows.length; at++) {
    if (own.has(at) !== isOwn) continue;
    const p = scanned.probabilities[at * labels + label]!;
    rows++;
    excess += (labelsAt(scanned, at).includes(label) ? 1 : 0) - p;
    variance += p * (1 - p);
  }
  return { rows, excess, variance };
}

/** Share of the rows with the label that are relabelled ones. */
const MOSTLY = 0.8;

function keepsItsMix({ phraseCounts }: LabelGroup, { candidate, label, rows, observed }: Hit): boolean {
  const had = countOf(phraseCounts, candidate.node, label);
  const before = candidate.referenceRows;
  return logHypergeometricUpperTail(before + rows, had + observed, rows, observed) > OTHER_MIX;
}
