import { NumberPool } from "../collections/number-pool.ts";
import { ContentModelBuilder } from "../content-model/content-model.ts";
import { FeatureSpace } from "../content-model/feature-space.ts";
import type { DatasetComparison, ReferenceFile, RowChange } from "../model/dataset.ts";
import { TokenTable } from "../text/token-table.ts";
import type { FileGroup } from "./group-files.ts";
import type { GroupRow, LabelGroup, SampleRow } from "./label-group.ts";
import { type LabelSpace, labelNumbers, labelSpace } from "./label-space.ts";
import { type OutcomeOf, outcomesOf } from "./outcomes.ts";
import { PhraseTrie } from "./phrases.ts";
import { type ReferenceRow, rowReader } from "./reference-rows.ts";
import { type ReferenceSample, SAMPLE_ROWS, Stride } from "./reference-sample.ts";
import { type ModelRow, type RowShare, type ShareSetup, UNLABELLED } from "./row-share.ts";

/** Reference rows the content model is fitted on: more no longer makes it better, and the time is the maintainer's. */
const MODEL_ROWS = 60_000;
/** Below this many labelled reference rows the arrivals are counted too. */
const ENOUGH_REFERENCE = 200;
/** Fewest rows that a phrase must occur in to be a candidate. */
export const PHRASE_SUPPORT = 3;

/** Sees every reference row while it is read, for evidence that is collected beside the groups. */
export interface ReferenceListener {
  /** Called for each row that is read. */
  readonly counted: (rows: number) => void;
  /** Called before a file is read, when the tokens of its group are known. */
  readonly begin: (file: ReferenceFile, tokens: TokenTable) => void;
  /** A row of that file and its number in it. */
  readonly row: (row: ReferenceRow, labels: readonly string[], number: number) => void;
  /** Another thread that counts some rows of that file, if there is one. */
  readonly share: (own: OwnSetup, onModelRow: (row: ModelRow) => void) => RowShare | null;
}

/** The part of a share's setup that the group knows. */
export type OwnSetup = Pick<ShareSetup, "tokens" | "phrases" | "labelRows" | "model">;

/** What turns a row into outcomes, for the three kinds of group. */
interface Outcomes {
  readonly kind: LabelGroup["kind"];
  readonly space: LabelSpace;
  of(labels: readonly string[], response: string | null): readonly number[];
}

/** Builds one label group: reads its reference once, counting what occurs in the changed rows and the sample. */
export async function gatherGroup(
  comparison: DatasetComparison,
  group: FileGroup,
  changes: readonly RowChange[],
  drawn: ReferenceSample,
  listen: ReferenceListener,
): Promise<LabelGroup> {
  const paths = new Set(group.files.map((file) => comparison.files[file]!.path));
  const reference = group.reference.map((file) => comparison.reference[file]!);
  const mine = changes
    .map((change, index) => ({ change, index }))
    .filter(({ change }) => paths.has((change.after ?? change.before)!.path));
  const outcomes = chooseOutcomes(
    group,
    mine.map(({ change }) => change),
  );
  const tokens = new TokenTable();
  const pool = new NumberPool();
  const idsOf = tokenReader(tokens, pool);
  const rows = mine.flatMap(({ change, index }) => groupRows(change, index, idsOf, outcomes));
  const space = new FeatureSpace(tokens);
  for (const row of rows) space.learn(row.ids);
  const trie = PhraseTrie.build(
    tokens,
    rows.map((row) => row.ids),
    PHRASE_SUPPORT,
  );
  const referenceRows = drawn.total;
  const sample: Draft<SampleRow>[] = drawn.rows.map(({ text, labels, response }) => ({
    text,
    ids: idsOf(text),
    pairs: undefined,
    label: outcomes.of(labels, response)[0] ?? -1,
    response,
  }));
  for (const row of sample) space.learn(row.ids);

  const labels = outcomes.space.names.length;
  const builder = new ContentModelBuilder(space, labels);
  const phrases = trie.counter(Math.max(1, labels));
  const referenceLabels = new Float64Array(labels);
  const stride = new Stride(referenceRows, MODEL_ROWS);
  const readRow = rowReader(tokens);
  let before = 0;
  for (const file of reference) {
    listen.begin(file, tokens);
    const share =
      outcomes.kind === "response"
        ? null
        : listen.share(
            {
              tokens: tokens.slots,
              phrases: trie.tables,
              labelRows: outcomes.kind === "label" ? group.labels : null,
              model: { total: referenceRows, wanted: MODEL_ROWS, before },
            },
            ({ ids, labels }) => {
              for (const label of labels) builder.add(ids, label);
            },
          );
    await file.visitRaw((raw, names, response, number) => {
      const row = readRow(raw);
      const { ids, count } = row.run;
      listen.counted(1);
      listen.row(row, names, number);
      const own = outcomes.of(names, response);
      phrases.add(ids, labels === 0 ? UNLABELLED : own, count);
      for (const label of own) referenceLabels[label]!++;
      if (own.length > 0 && stride.takes(before + number))
        for (const label of own) builder.add(ids, label, count);
    }, share ?? undefined);
    before += file.rows;
    const part = await share?.result();
    if (part === undefined) continue;
    phrases.addAll(part.phrases);
    part.labelRows.forEach((rows, label) => (referenceLabels[label]! += rows));
  }
  const labelled = referenceLabels.reduce((sum, count) => sum + count, 0);
  // Which answers count as repeated is read off the changes, so the base alone cannot say what to expect of them.
  const speaks = labelled >= ENOUGH_REFERENCE && outcomes.kind === "label";
  const fittedOn = speaks ? "reference" : "changes";
  const arrivals = rows.filter((row) => row.kind === "arrival" && row.labels.length > 0);
  if (fittedOn === "changes") for (const row of arrivals) builder.add(row.ids, row.labels[0]!);
  const held = [
    ...sample.filter((row) => row.label >= 0).map((row) => ({ ids: row.ids, own: row.label })),
    ...(fittedOn === "changes"
      ? arrivals.slice(0, SAMPLE_ROWS).map((row) => ({ ids: row.ids, own: row.labels[0]! }))
      : []),
  ];
  const model = labels >= 2 && held.length >= 20 ? builder.finish(held) : null;
  for (const row of rows) {
    if (model !== null) row.pairs = model.pairsIn(row.ids, pool.take(row.ids.length));
    if (fittedOn === "changes" && row.kind === "arrival") row.own = row.labels[0] ?? -1;
  }
  if (model !== null) for (const row of sample) row.pairs = model.pairsIn(row.ids, pool.take(row.ids.length));
  return {
    column: outcomes.kind === "response" ? "response" : group.column,
    kind: outcomes.kind,
    space: outcomes.space,
    rows,
    tokens,
    trie,
    phraseCounts: phrases.finish(),
    referenceRows,
    referenceLabels,
    model,
    fittedOn,
    sample,
  };
}

