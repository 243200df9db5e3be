/** Prepares what is to be counted for one group of files, before their base rows are read. */
import { NumberPool } from "../collections/number-pool.ts";
import type { DatasetComparison, RowChange } from "../model/dataset.ts";
import { TokenTable } from "../text/token-table.ts";
import { type BaseSample, SAMPLE_ROWS, Stride } from "./base/base-sample.ts";
import type { FactsOf } from "./collectors/collector.ts";
import type { groupCollectors } from "./collectors/index.ts";
import { countedRows, fitContentModel } from "./content-model/content-model.ts";
import { FeatureSpace } from "./content-model/feature-space.ts";
import { type ModelCounts, pairsIn } from "./content-model/model-counts.ts";
import { firstOfText } from "./first-of-text.ts";
import type { FileGroup } from "./group-files.ts";
import { type Draft, groupRows } from "./group-rows.ts";
import type { GroupRow, LabelGroup, SampleRow } from "./label-group.ts";
import { groupOutcomes } from "./labels/group-outcomes.ts";
import { KNOWN_LABEL } from "./labels/label-space.ts";
import { PhraseTrie } from "./phrases/phrase-trie.ts";
import type { GroupPlan } from "./plan.ts";

/** Below this many labelled base rows the arrivals are counted too. */
export const ENOUGH_REFERENCE = 200;
/** Labelled rows that a content model takes to be calibrated. */
const LEAST_HELD = 20;
/** Fewest rows that a phrase must occur in to be a candidate. */
const PHRASE_SUPPORT = 3;

/** A group whose base rows are still to be counted. */
export interface GroupDraft {
  readonly plan: GroupPlan;
  readonly tokens: TokenTable;
  readonly outcomesOf: (labels: readonly string[], response: string | null) => readonly number[];
  readonly finish: (facts: FactsOf<typeof groupCollectors>) => LabelGroup;
}

/**
 * Numbers the tokens of a group's changed rows and of the drawn base rows, and finds the phrases of the changed ones: what
 * is to be counted over the base.
 * @param first place of the group's first base row among all
 * @param tokens a table that they are added to
 */
export function draftGroup(
  comparison: DatasetComparison,
  group: FileGroup,
  changes: readonly RowChange[],
  drawn: BaseSample,
  first: number,
  tokens = new TokenTable(),
): GroupDraft {
  const mine = changesOf(group, comparison, changes);
  const outcomes = groupOutcomes(
    group,
    mine.map(([, change]) => change),
    drawn.rows.flatMap(({ response }) => response ?? []),
  );
  const { rows, sample } = groupRows(mine, drawn, tokens, outcomes);
  const ids = rows.map((row) => row.ids);
  const space = new FeatureSpace(tokens);
  for (const row of rows) space.learn(row.ids);
  const trie = PhraseTrie.build(tokens, ids, PHRASE_SUPPORT);
  for (const row of sample) space.learn(row.ids);
  const count = outcomes.space.names.length;
  return {
    tokens,
    outcomesOf: (labels, response) => outcomes.ofBase(labels, response),
    plan: {
      tokens: tokens.slots,
      phrases: trie.tables,
      model: { labels: count, words: tokens.size, pairs: space.pairs },
      held: new Set(sample.flatMap(({ text, label }) => (label >= 0 ? [text] : []))),
      outcomes: count,
      labels: outcomes.table,
      rows: drawn.total,
      first,
    },
    finish({ phraseCounts, referenceLabels, modelCounts }) {
      const labelled = referenceLabels.reduce((sum, rows) => sum + rows, 0);
      const speaks = labelled >= ENOUGH_REFERENCE && outcomes.areOfBase;
      const fittedOn = speaks ? "reference" : "changes";
      const { model, modelOfAll } = modelsOf(space, modelCounts, fittedOn, rows, sample, changes);
      return {
        files: group.files,
        column: outcomes.kind === "response" ? "response" : group.column,
        isGuess: group.isGuess === true,
        kind: outcomes.kind,
        space: outcomes.space,
        rows,
        tokens,
        trie,
        phraseCounts,
        referenceRows: drawn.total,
        referenceLabels,
        model,
        modelOfAll,
        fittedOn,
        sample,
      };
    },
  };
}

