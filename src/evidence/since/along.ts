/** Has the base counted once for the review of a change and for that since a trusted version, where their bases are nearly the same. */
import { groupBy } from "../../collections/group-by.ts";
import type { DatasetComparison, Row, RowChange } from "../../model/dataset.ts";
import { TokenTable } from "../../text/token-table.ts";
import { type BaseRowReader, baseRowReader, textReader } from "../base-rows.ts";
import type { BaseSample } from "../base-sample.ts";
import { type Collector, type Collectors, type FactsOf, openCollectors } from "../collectors/collector.ts";
import type { groupCollectors, reviewCollectors } from "../collectors/index.ts";
import { phraseRows } from "../collectors/phrase-rows.ts";
import { eitherPairs } from "../content-model/model-counts.ts";
import { draftGroup, type GroupDraft, phrasesOf } from "../group-draft.ts";
import { groupFacets } from "../group-facets.ts";
import { type FileGroup, groupFiles } from "../group-files.ts";
import { changedSets } from "../neighbours/change-search.ts";
import type { PhraseTrie } from "../phrases/phrase-trie.ts";
import type { GroupPlan, ReviewPlan } from "../plan.ts";
import {
  type KnownRow,
  markOf,
  rowKey,
  type SincePlan,
  sharedCollectors,
  sinceCollectors,
} from "./rows-since.ts";

/** Share of the base's rows that may have come or gone since: an even sample of one base is one of both then. */
const MOST_OTHER = 0.01;

/** A review of one group of files whose labels answer one question, before its base is counted. */
export interface Begun {
  readonly changes: readonly RowChange[];
  readonly group: FileGroup;
  readonly sample: BaseSample;
  readonly draft: GroupDraft;
  readonly review: ReviewPlan;
}

type AllFacts = FactsOf<typeof reviewCollectors & typeof groupCollectors>;

/** Both reviews, as they are counted over the base of the change. */
export interface Along {
  readonly plan: SincePlan;
  readonly collectors: Collectors<typeof sinceCollectors>;
  /** What was counted. */
  facts(): Readonly<Record<"own" | "since", AllFacts>>;
  /** The group of the review since the trusted version. */
  readonly draft: GroupDraft;
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
  const draft = draftGroup(comparison, facets[0]!, changes, drawn, walked.first, tokens.copy());
  if (facets.length !== 1 || questionOf(draft) !== questionOf(own.draft)) return null;
  // An even sample of its rows is taken of those that are gone through.
  const drafts = { own: own.draft, since: { ...draft, plan: { ...draft.plan, rows: walked.rows } } };
  const { trie, group: either } = both(drafts);
  const plan: SincePlan = {
    review: own.review,
    neighbours: changedSets(changes),
    group: either,
    came,
    marks: new Set(Array.from(came.keys(), marker())),
  };
  const wentBefore = gone.map(({ text, labels, path }, i): KnownRow => {
    const outcomes = draft.outcomesOf(labels, null);
    return { text, labels, outcomes, path, order: walked.first + walked.rows + i };
  });
  const collectors = openCollectors(sinceCollectors, plan);
  const read = baseRowReader(either);
  return {
    plan,
    collectors,
    draft,
    facts() {
      const found = collectors.facts(changes).since;
      const countsOf = (review: GroupDraft, rows: readonly KnownRow[]) => {
        const nodes = review.trie.nodesIn(trie);
        const phraseCounts = (plan: GroupPlan) => phraseRows(plan, (node) => nodes[node]!);
        const counts = openCollectors({ ...sharedCollectors, phraseCounts }, review.plan);
        counts.add(found.shared);
        showKnown(rows, read, counts.each);
        return counts.facts(changes);
      };
      const rest = [...found.stayed, ...wentBefore];
      showKnown(rest, read, [found.neighbours]);
      const ofOwn = { ...found.own.facts(own.changes), ...countsOf(drafts.own, found.aside) };
      // How often rows of the base nearly repeat each other is the same for both.
      const { referenceDuplicates } = ofOwn;
      const neighbours = found.neighbours.fact(changes);
      return { own: ofOwn, since: { ...countsOf(drafts.since, rest), referenceDuplicates, neighbours } };
    },
  };
}

function showKnown(
  rows: readonly KnownRow[],
  read: BaseRowReader,
  collectors: readonly Pick<Collector<unknown, unknown>, "row">[],
): void {
  for (const { text, labels, outcomes, path, order } of rows)
    for (const collector of collectors) collector.row(read(text, labels, outcomes, path, order));
}

/** What either of two reviews counts. The tokens of the second are those of the first and more. */
function both({ own, since }: Readonly<Record<"own" | "since", GroupDraft>>): {
  readonly trie: PhraseTrie;
  readonly group: GroupPlan;
} {
  const left = groupBy(since.texts, ({ text }) => text);
  const more = own.texts.filter(({ text }) => left.get(text)?.pop() === undefined);
  // Nearly always the changed rows since the trusted version are those of the change and others.
  const trie = more.length === 0 ? since.trie : phrasesOf(since.tokens, [...since.texts, ...more]);
  const pairs = eitherPairs(own.plan.model.pairs, since.plan.model.pairs);
  const { tokens, model } = since.plan;
  return { trie, group: { ...own.plan, tokens, phrases: trie.tables, model: { ...model, pairs } } };
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
