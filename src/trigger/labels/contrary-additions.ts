/** Added rows whose label contradicts their text: more of them, and more one-sided, than the base's own mistakes are. */

import { remembered } from "../../collections/remembered.ts";
import type { ModelRow } from "../../evidence/content-model/row-evidence.ts";
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { LabelGroup, SampleRow } from "../../evidence/label-group.ts";
import { logBinomialUpperTail, logHypergeometricUpperTail } from "../../stats/log-space.ts";
import { CARELESS, FAMILIAR_LABEL_ROWS } from "../limits.ts";
import { sampleProbabilities } from "../sample-probabilities.ts";
import type { Scanned } from "../scanned.ts";
import { spread } from "../spread.ts";
import { familiarRegister } from "./familiar-register.ts";

/** A label that added rows carry against their texts. */
export interface ContraryAdditions {
  readonly label: number;
  /** Places of the rows that contradict it (`scanned.rows`), the strongest first, with their odds against the label. */
  readonly rows: readonly { readonly at: number; readonly against: number }[];
  /** Added rows of the label, and how many of them would contradict it at the base's rate. */
  readonly added: number;
  readonly expected: number;
  /** ln of the p-value times the number of tests. */
  readonly logAdjusted: number;
}

/** Shares of the base's own rows of a label that count as contradicting it: mistakes are plain in one set, doubtful in another. */
const SHARES = [0.01, 0.03, 0.1];
/** Fewest rows that contradict a label. */
const LEAST = 5;

/** A label's rows by their odds against it, descending. */
interface Ordered {
  readonly base: Float64Array;
  readonly added: readonly { readonly at: number; readonly against: number }[];
}

/**
 * Added rows of a label against base rows of it: the odds that the content model, which leaves each base row out, gives
 * against the label. From each of three levels on, set by the base's own rows, there are two questions: are there more
 * added rows than twice what the base has (Fisher's exact test), and than twice what the other labels have (binomial)? A new
 * source is harder to read for every label alike; wrong labels that someone planted go one way. The larger of the two
 * p-values counts, times the number of labels and levels. Rows that say much the same count as fewer, those of another
 * register none (`familiarRegister`), and where all added rows of a label are harder to read, all their odds are lowered.
 * @param limit ln of the p-value
 */
export function contraryAdditions(
  { changes }: Pick<ReviewEvidence, "changes">,
  scanned: Scanned,
  limit: number,
): ContraryAdditions[] {
  const { group } = scanned;
  const labels = [...group.referenceLabels.keys()].filter(
    (label) => group.referenceLabels[label]! >= FAMILIAR_LABEL_ROWS,
  );
  const isFamiliar = familiarRegister(group);
  const orders = new Map(labels.map((label) => [label, ordered(scanned, changes, label, isFamiliar)]));
  const tests = Math.log(Math.max(1, labels.length) * SHARES.length);
  return labels
    .flatMap((label) => {
      const found = SHARES.flatMap((share) => testAt(scanned, orders, label, share, tests));
      found.sort((a, b) => a.logAdjusted - b.logAdjusted);
      return found.slice(0, 1);
    })
    .filter(({ logAdjusted }) => logAdjusted <= limit)
    .sort((a, b) => a.logAdjusted - b.logAdjusted);
}

function testAt(
  scanned: Scanned,
  orders: ReadonlyMap<number, Ordered>,
  label: number,
  share: number,
  tests: number,
): ContraryAdditions[] {
  const { base, added } = orders.get(label)!;
  const own = beyond(orders.get(label)!, share);
  if (own.added < LEAST) return [];
  const more = logHypergeometricUpperTail(
    base.length + added.length,
    Math.min(base.length, CARELESS * own.base) + own.added,
    added.length,
    own.added,
  );
  let all = 0;
  let expectedOfAll = 0;
  for (const order of orders.values()) {
    const found = beyond(order, share);
    all += found.added;
    expectedOfAll += found.expected;
  }
  // What the other labels lead to expect, and as much again.
  const odds = (CARELESS * own.expected) / (CARELESS * own.expected + (expectedOfAll - own.expected));
  const oneSided = logBinomialUpperTail(all, odds, own.added);
  const rows = added.slice(0, own.added);
  const places = rows.map(({ at }) => at);
  return [
    {
      label,
      rows,
      added: added.length,
      expected: own.expected,
      logAdjusted: Math.max(more, oneSided) * spread(scanned, places) + tests,
    },
  ];
}

