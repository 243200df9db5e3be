/** Preference pairs as rows with two outcomes: whether a pair prefers the answer that the base's pairs would prefer. */
import { remembered } from "../../collections/remembered.ts";
import type { ContentModel } from "../../evidence/content-model/content-model.ts";
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { LabelGroup, SampleRow } from "../../evidence/label-group.ts";
import { KNOWN_LABEL, type LabelSpace } from "../../evidence/labels/label-space.ts";
import type { Row } from "../../model/dataset.ts";
import type { Json } from "../../model/json.ts";
import { type AnswerPair, pairModel } from "./pair-model.ts";

/** The outcomes of a pair: it prefers what the base's pairs would prefer, or the other answer. */
export const AS_EXPECTED = 0;
export const AGAINST = 1;
/** Instead of an outcome where the base cannot tell the better answer. */
const NOT_TOLD = -1;

/** Columns of preference pairs: the better answer's and the other's. */
const COLUMNS = [
  ["chosen", "rejected"],
  ["preferred_output", "non_preferred_output"],
] as const;
/** Base pairs from which can be learnt what they prefer. */
const LEAST_PAIRS = 100;
/** Probability from which a pair's better answer counts as known. Which of the two a pair prefers has no part in it. */
const TOLD = 0.6;

/**
 * The same group of files with pairs as its rows: null where the base has hardly any. The base's columns alone say whether there
 * are any. Pairs of which the base cannot tell the better answer have no outcome.
 */
export const pairGroups = remembered((evidence: ReviewEvidence): LabelGroup[] => {
  // Several questions about the labels of the same rows are one about their pairs.
  const each = evidence.groups.filter(
    ({ files }, at, all) => all.findIndex((other) => other.files.join() === files.join()) === at,
  );
  return each.flatMap((group) => pairGroup(evidence, group) ?? []);
});

function pairGroup(evidence: ReviewEvidence, group: LabelGroup): LabelGroup | null {
  const columns = COLUMNS.find(([better]) =>
    group.sample.some(({ fields }) => Object.hasOwn(fields, better)),
  );
  if (columns === undefined) return null;
  const ofSample = group.sample.map(({ text, fields }) => pairIn(text, fields, columns));
  const base = ofSample.filter((pair) => pair !== null);
  if (base.length < LEAST_PAIRS) return null;
  const odds = pairModel(base);
  const known = new Map<ArrayLike<number>, number>();
  const outcome = (ids: Uint32Array, value: number): number => {
    const probability = 1 / (1 + Math.exp(-Math.abs(value)));
    if (probability < TOLD) return NOT_TOLD;
    known.set(ids, probability);
    return value > 0 ? AS_EXPECTED : AGAINST;
  };
  let next = 0;
  const sample = group.sample.map((row, at) => {
    const label = ofSample[at] === null ? NOT_TOLD : outcome(row.ids, odds.ofBase[next++]!);
    return { ...row, label, own: label };
  });
  const rows = group.rows.map((row) => {
    const { after } = evidence.changes[row.change]!;
    const pair = row.kind === "arrival" ? pairIn(row.text, after!.fields, columns) : null;
    const label = pair === null ? NOT_TOLD : outcome(row.ids, odds.of(pair));
    return { ...row, labels: label === NOT_TOLD ? [] : [label], own: -1, ownOfAll: label };
  });
  if (rows.every(({ labels }) => labels.length === 0)) return null;
  return {
    ...group,
    ...countsOf(group, sample),
    column: null,
    space: SPACE,
    rows,
    sample,
    model: modelOf(sample, known),
    modelOfAll: modelOf(sample, known),
    fittedOn: "reference",
  };
}

const SPACE: LabelSpace = {
  names: ["as expected", "against"],
  indexOf: () => -1,
  none: -1,
  isTested: () => true,
  rows: [0, 0],
  isMixed: false,
  isHalves: false,
};

/** How often the base's pairs have each phrase in their prompts, by outcome. */
function countsOf({ trie }: LabelGroup, sample: readonly SampleRow[]) {
  const counter = trie.counter(2);
  const told = sample.filter(({ label }) => label >= 0);
  for (const { ids, label } of told) counter.add(ids, [label]);
  const against = told.filter(({ label }) => label === AGAINST).length;
  return {
    phraseCounts: counter.finish(),
    referenceRows: told.length,
    // Where the base's pairs are told apart without fail it has none against, and one that comes is no unknown outcome.
    referenceLabels: Float64Array.of(told.length - against, Math.max(KNOWN_LABEL, against)),
  };
}

/** What the base's pairs expect, which no word of a prompt has a say in. */
function modelOf(sample: readonly SampleRow[], known: ReadonlyMap<ArrayLike<number>, number>): ContentModel {
  const told = sample.filter(({ label }) => label >= 0);
  const usual = told.reduce((sum, { ids }) => sum + known.get(ids)!, 0) / Math.max(1, told.length);
  return {
    labels: 2,
    priors: Float64Array.of(usual, 1 - usual),
    rows: told.length,
    loss: 0,
    priorLoss: 0,
    isOfEachRow: true,
    probabilities({ ids }, out) {
      out[AS_EXPECTED] = known.get(ids) ?? usual;
      out[AGAINST] = 1 - out[AS_EXPECTED];
      return out;
    },
  };
}

/** The pair that a record holds: all that is written in its two cells, without what both begin with. */
function pairIn(
  prompt: string,
  fields: Row["fields"],
  [better, worse]: readonly [string, string],
): AnswerPair | null {
  if (!Object.hasOwn(fields, better) || !Object.hasOwn(fields, worse)) return null;
  const [chosen, rejected] = [written(fields[better]!), written(fields[worse]!)];
  const from = commonTurns(chosen, rejected);
  return chosen === rejected ? null : { prompt, chosen: chosen.slice(from), rejected: rejected.slice(from) };
}

function written(value: Json): string {
  if (typeof value !== "object" || value === null) return String(value ?? "");
  return Object.values(value).map(written).join("\n");
}

/** Where the last line begins that two conversations have in common up to there. */
function commonTurns(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return one.lastIndexOf("\n", at - 1) + 1;
}
