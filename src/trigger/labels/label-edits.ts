/** Looks for edited labels that contradict their texts more often than corrections do. */
import { countOf } from "../../collections/count-table.ts";
import { addTo } from "../../collections/group-by.ts";
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { LabelGroup } from "../../evidence/label-group.ts";
import type { Row, RowChange } from "../../model/dataset.ts";
import { logHypergeometricUpperTail } from "../../stats/log-space.ts";
import { logRandomEffectsBinomialTail } from "../../stats/poisson-binomial.ts";
import { logSignedSumTail } from "../../stats/signed-sum.ts";
import { type ChosenBy, chosenByColumn } from "../chosen-by-column.ts";
import { FAMILIAR_LABEL_ROWS } from "../limits.ts";
import { changeAt, type Scanned } from "../scanned.ts";
import { spread } from "../spread.ts";

/** An edited label, and what the text says of it. */
export interface LabelEdit {
  /** Index into `scanned.rows`. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /**
   * ln of the likelihood ratio of the text under the old label and the new one: positive means against the text. How
   * common the labels are has no say: a correction to a rare label is no worse than another.
   */
  readonly against: number;
}

/** Edits of labels that contradict the texts more often than they follow them. */
export interface ContraryEdits {
  /** Null: whatever the label was. */
  readonly from: number | null;
  readonly to: number | null;
  readonly edits: readonly LabelEdit[];
  /** Those of them that go against the text. */
  readonly contrary: readonly LabelEdit[];
  /** ln of the p-value times the number of tests. */
  readonly logAdjusted: number;
  /** A phrase, or a column's value, whose base rows of the old label nearly all change: a rule rather than a choice of rows. */
  readonly rule: string | ChosenBy | null;
}

/** Fewest edits: with fewer, even all of them against the texts are no evidence after the correction for tests. */
const LEAST = 5;
/** The model is never surer than this of one label against another (log-odds; 1 in 100): no row decides alone. */
const MOST_ODDS = Math.log(99);
/** A label that keeps so few of its rows is renamed or dissolved; what its texts said is no guide then. */
const DISSOLVED = 0.1;
/** Share of a direction's edits that a phrase explains, and of its base rows that are edited, for a rule. */
const RULE = 0.8;

/**
 * Label edits against the texts. Honest corrections put labels right, so at any level of confidence they follow the
 * content model at least as often as they contradict it: under that null the sum of the signed log-odds is at best
 * symmetric, and Chernoff's bound of its tail is the p-value. Tested are all edits together, those to each label and
 * those of each direction (Bonferroni); rows that say much the same count as fewer.
 * @param limit ln of the p-value
 * @returns the most significant set of each label that rows are moved to, and else all edits together
 */
export function contraryEdits(evidence: ReviewEvidence, scanned: Scanned, limit: number): ContraryEdits[] {
  const edits = labelEdits(evidence, scanned);
  const sets = setsOf(edits);
  const found = sets
    .map((set) => {
      const sum = set.edits.reduce((total, { against }) => total + against, 0);
      // Under labels that the model gets right, e^sum has a mean of at most 1: by Markov, e^−sum bounds the p-value too.
      // A model that knows little gives little odds, and is not taken at its word for their sign alone.
      const odds = set.edits.map(({ against }) => Math.abs(against));
      const tail = Math.max(-sum, logSignedSumTail(odds, sum));
      const places = set.edits.map(({ at }) => at);
      return { ...set, logAdjusted: tail * spread(scanned, places) + Math.log(sets.length) };
    })
    .filter(({ logAdjusted }) => logAdjusted <= limit)
    .sort((a, b) => a.logAdjusted - b.logAdjusted);
  const taken = new Set<number>();
  return found
    .filter((set) => {
      const free = set.edits.some(({ at }) => !taken.has(at));
      for (const { at } of set.edits) taken.add(at);
      return free;
    })
    .map((set) => ({
      ...set,
      contrary: set.edits.filter(({ against }) => against > 0),
      rule: ruleOf(scanned, set) ?? chosenByColumn(scanned.group, rowsBefore(set), set.from),
    }));

  function rowsBefore({ edits }: EditSet): Row[] {
    return edits.map(({ at }) => changeAt(evidence, scanned, at).before!);
  }
}

/** The edited labels, each with what the content model, which left the row itself out, says of the two. */
function labelEdits(evidence: ReviewEvidence, scanned: Scanned): LabelEdit[] {
  const edits = editedLabels(evidence, scanned, scanned.rows.keys());
  return edits.map((edit) => ({ ...edit, against: oddsAgainst(scanned, edit) }));
}

/** An edited label, before the model is asked. */
type EditedLabel = Omit<LabelEdit, "against">;

/** @param places those of the scanned rows that are asked for */
function editedLabels(
  evidence: ReviewEvidence,
  { group, rows }: Scanned,
  places: Iterable<number>,
): EditedLabel[] {
  const before = oldLabels(evidence, group);
  return Array.from(places).flatMap((at): EditedLabel[] => {
    const row = group.rows[rows[at]!]!;
    const from = before.get(row.change);
    const [to] = row.labels;
    if (from === undefined || to === undefined || row.labels.length > 1 || from === to) return [];
    const known = Math.min(group.referenceLabels[to]!, group.referenceLabels[from]!);
    return known < FAMILIAR_LABEL_ROWS ? [] : [{ at, from, to }];
  });
}

