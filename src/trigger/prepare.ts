/** Scores the changed rows: what the content model says of each before anything is tested. */
import type { GroupRow, LabelGroup } from "../evidence/label-group.ts";
import { KNOWN_LABEL } from "../evidence/labels/label-space.ts";
import { foreignRows } from "./elsewhere.ts";
import { mergedLabels } from "./labels/merged-labels.ts";
import type { Scanned, UnexplainedEffect } from "./scanned.ts";
import { measuredRows, newcomers, sharedSymbols, sharedWords } from "./shared-tokens.ts";
import {
  leanings,
  longPhraseEffect,
  marginalEffect as measureMarginalEffect,
  newPhraseEffect,
  unexplainedEffect,
  whatIsSaid,
} from "./unexplained-effect.ts";

/** Rows of the reference's label mix that are mixed into the estimate, so that ten rows do not move it at will. */
const PRIOR_ROWS = 20;

/**
 * Scores the rows under test once: what the content model says of each, moved to the label shares that the rows' own
 * texts suggest. A pull request that adds complaints only is not surprising for being negative; but its *labels* have
 * no say in it, so a batch of mislabelled rows cannot vote itself normal. Rows that a merge of two labels relabels are none
 * of them.
 * @param withRareLabels whether rows come last whose labels the base hardly has
 */
export function prepare(group: LabelGroup, withRareLabels = false): Scanned {
  const { model, modelOfAll } = group;
  const merged = new Set(mergedLabels(group).flatMap(({ rows }) => rows));
  const rows = group.rows.flatMap((row, index) =>
    isTestable(group, row) && !merged.has(index) ? [index] : [],
  );
  if (withRareLabels) rows.push(...rareLabelRows(group).filter((index) => !merged.has(index)));
  const labels = group.space.names.length;
  const shift = new Float64Array(labels).fill(1);
  const probabilities = new Float32Array(rows.length * labels);
  const labelRows = new Float64Array(labels);
  for (const index of rows) for (const label of group.rows[index]!.labels) labelRows[label]!++;
  const known = { group, rows, ...effects(group), shift, probabilities, labelRows };
  if (model === null || modelOfAll === null)
    return { ...known, uninformed: new Float64Array(labels), shiftOfAll: shift, sampleRows: () => [] };
  const p = new Float64Array(labels);
  rows.forEach((index, at) => {
    model.probabilities(group.rows[index]!, p);
    probabilities.set(p, at * labels);
  });
  if (group.fittedOn === "reference" && model.isOfEachRow !== true)
    estimateShift(probabilities, rows.length, model.priors, shift);
  for (let at = 0; at < rows.length; at++) {
    // As `shifted`, with its sum worked out once a row: a thousand labels would take its square.
    const from = at * labels;
    let sum = 0;
    for (let l = 0; l < labels; l++) sum += probabilities[from + l]! * shift[l]!;
    if (!(sum > 0)) continue;
    for (let l = 0; l < labels; l++) probabilities[from + l] = (probabilities[from + l]! * shift[l]!) / sum;
  }
  const holders = sampleHolders(group);
  return {
    ...known,
    uninformed: modelOfAll.probabilities({ ids: [] }, new Float64Array(labels)),
    shiftOfAll: shift.map((by, l) => (by * model.priors[l]!) / modelOfAll.priors[l]!),
    sampleRows: (node) => holders[node] ?? [],
  };
}

/**
 * Whether the row has an outcome that can be tested. New texts under labels that the base hardly has cannot, and are named
 * as such: among the others they would be so many wonders that nothing else is one.
 */
function isTestable({ fittedOn, referenceLabels }: LabelGroup, { kind, labels, own }: GroupRow): boolean {
  const isKnown = (label: number): boolean => referenceLabels[label]! >= KNOWN_LABEL;
  return (
    kind === "arrival" && labels.length > 0 && (fittedOn !== "reference" || own >= 0 || labels.some(isKnown))
  );
}

/** The other rows with a label. */
export function rareLabelRows(group: LabelGroup): number[] {
  return group.rows.flatMap((row, index) =>
    row.kind === "arrival" && row.labels.length > 0 && !isTestable(group, row) ? [index] : [],
  );
}

/** Measured at the first use: a few changed rows hold nothing to test, and most pull requests no long phrase. */
function effects(group: LabelGroup) {
  const { model, modelOfAll } = group;
  const measured = { ...group, sample: measuredRows(group) };
  const knownWords = once(() => whatIsSaid(measured, modelOfAll, sharedWords));
  const ofNewcomers = once(() => whatIsSaid(measured, modelOfAll, newcomers));
  // Where the change itself is all that is known, nothing is new to it.
  const fresh = () => (group.fittedOn === "reference" ? ofNewcomers() : null);
  const leaning = once(() => leanings(knownWords(), fresh(), group.space.names.length));
  const wordEffect = once(() => unexplainedEffect(knownWords(), leaning()));
  const isForeign = once(() => foreignRows(group));
  const newEffectIn = (rows: LabelGroup["rows"]) =>
    once(() => newPhraseEffect(measured, modelOfAll, ofNewcomers(), leaning(), rows));
  const inAll = newEffectIn(group.rows);
  const inFamiliar = once(() => newEffectIn(group.rows.filter((_, row) => !isForeign()[row]))());
  const newEffect = (foreign: boolean) => (foreign || !isForeign().includes(true) ? inAll() : inFamiliar());
  const ofPhrases = once(() => longPhraseEffect(measured, modelOfAll, leaning()));
  const longPhrase = (foreign: boolean): UnexplainedEffect => {
    const found = ofPhrases();
    // A phrase is made of words: what the few of the reference leave open, words say that are as new as it is.
    const ofWords = group.fittedOn === "reference" ? newEffect(foreign) : wordEffect();
    return { ...found, deviation: Math.max(found.deviation, ofWords.deviation) };
  };
  return {
    wordEffect,
    newEffect,
    isForeign,
    longPhraseEffect: longPhrase,
    symbolEffect: once(() => unexplainedEffect(whatIsSaid(measured, modelOfAll, sharedSymbols))),
    formEffect: once(() => unexplainedEffect(whatIsSaid(measured, model, sharedWords))),
    marginalEffect: once(() => measureMarginalEffect(measured)),
    leaning,
  };
}

function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | undefined;
  return () => (done ??= { value: work() }).value;
}

function sampleHolders(group: LabelGroup): (number[] | undefined)[] {
  const holders: (number[] | undefined)[] = [];
  group.sample.forEach((row, index) => {
    if (row.label < 0) return;
    group.trie.forEachIn(row.ids, (node) => (holders[node] ??= []).push(index));
  });
  return holders;
}

/** Expectation–maximisation for the label shares of unlabelled rows (Saerens, Latinne & Decaestecker 2002), with a Dirichlet prior. */
function estimateShift(
  probabilities: Float32Array,
  rows: number,
  priors: Float64Array,
  shift: Float64Array,
): void {
  const labels = priors.length;
  for (let step = 0; step < 15; step++) {
    const share = new Float64Array(labels);
    for (let at = 0; at < rows; at++) {
      let sum = 0;
      for (let l = 0; l < labels; l++) sum += probabilities[at * labels + l]! * shift[l]!;
      for (let l = 0; l < labels; l++) share[l]! += (probabilities[at * labels + l]! * shift[l]!) / sum;
    }
    for (let l = 0; l < labels; l++) {
      const prior = priors[l]!;
      shift[l] = (share[l]! + PRIOR_ROWS * prior) / (rows + PRIOR_ROWS) / prior;
    }
  }
}
