/** Tests every shared phrase for a label that the rest of its rows does not explain. */
import { KNOWN_LABEL } from "../../evidence/labels/label-space.ts";
import { areForeign, carriersOf, countCarriers, KNOWN_ROWS, type Places, type Scanned } from "../scanned.ts";
import { type LabelTest, testLabel } from "./candidate-test.ts";
import { type Candidate, candidates, rowsAsTheyWere } from "./candidates.ts";
import { type Ranked, rankCandidates } from "./error-shares.ts";
import { genomicControl, genomicControlBySize } from "./genomic-control.ts";
import { type LabelCounts, labelCounter } from "./label-counter.ts";
import { readableLength } from "./readable-length.ts";

/** A phrase whose rows carry a label that their other words do not explain. */
export interface Hit extends LabelTest {
  readonly candidate: Candidate;
  /** Indices into `scanned.rows` of the candidate's rows that carry the label. */
  readonly carriers: readonly number[];
  /**
   * ln of the p-value over the candidate's share: below ln α, the pull request holds such a candidate by chance with a
   * probability of at most α.
   */
  readonly logAdjusted: number;
}

/** What the scan found. */
export interface ConditionalScan {
  /** Not overlapping, most significant first. */
  readonly hits: readonly Hit[];
  /** Every candidate × label that passed the limits, most significant first. */
  readonly tested: readonly Tested[];
  /** Every candidate, by burst. */
  readonly ranked: readonly Candidate[];
  /** What the evidence of new phrases was divided by (`genomicControl`), and what that of forms is to be: they are allowed another effect. */
  readonly inflation: number;
  readonly formInflation: () => number;
}

/** What the scan is asked for. */
export interface ScanOptions {
  /** Fewest rows of a candidate. */
  readonly support: number;
  /** Least share of a candidate's rows that carry the label: a trigger works by being pure. */
  readonly purity: number;
  /** Least difference between the observed and the expected share: an effect too small to be a trigger is none. */
  readonly effect: number;
}

/**
 * The conditional trigger scan: every candidate against every label of its rows, at its share of the error rate
 * (`logShare`), so that the whole pull request keeps its false-alarm rate. Hits are taken greedily; rows explained by one are not evidence for the next.
 * @returns all candidates that pass the effect limits, most significant first; the caller compares `logAdjusted` with ln α
 */
export function conditionalScan(scanned: Scanned, options: ScanOptions): ConditionalScan {
  if (scanned.group.model === null)
    return { hits: [], tested: [], ranked: [], inflation: 1, formInflation: () => 1 };
  const shares = rankCandidates(
    candidates(scanned.group, scanned.rows, options.support, rowsAsTheyWere(scanned.group.rows)),
  );
  const ranked = shares.map(({ candidate }) => candidate);
  const inflation = genomicControl(scanned, ranked);
  const control = controlOf(scanned, ranked, inflation);
  const countLabels = labelCounter(scanned);
  const asked = shares.flatMap((place) =>
    questions(scanned, place, countLabels(place.candidate.rows), options),
  );
  const readable = readableLength(
    scanned,
    asked.map(({ place }) => place.candidate.rows),
  );
  const tested = asked.flatMap(({ place, label }) => {
    const found = testRows(scanned, { ...place, control, readable }, place.candidate.rows, label, options);
    return found === null ? [] : [found];
  });
  tested.sort((a, b) => a.logAdjusted - b.logAdjusted || a.candidate.node - b.candidate.node);
  let known: number | undefined;
  const formInflation = (): number =>
    (known ??= genomicControl(scanned, ranked, () => scanned.formEffect().deviation));
  return { hits: peel(scanned, tested, options), tested, ranked, inflation, formInflation };
}

/**
 * What the evidence of a candidate is divided by. Rows of another language or subject say nothing of those whose words the
 * base has; of another source the words that the base knows stray too.
 */