/** ln of the likelihood ratio of a row's text under one label and another, to a model that is blind to some of its tokens. */
function oddsAgainst(
  { group, rows }: Scanned,
  { at, from, to }: EditedLabel,
  hidden?: Iterable<number>,
): number {
  const model = group.model!;
  const p = model.probabilities(group.rows[rows[at]!]!, new Float64Array(model.labels), hidden);
  const odds = Math.log(p[from]! / p[to]!) - Math.log(model.priors[from]! / model.priors[to]!);
  return Math.max(-MOST_ODDS, Math.min(MOST_ODDS, odds));
}

/**
 * Whether what edited rows say beside the phrase that they share speaks for their new labels. The phrase itself has no say:
 * where the base had all of its rows wrong, it was learnt to speak for the old one.
 */
function isFounded(scanned: Scanned, edits: readonly EditedLabel[], phrase: Iterable<number>): boolean {
  const hidden = new Set(phrase);
  return edits.reduce((sum, edit) => sum + oddsAgainst(scanned, edit, hidden), 0) <= -FOUNDED;
}

/**
 * Whether half of these rows and more are rows of the base of which the label alone was edited, and their texts speak for
 * the new label: who searches for a phrase and puts right what is wrong does that.
 */
export function arePutRight(
  evidence: ReviewEvidence,
  scanned: Scanned,
  places: readonly number[],
  phrase: Iterable<number>,
): boolean {
  const asked = places.filter((at) => isRelabelled(changeAt(evidence, scanned, at)));
  if (asked.length === 0 || asked.length * 2 < places.length) return false;
  const edits = editedLabels(evidence, scanned, asked);
  return edits.length * 2 >= places.length && isFounded(scanned, edits, phrase);
}

const isRelabelled = ({ kind, edits }: RowChange): boolean => kind === "edited" && edits.label && !edits.text;

/** The one old label of each edited row whose label changed, by index of the change; dissolved labels are left out. */
function oldLabels(evidence: ReviewEvidence, group: LabelGroup): Map<number, number> {
  const gone = new Float64Array(group.space.names.length);
  const old = new Map<number, number>();
  for (const row of group.rows) {
    const change = evidence.changes[row.change]!;
    if (row.kind !== "departure" || row.labels.length !== 1) continue;
    gone[row.labels[0]!]!++;
    if (change.kind === "edited" && change.edits.label) old.set(row.change, row.labels[0]!);
  }
  for (const [change, label] of old) {
    const rows = group.referenceLabels[label]!;
    if (rows - gone[label]! <= DISSOLVED * rows) old.delete(change);
  }
  return old;
}

interface EditSet {
  readonly from: number | null;
  readonly to: number | null;
  readonly edits: readonly LabelEdit[];
}

/** All edits, those to each label, and those of each direction; sets that are equal are one. */
function setsOf(edits: readonly LabelEdit[]): EditSet[] {
  const sets = new Map<string, { from: number | null; to: number | null; edits: LabelEdit[] }>();
  const put = (from: number | null, to: number | null, edit: LabelEdit): void => {
    const key = `${from ?? ""}>${to ?? ""}`;
    const set = sets.get(key) ?? { from, to, edits: [] };
    set.edits.push(edit);
    sets.set(key, set);
  };
  for (const edit of edits) {
    put(edit.from, edit.to, edit);
    put(null, edit.to, edit);
    put(null, null, edit);
  }
  // The narrowest of equal sets comes first and is kept: it says most.
  const order = [...sets.values()].sort((a, b) => width(a) - width(b));
  const sizes = new Set<string>();
  return order.filter((set) => {
    const key = `${set.edits.length}:${set.edits[0]!.at}:${set.edits.at(-1)!.at}`;
    const isNew = !sizes.has(key);
    sizes.add(key);
    return isNew && set.edits.length >= LEAST;
  });
}

const width = ({ from, to }: EditSet): number => (from === null ? 1 : 0) + (to === null ? 1 : 0);

/** A phrase that edits share, by its node, and those of them that hold it. */
interface Shared {
  readonly node: number;
  readonly holders: readonly LabelEdit[];
  /** Base rows with another label, or with the old one, that have the phrase. */
  readonly base: number;
}

/**
 * The phrases that so many of the edits to a label hold.
 * @returns also how many there are that could be held by so many
 */