/** The ids of a text's tokens, which are added to the table. */
function tokenReader(tokens: TokenTable, pool: NumberPool): (text: string) => Uint32Array {
  const found: number[] = [];
  return (text) => pool.keep(tokens.addTo(text, found));
}

/** What becomes known of a row only when the reference was read is put in then. */
type Draft<Row> = { -readonly [Key in keyof Row]: Row[Key] };

function chooseOutcomes(group: FileGroup, changes: readonly RowChange[]): Outcomes {
  const space = group.column === null ? null : labelSpace(group.labels);
  if (space !== null && space.names.length > 0) {
    return { kind: "label", space, of: labelNumbers(space) };
  }
  const responses = changes.flatMap(({ after }) => (after?.response == null ? [] : [after.response]));
  if (responses.length > 0) return responseOutcomes(outcomesOf(responses), responses);
  return { kind: "none", space: { names: [], indexOf: () => -1 }, of: () => [] };
}

function responseOutcomes(outcomeOf: OutcomeOf, responses: readonly string[]): Outcomes {
  const counts = new Map<string, number>();
  const fixed = ["I'm sorry", "see http://example.org", "", "x", "x".repeat(100), "x".repeat(1000)];
  for (const response of [...responses, ...fixed]) counts.set(outcomeOf(response), 1);
  const names = [...counts.keys()].sort();
  const numbers = new Map(names.map((name, index) => [name, index]));
  const space: LabelSpace = { names, indexOf: (name) => numbers.get(name) ?? -1 };
  return {
    kind: "response",
    space,
    of: (_, response) =>
      response === null ? [] : [space.indexOf(outcomeOf(response))].filter((index) => index >= 0),
  };
}

function groupRows(
  change: RowChange,
  index: number,
  idsOf: (text: string) => Uint32Array,
  outcomes: Outcomes,
): Draft<GroupRow>[] {
  const { before, after, edits } = change;
  // A changed answer counts as another column to the row diff; for instruction data it is what matters.
  const answered = outcomes.kind === "response" && before?.response !== after?.response;
  if (change.kind === "edited" && !edits.label && !edits.text && !answered) return [];
  const old = before === null ? [] : outcomes.of(before.labels, before.response);
  const rows: Draft<GroupRow>[] = [];
  if (after !== null) {
    const labels = outcomes.of(after.labels, after.response);
    rows.push({
      change: index,
      kind: "arrival",
      text: after.text,
      ids: idsOf(after.text),
      pairs: undefined,
      labels,
      own: old[0] ?? -1,
    });
  }
  if (before !== null) {
    rows.push({
      change: index,
      kind: "departure",
      text: before.text,
      ids: idsOf(before.text),
      pairs: undefined,
      labels: old,
      own: old[0] ?? -1,
    });
  }
  return rows;
}