function controlOf(scanned: Scanned, ranked: readonly Candidate[], inflation: number) {
  const among = (candidates: readonly Candidate[], least: number): ((candidate: Candidate) => number) => {
    const ofKnown = genomicControlBySize(scanned, candidates.filter(isKnown), least);
    return (candidate) => (isKnown(candidate) ? ofKnown(candidate) : least);
  };
  const all = among(ranked, inflation);
  const familiar = ranked.filter(({ rows }) => !areForeign(scanned, rows));
  if (familiar.length === ranked.length) return all;
  const ofFamiliar = among(familiar, genomicControl(scanned, familiar));
  return (candidate: Candidate): number =>
    areForeign(scanned, candidate.rows) ? all(candidate) : ofFamiliar(candidate);
}

function isKnown({ referenceRows }: Candidate): boolean {
  return referenceRows >= KNOWN_ROWS;
}

/** A candidate against a label, before overlapping ones are merged. */
export interface Tested extends Hit, Place {
  readonly candidate: Candidate;
}

/** A candidate that may have to do with a label. */
interface Question {
  readonly place: Ranked;
  readonly label: number;
}

function questions(
  scanned: Scanned,
  place: Ranked,
  { labels, counts }: LabelCounts,
  options: ScanOptions,
): readonly Question[] {
  const { candidate } = place;
  let found = NONE;
  for (const label of labels) {
    if (!enough(counts[label]!, candidate.rowCount, options)) continue;
    // A label that the reference hardly knows is news to the model whatever the rows say; schema-drift reports it.
    if (scanned.group.fittedOn === "reference" && scanned.group.referenceLabels[label]! < KNOWN_LABEL)
      continue;
    if (worthTesting(scanned, candidate.rows, counts[label]!, label)) found = [...found, { place, label }];
  }
  return found;
}

/** Most candidates raise no question: they share the list of it. */
const NONE: readonly Question[] = [];

/** Whether so many of the rows carry a label that it may be a trigger's. */
function enough(carriers: number, rows: number, { support, purity }: ScanOptions): boolean {
  return carriers >= support && carriers >= purity * rows;
}

interface Place extends Ranked {
  /** What the evidence is divided by. */
  readonly control: (candidate: Candidate) => number;
  /** See `readableLength`. */
  readonly readable: number;
}

function testRows(
  scanned: Scanned,
  place: Place,
  rows: Places,
  label: number,
  options: ScanOptions,
): Tested | null {
  const { candidate, control, readable } = place;
  const observed = countCarriers(scanned, rows, label);
  if (!enough(observed, rows.length, options)) return null;
  if (!worthTesting(scanned, rows, observed, label)) return null;
  const result = testLabel(
    scanned,
    candidate,
    rows,
    { label, rows: observed },
    { effect: options.effect, readable },
  );
  if (result === null) return null;
  const inflation = control(candidate);
  const logP = result.logP / inflation;
  const logPByWords = result.logPByWords / inflation;
  const carriers = carriersOf(scanned, rows, label);
  return { ...result, ...place, logP, logPByWords, carriers, logAdjusted: logP - place.logShare };
}

/** A quick look with the model as it is: most candidates are not surprising even to the naked eye. */
function worthTesting(scanned: Scanned, rows: Places, observed: number, label: number): boolean {
  const labels = scanned.group.space.names.length;
  let expected = 0;
  let variance = 0;
  for (const at of rows) {
    const p = scanned.probabilities[at * labels + label]!;
    expected += p;
    variance += p * (1 - p);
  }
  return observed - expected > Math.sqrt(variance);
}

/** Takes the strongest, then tests the others again without the rows that it explains. */
function peel(scanned: Scanned, tested: readonly Tested[], options: ScanOptions): Hit[] {
  const labels = scanned.group.space.names.length;
  const explained = new Set<number>();
  const hits: Hit[] = [];
  for (const entry of tested) {
    const isFree = (at: number): boolean => !explained.has(at * labels + entry.label);
    let current: Hit | null = entry;
    if (!Array.prototype.every.call(entry.candidate.rows, isFree)) {
      const free = Uint32Array.from(entry.candidate.rows).filter(isFree);
      current = free.length < options.support ? null : testRows(scanned, entry, free, entry.label, options);
    }
    if (current === null) continue;
    hits.push(current);
    for (const at of current.carriers) explained.add(at * labels + current.label);
    if (hits.length >= MOST_HITS) break;
  }
  return hits.sort((a, b) => a.logAdjusted - b.logAdjusted);
}

/** More findings than a person will read; the rest of the candidates are weaker than these. */
const MOST_HITS = 200;