function sharedPhrases(
  { group: { trie, phraseCounts, rows: all }, rows }: Scanned,
  { from, to, edits }: EditSet,
  least: number,
): { found: Shared[]; looked: number } {
  if (to === null) return { found: [], looked: 0 };
  const holders = new Map<number, LabelEdit[]>();
  for (const edit of edits)
    trie.forEachIn(all[rows[edit.at]!]!.ids, (node) => {
      addTo(holders, node, edit);
    });
  const inBase = (node: number): number =>
    from === null
      ? phraseCounts.totals[node]! - countOf(phraseCounts, node, to)
      : countOf(phraseCounts, node, from);
  const phrase = (node: number) => ({ tokens: trie.phrases.tokensOf(node) });
  const possible = Array.from(
    holders,
    ([node, of]): Shared => ({ node, holders: of, base: inBase(node) }),
  ).filter(({ base }) => base >= least);
  const found = possible
    .filter(({ node, holders: { length } }) => length >= least && !trie.isBare(phrase(node)))
    // Of phrases in just these rows, the longest says what they are.
    .sort(
      (a, b) =>
        b.holders.length - a.holders.length ||
        phrase(b.node).tokens.length - phrase(a.node).tokens.length ||
        a.node - b.node,
    );
  return { found, looked: possible.length };
}

/** Whether hardly a base row with the phrase keeps the label. */
const isRule = ({ holders, base }: Shared): boolean => holders.length >= RULE * base;

function ruleOf(scanned: Scanned, set: EditSet): string | null {
  const first = sharedPhrases(scanned, set, RULE * set.edits.length).found.find(isRule);
  return first === undefined ? null : phraseOf(scanned, first.node);
}

function phraseOf({ group: { trie } }: Scanned, node: number): string {
  return trie.text({ tokens: trie.phrases.tokensOf(node) });
}

/** A phrase by which rows of another label, or of any other, were chosen to get this one. */
export interface LabelRule {
  readonly from: number | null;
  readonly to: number;
  readonly phrase: string;
  /** Those that hold the phrase, and how many are of the direction. */
  readonly edits: readonly LabelEdit[];
  readonly ofEdits: number;
  /** Base rows with the phrase that had another label, or the old one. */
  readonly base: number;
  /** Whether what the rows say beside the phrase is no reason for the new label. */
  readonly isUnfounded: boolean;
  readonly logAdjusted: number;
}

/** ln of the p-value from which the base has a phrase with a label more often than with others. */
const LEANS = Math.log(0.01);
/** Fewer relabelled rows may be one text and its versions, put right together. */
const LEAST_OF_RULE = 10;
/** ln of the odds from which the texts of the rows together speak for their new label. */
const FOUNDED = Math.log(10);

/**
 * Edits to a label that share a phrase beyond chance. Corrections are chosen by what a row says: some words are in more
 * of them than in other rows, but no more than words say of labels at all (binomial with a random effect, at the
 * phrase's share of the base rows that could have been corrected, times the phrases and the directions; rows that say
 * much the same count as fewer). Who looks for a word and puts right what is wrong follows the texts: without that, and
 * where base rows with the phrase keep their label, there is nothing to tell.
 * @param limit ln of the p-value
 * @returns for each label that rows are moved to, the phrase that most of them share
 */
export function labelRules(evidence: ReviewEvidence, scanned: Scanned, limit: number): LabelRule[] {
  const { referenceLabels } = scanned.group;
  const sets = setsOf(labelEdits(evidence, scanned));
  const all = referenceLabels.reduce((sum, rows) => sum + rows, 0);
  const best = new Map<number, LabelRule>();
  for (const set of sets) {
    const { from, to, edits } = set;
    if (to === null) continue;
    const others = from === null ? all - referenceLabels[to]! : referenceLabels[from]!;
    const { found, looked } = sharedPhrases(scanned, set, LEAST_OF_RULE);
    for (const shared of found) {
      const { node, holders, base } = shared;
      // They come by the number of holders: what follows shares no more.
      if (holders.length <= (best.get(to)?.edits.length ?? 0)) break;
      const against = holders.reduce((sum, edit) => sum + edit.against, 0);
      if (!(against > -FOUNDED || isRule(shared)) || leansTo(scanned, node, to)) continue;
      const logTests = Math.log(looked * sets.length);
      const tailOf = (independent: number): number =>
        logRandomEffectsBinomialTail(
          edits.length,
          (base + 1) / (others + 2),
          holders.length,
          0,
          scanned.wordEffect().deviation,
          independent,
        );
      // How alike the rows are takes time, and makes it no less.
      if (tailOf(1) + logTests > limit) continue;
      const places = holders.map(({ at }) => at);
      const logAdjusted = tailOf(spread(scanned, places)) + logTests;
      if (logAdjusted > limit) continue;
      const isUnfounded = !isFounded(scanned, holders, scanned.group.trie.phrases.tokensOf(node));
      if (!isUnfounded && !isRule(shared)) continue;
      const phrase = phraseOf(scanned, node);
      const told = { from, to, phrase, base, isUnfounded, logAdjusted };
      best.set(to, { ...told, edits: holders, ofEdits: edits.length });
    }
  }
  return [...best.values()];
}

/** Whether it is a word of the label's own texts: what it stands in is moved for what it says. */
function leansTo(
  { group: { referenceLabels, phraseCounts } }: Scanned,
  node: number,
  label: number,
): boolean {
  const all = referenceLabels.reduce((sum, rows) => sum + rows, 0);
  const had = phraseCounts.totals[node]!;
  const both = countOf(phraseCounts, node, label);
  return logHypergeometricUpperTail(all, referenceLabels[label]!, had, both) < LEANS;
}
