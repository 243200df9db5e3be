/** Prepares the review since a trusted version to be counted along with that of the change, where their bases are nearly the same. */
import type { DatasetComparison, Row, RowChange } from "../../model/dataset.ts";
import { TokenTable } from "../../text/token-table.ts";
import { textReader } from "../base/base-rows.ts";
import type { BaseSample } from "../base/base-sample.ts";
import { type Collectors, type FactsOf, openCollectors } from "../collectors/collector.ts";
import type { reviewCollectors } from "../collectors/index.ts";
import { draftGroup, type GroupDraft } from "../group-draft.ts";
import { groupFacets } from "../group-facets.ts";
import { type FileGroup, groupFiles } from "../group-files.ts";
import type { LabelGroup } from "../label-group.ts";
import { changedSets, rowKey } from "../neighbours/change-search.ts";
import { markOf, type SincePlan, sinceCollectors } from "./rows-since.ts";

/** Share of the base's rows that may have come or gone since: an even sample of one base is one of both then. */
const MOST_OTHER = 0.01;

/** A review of one group of files whose labels answer one question, before its base is counted. */
export interface Begun {
  readonly changes: readonly RowChange[];
  readonly group: FileGroup;
  readonly sample: BaseSample;
  readonly draft: GroupDraft;
}

type ReviewFacts = FactsOf<typeof reviewCollectors>;

/** The review since the trusted version, as it is counted over the base of the other one. */
export interface Along {
  readonly plan: SincePlan;
  readonly collectors: Collectors<typeof sinceCollectors>;
  /** What was counted. How often rows of the base nearly repeat each other is the same for both. */
  finish(own: ReviewFacts): { readonly facts: ReviewFacts; readonly group: LabelGroup };
}

/**
 * What the review since a trusted version counts over the rows that the review of the change goes through; null where
 * the two ask other questions, or where their bases differ in more rows: then it has to read its own.
 */
export function drawAlong(own: Begun, comparison: DatasetComparison): Along | null {
  const [group, ...others] = groupFiles(comparison);
  if (group === undefined || others.length > 0 || placesOf(group) !== placesOf(own.group)) return null;
  const changes = comparison.files.flatMap((file) => file.changes);
  const { came, gone } = difference(own.changes, changes);
  const more = [...came.values()].reduce((sum, rows) => sum + rows, 0);
  const total = group.base.reduce((sum, file) => sum + file.rows, 0);
  const { sample } = own;
  if (more + gone.length > MOST_OTHER * total || sample.total - more + gone.length !== total) return null;
  const stayed = sample.rows.filter(({ text, labels }) => !came.has(rowKey(text, labels)));
  const drawn = { ...sample, rows: stayed, total };
  const facets = groupFacets(group, comparison, drawn);
  const { plan: walked, tokens } = own.draft;
  const texts = new Set(changes.map(({ after }) => after?.text));
  const draft = draftGroup(comparison, facets[0]!, changes, drawn, walked.first, tokens.copy());
  if (facets.length !== 1 || questionOf(draft) !== questionOf(own.draft)) return null;
  const plan: SincePlan = {
    neighbours: changedSets(changes),
    isAllSets: own.changes.every(({ after }) => after === null || texts.has(after.text)),
    // An even sample of its rows is taken of those that are gone through.
    group: { ...draft.plan, rows: walked.rows },
    came,
    marks: new Set(Array.from(came.keys(), marker())),
    gone: gone.map(({ text, labels, path }, i) => {
      const outcomes = draft.outcomesOf(labels, null);
      return { text, labels, outcomes, path, order: walked.first + walked.rows + i };
    }),
  };
  const collectors = openCollectors(sinceCollectors, plan);
  return {
    plan,
    collectors,
    finish({ referenceDuplicates }) {
      const { since } = collectors.facts(changes);
      return { facts: { ...since, referenceDuplicates }, group: draft.finish(since) };
    },
  };
}

/** The files of the base, and which of their columns is what. */
function placesOf({ base }: FileGroup): string {
  return JSON.stringify(base.map(({ path, columns: { text, label } }) => [path, text, label]).sort());
}

/** Equal where outcomes have the same numbers. Classes of answers depend on the changed rows. */
function questionOf({ plan: { labels, outcomes } }: GroupDraft): string | null {
  if (labels === null && outcomes > 0) return null;
  return JSON.stringify(labels && { ...labels, rows: null });
}

/** Both changes lead to the same head: what the second adds and the first does not came in between, and so on. */
function difference(own: readonly RowChange[], since: readonly RowChange[]) {
  const rows = new Map<string, { row: Row; more: number }>();
  const count = (row: Row | null, by: number): void => {
    if (row === null) return;
    const key = rowKey(row.text, row.labels);
    rows.set(key, { row, more: (rows.get(key)?.more ?? 0) + by });
  };
  for (const [changes, by] of [
    [since, 1],
    [own, -1],
  ] as const)
    for (const { before, after } of changes) {
      count(after, by);
      count(before, -by);
    }
  const all = [...rows];
  return {
    came: new Map(all.flatMap(([key, { more }]) => (more > 0 ? [[key, more] as const] : []))),
    gone: all.flatMap(([, { row, more }]) => Array<Row>(Math.max(0, -more)).fill(row)),
  };
}

/** Reads the words of a row's key. */
function marker(): (key: string) => number {
  const read = textReader(new TokenTable());
  return (key) => markOf(read((JSON.parse(key) as [string])[0]));
}
