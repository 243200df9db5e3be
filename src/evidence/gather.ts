/** Gathers the evidence: decides what to count, and reads the base to count it. */
import type { DatasetComparison, ReferenceFile, RowChange } from "../model/dataset.ts";
import type { TextStatistics } from "../model/evidence.ts";
import type { ContributorFacts } from "../model/pull-request.ts";
import { type BaseSample, drawSample } from "./base/base-sample.ts";
import { type FactsOf, openCollectors } from "./collectors/collector.ts";
import {
  baseCollectors,
  changeCollectors,
  groupCollectors,
  type reviewCollectors,
} from "./collectors/index.ts";
import { equalRowsStay, losesMost } from "./equal-rows.ts";
import type { ReviewEvidence } from "./evidence.ts";
import { draftGroup } from "./group-draft.ts";
import { groupFacets } from "./group-facets.ts";
import { groupFiles } from "./group-files.ts";
import { type BaseReading, type KnownBase, readOnce } from "./known-base.ts";
import type { LabelGroup } from "./label-group.ts";
import { changedSets } from "./neighbours/change-search.ts";
import { yardstickTables } from "./neighbours/yardstick-search.ts";
import type { ReviewPlan } from "./plan.ts";
import type { RowHelper } from "./row-share.ts";
import { showRows } from "./show-rows.ts";
import { type Along, drawAlong } from "./since/along.ts";
import { textStatistics } from "./text-statistics.ts";

const ROWS_BETWEEN = 1 << 15;

/** Called now and then while the base is read, with the rows read so far and in all. */
export type RowsRead = (done: number, total: number) => void;

/**
 * Collects what the signals see. The base is read twice: once for a sample, which decides together with the changed
 * rows what matters, and once to count just that; counting all phrases of a large base costs many times as much.
 */
export async function gatherEvidence(
  comparison: DatasetComparison,
  contributor: ContributorFacts | null,
  onRows: RowsRead = () => undefined,
  helper: RowHelper | null = null,
): Promise<ReviewEvidence> {
  return (await gatherBoth(comparison, null, contributor, onRows, helper)).own;
}

/** The evidence of a change, and of everything since a trusted version: null where that has to be gathered by itself. */
export interface BothEvidence {
  readonly own: ReviewEvidence;
  readonly since: ReviewEvidence | null;
}

/**
 * The same for a change together with everything since a trusted version, where one reading of a base serves both.
 * @param known what other reviews of the same base have read of it; null where there are none
 */
export async function gatherBoth(
  comparison: DatasetComparison,
  since: DatasetComparison | null,
  contributor: ContributorFacts | null,
  onRows: RowsRead = () => undefined,
  helper: RowHelper | null = null,
  known: KnownBase | null = null,
): Promise<BothEvidence> {
  const changes = comparison.files.flatMap((file) => file.changes);
  // What is counted along for a second review needs every row.
  const reading = (since === null ? known?.of(comparison) : null) ?? readOnce(comparison);
  const files = groupFiles({ ...comparison, reference: reading.reference });
  const samples: BaseSample[] = [];
  for (const { base } of files) samples.push(await sampleOf(reading, base));
  const counts = JSON.stringify(files.map(({ base }) => base.map(({ path }) => path)));
  const read = reading.facts.get(counts);
  const review = reviewPlan(changes, read === undefined ? samples : []);
  const ofBase = read === undefined ? [openCollectors(baseCollectors, review)] : [];
  const ofChange = openCollectors(changeCollectors, review);
  const total = samples.reduce((sum, sample) => sum + sample.total, 0);
  const counted = rowProgress(total, onRows);

  const groups: LabelGroup[] = [];
  let along: Along | null = null;
  let first = 0;
  for (const [index, group] of files.entries()) {
    const sample = samples[index]!;
    const facets = groupFacets(group, comparison, sample);
    for (const [question, facet] of facets.entries()) {
      const draft = draftGroup(comparison, facet, changes, sample, first);
      if (since !== null && files.length === 1 && facets.length === 1)
        along = drawAlong({ changes, group, sample, draft }, since);
      const ofGroup = openCollectors(groupCollectors, draft.plan);
      // The rows are shown again for each further question; what is no matter of labels saw them the first time. What is
      // counted along looks for more, so it is the first to see a row.
      const once = question === 0 ? [...(along === null ? [] : [along.collectors]), ...ofBase, ofChange] : [];
      const shown = { collectors: [...once, ofGroup], counted: question === 0 ? counted : () => undefined };
      const { plan, outcomesOf } = draft;
      const plans = along === null ? plan : { ...plan, tokens: along.plan.group.tokens };
      await showRows(group.base, {
        ...shown,
        ...{ review, group: plans, since: along?.plan ?? null, outcomesOf, helper },
      });
      groups.push(draft.finish(ofGroup.facts(changes)));
    }
    first += sample.total;
  }
  for (const collectors of ofBase) reading.facts.set(counts, collectors.facts(changes));
  const facts = { ...reading.facts.get(counts)!, ...ofChange.facts(changes) };
  const other = along?.finish(facts) ?? null;
  return {
    own: await evidenceOf(comparison, contributor, facts, groups),
    since: since && other && (await evidenceOf(since, null, other.facts, [other.group])),
  };
}

async function evidenceOf(
  comparison: DatasetComparison,
  contributor: ContributorFacts | null,
  facts: FactsOf<typeof reviewCollectors>,
  groups: readonly LabelGroup[],
): Promise<ReviewEvidence> {
  const changes = comparison.files.flatMap((file) => file.changes);
  return {
    comparison,
    contributor,
    changes,
    changedText: changedText(changes),
    ...facts,
    groups,
    ...(comparison.files.some(losesMost) && { equalStays: await equalRowsStay(comparison) }),
  };
}

async function sampleOf({ samples }: BaseReading, base: readonly ReferenceFile[]): Promise<BaseSample> {
  const key = JSON.stringify(base.map(({ path }) => path));
  const sample = samples.get(key) ?? (await drawSample(base));
  samples.set(key, sample);
  return sample;
}

/** What is looked for in the base. */
function reviewPlan(changes: readonly RowChange[], samples: readonly BaseSample[]): ReviewPlan {
  return {
    neighbours: changedSets(changes),
    yardstick: yardstickTables(samples.flatMap((sample) => sample.yardstick)),
  };
}

function changedText(changes: readonly RowChange[]): TextStatistics {
  const text = textStatistics();
  for (const [order, { after }] of changes.entries())
    if (after !== null) text.row({ text: after.text, order });
  return text.fact();
}

function rowProgress(total: number, onRows: RowsRead): (rows: number) => void {
  let done = 0;
  let told = 0;
  return (rows) => {
    done += rows;
    if (done - told < ROWS_BETWEEN && done < total) return;
    told = done;
    onRows(done, total);
  };
}