/** Rows from the level on that a share of the base's rows reach: of the base, added ones, and how many these should be. */
function beyond({ base, added }: Ordered, share: number): { base: number; added: number; expected: number } {
  if (base.length === 0) return { base: 0, added: 0, expected: 0 };
  const level = base[Math.min(base.length - 1, Math.floor(share * base.length))]!;
  const inBase = base.findIndex((against) => against < level);
  const inAdded = added.findIndex(({ against }) => against < level);
  const rows = inBase < 0 ? base.length : inBase;
  return {
    base: rows,
    added: inAdded < 0 ? added.length : inAdded,
    expected: ((rows + 0.5) * added.length) / (base.length + 1),
  };
}

function ordered(
  { group, rows }: Scanned,
  changes: ReviewEvidence["changes"],
  label: number,
  isFamiliar: (row: Pick<SampleRow, "ids">) => boolean,
): Ordered {
  const odds = oddsAgainst(group);
  const added = rows.flatMap((index, at) => {
    const row = group.rows[index]!;
    // Edited labels are compared with what they were before (`contraryEdits`).
    const isNew = changes[row.change]!.kind === "added";
    const isOfLabel = row.labels.length === 1 && row.labels[0] === label;
    return isNew && isOfLabel && isFamiliar(row) ? [{ at, against: odds.ofRow(index, label) }] : [];
  });
  const before = odds.ofBase(label);
  added.sort((a, b) => b.against - a.against || a.at - b.at);
  const told = added.map(({ against }) => against);
  const harder = Math.min(...TOLD_BY.map((share) => behind(told, share) - behind(before, share)));
  return {
    base: before,
    added: added.map(({ at, against }) => ({ at, against: against - Math.max(0, harder) })),
  };
}

/**
 * Shares of a label's rows, the most contrary first, behind which one is compared with the base's: were most rows planted, the
 * rest still tell how much harder all are to read, and where a label is rare and nearly all of its rows are, only the last do.
 */
const TOLD_BY = [0.75, 0.9];
const behind = (descending: ArrayLike<number>, share: number): number =>
  descending[Math.floor(share * descending.length)] ?? 0;

/** ln of the odds against labels by the texts alone: how common labels are has no say. */
interface OddsAgainst {
  /** Of the base's sampled rows of a label, each left out of its own count; descending. */
  readonly ofBase: (label: number) => Float64Array;
  /** Of a changed row, by its index in the group. */
  readonly ofRow: (index: number, label: number) => number;
}

/** Three tests ask for the same odds, so each is worked out once for a group. */
export const oddsAgainst = remembered((group: LabelGroup): OddsAgainst => {
  const model = group.model!;
  const { labels } = model;
  const p = new Float64Array(labels);
  const against = (own: number, label: number): number => {
    const prior = model.priors[label]!;
    return Math.log((1 - own) / own) - Math.log((1 - prior) / prior);
  };
  const ofText = (row: ModelRow, label: number): number =>
    against(model.probabilities(row, p)[label]!, label);
  const base = new Map<number, Float64Array>();
  /** By index: those against the one label of a row. */
  const rows = new Float64Array(group.rows.length).fill(Number.NaN);
  return {
    ofBase(label) {
      let found = base.get(label);
      if (found === undefined) {
        const ofSample = sampleProbabilities(group);
        const mine = [...group.sample.keys()].filter((index) => group.sample[index]!.label === label);
        found = Float64Array.from(mine, (index) => against(ofSample[index * labels + label]!, label));
        base.set(label, found.sort().reverse());
      }
      return found;
    },
    ofRow(index, label) {
      const row = group.rows[index]!;
      if (row.labels.length > 1) return ofText(row, label);
      if (Number.isNaN(rows[index]!)) rows[index] = ofText(row, label);
      return rows[index]!;
    },
  };
});