/** The changed rows of a group's files, each after its number. */
function changesOf(
  { files }: FileGroup,
  comparison: DatasetComparison,
  changes: readonly RowChange[],
): (readonly [number, RowChange])[] {
  const paths = new Set(files.map((file) => comparison.files[file]!.path));
  return [...changes.entries()].filter(([, change]) => paths.has((change.after ?? change.before)!.path));
}

/** Fits the content models, where there are rows to do so, and lets the rows know what they know of them. */
function modelsOf(
  space: FeatureSpace,
  counts: ModelCounts,
  fittedOn: LabelGroup["fittedOn"],
  rows: readonly Draft<GroupRow>[],
  sample: readonly Draft<SampleRow>[],
  changes: readonly RowChange[],
): Pick<LabelGroup, "model" | "modelOfAll"> {
  const labelled = sample.filter(({ label }) => label >= 0);
  const ofBase = countTexts(counts, labelled, ({ label }) => label);
  for (const row of labelled) row.own = ofBase.get(row.text)!;
  for (const row of rows) if (row.own >= 0) row.own = ofBase.get(row.text) ?? row.own;
  const held: (Draft<GroupRow> | Draft<SampleRow>)[] = firstOfText(labelled);
  if (fittedOn === "changes") {
    const arrivals = rows.filter((row) => row.kind === "arrival" && row.labels.length > 0);
    const ofChange = countTexts(counts, arrivals, ({ labels }) => labels[0]!);
    for (const row of rows) if (row.kind === "arrival") row.own = ofChange.get(row.text) ?? -1;
    held.push(...firstOfText(arrivals).slice(0, SAMPLE_ROWS));
  }
  for (const row of rows) row.ownOfAll = row.own;
  if (counts.labelRows.length < 2 || held.length < LEAST_HELD) return { model: null, modelOfAll: null };
  const counted = countedRows(space, counts);
  if (fittedOn === "reference") countAdded(counts, rows, changes);
  const pool = new NumberPool();
  for (const row of [...rows, ...sample])
    row.pairs = pairsIn(counts.pairNumbers, row.ids, pool.take(row.ids.length));
  const model = fitContentModel(space, counted, held);
  const modelOfAll =
    fittedOn === "reference" ? fitContentModel(space, countedRows(space, counts), held) : model;
  return { model, modelOfAll };
}

/**
 * Counts the added rows in too, each to be left out of its own prediction; not more of them than base rows, so that a
 * large change does not outweigh the base, and none with a label that the base hardly has: whatever their words are, they
 * say it, and rows of labels that the base knows would be too few beside them. Edited rows stay as they are: their old label is what they are judged by.
 */
function countAdded(
  counts: ModelCounts,
  rows: readonly Draft<GroupRow>[],
  changes: readonly RowChange[],
): void {
  const added = rows.filter(
    ({ kind, labels, change }) =>
      kind === "arrival" &&
      labels.length > 0 &&
      counts.labelRows[labels[0]!]! >= KNOWN_LABEL &&
      changes[change]!.kind === "added",
  );
  const stride = new Stride(added.length, counts.rows);
  const taken = added.filter(() => stride.take());
  const ofChange = countTexts(counts, taken, ({ labels }) => labels[0]!);
  for (const row of added) row.ownOfAll = ofChange.get(row.text) ?? -1;
}

/**
 * Counts each text once, under the label of its first row: where everyone who judged a text has a row of it, none of them
 * could be left out if the others stayed.
 * @returns the label under which each was counted
 */
function countTexts<Of extends Pick<GroupRow, "text" | "ids">>(
  counts: ModelCounts,
  rows: readonly Of[],
  labelOf: (row: Of) => number,
): Map<string, number> {
  const firsts = firstOfText(rows);
  for (const row of firsts) counts.add(row.ids, labelOf(row));
  return new Map(firsts.map((row) => [row.text, labelOf(row)]));
}
