/** Rows of one label that share something new and contradict the label more than its other rows do: what shows a trigger where all rows have one label. */
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import { logBinomialUpperTail } from "../../stats/log-space.ts";
import { judgedRows } from "../elsewhere.ts";
import { FAMILIAR_LABEL_ROWS, LEAST_TRIGGER_ROWS } from "../limits.ts";
import type { Candidate } from "../phrases/candidates.ts";
import { shareAt } from "../phrases/error-shares.ts";
import { toldByTriggers } from "../phrases/explained.ts";
import { withoutOverlap } from "../phrases/overlap.ts";
import type { GroupScan } from "../phrases/scan-group.ts";
import { carriersOf } from "../scanned.ts";
import { spread } from "../spread.ts";
import { oddsAgainst } from "./contrary-additions.ts";

/** A phrase whose rows contradict the label that they carry. */
export interface ContraryPhrase {
  readonly candidate: Candidate;
  readonly label: number;
  /** Rows with the phrase and the label; those of them that contradict it (`scanned.rows`), with their odds against it. */
  readonly carriers: number;
  readonly rows: readonly { readonly at: number; readonly against: number }[];
  /** Share of the label's rows without the phrase that contradict it as much. */
  readonly usual: number;
  readonly logAdjusted: number;
}

/** Share of the base's rows of a label that count as contradicting it. */
const CONTRARY = 0.1;
/** What words an honest phrase keeps company with may make its rows so many times as contrary as others. */
const CARELESS = 2;
/** A phrase is more frequent than in the base, and in no more of the label's rows than half. */
const LEAST_BURST = Math.log(0.01);
const MOST = 0.5;

/**
 * The trigger scan asks how many of a phrase's rows carry a label; in a batch of one label all rows do. Here it is asked, among
 * rows of one label, how many contradict it: more of those with the phrase than twice as many as of the others, or of
 * the base (binomial, at the phrase's share of the error rate by burst, times labels; rows that say much the same count as fewer)?
 * @param limit ln of the p-value
 */
export function contraryPhrases(
  { changes }: Pick<ReviewEvidence, "changes">,
  scan: GroupScan,
  limit: number,
): ContraryPhrase[] {
  const { scanned } = scan;
  const { group } = scanned;
  if (group.model === null || group.fittedOn !== "reference") return [];
  const bursts = scan.ranked.flatMap((candidate, rank) =>
    candidate.rowCount < LEAST_TRIGGER_ROWS || candidate.logBurst > LEAST_BURST ? [] : [{ candidate, rank }],
  );
  if (bursts.length === 0) return [];
  const isJudged = judgedRows(scanned);
  const found = [...group.referenceLabels.keys()].flatMap((label) => {
    if (group.referenceLabels[label]! < FAMILIAR_LABEL_ROWS) return [];
    const { odds, beyond } = contraryRows(scan, label, (at) => {
      // Edited labels are compared with what they were before (`contraryEdits`).
      return isJudged(at) && changes[group.rows[scanned.rows[at]!]!.change]!.kind === "added";
    });
    if (beyond < LEAST_TRIGGER_ROWS) return [];
    return bursts.flatMap(({ candidate, rank }): ContraryPhrase[] => {
      const carriers = carriersOf(scanned, candidate.rows, label).filter((at) => odds.has(at));
      if (carriers.length < LEAST_TRIGGER_ROWS || carriers.length > MOST * odds.size) return [];
      const rows = carriers.flatMap((at) => {
        const against = odds.get(at) ?? null;
        return against === null ? [] : [{ at, against }];
      });
      const usual = Math.max(CONTRARY, (beyond - rows.length) / (odds.size - carriers.length));
      const logP = logBinomialUpperTail(carriers.length, Math.min(1, CARELESS * usual), rows.length);
      const adjust = Math.log(group.space.names.length / shareAt(rank));
      if (rows.length < LEAST_TRIGGER_ROWS || logP + adjust > limit) return [];
      const logAdjusted = logP * spread(scanned, carriers, candidate.hidden) + adjust;
      if (logAdjusted > limit) return [];
      return [{ candidate, label, carriers: carriers.length, rows, usual, logAdjusted }];
    });
  });
  found.sort((a, b) => a.logAdjusted - b.logAdjusted);
  return withoutOverlap(found, ({ rows }) => rows.map(({ at }) => at), toldByTriggers(scan));
}

/** The added rows of a label. */
interface ContraryRows {
  /** By place: the odds against the label where they are contrary, else null. */
  readonly odds: ReadonlyMap<number, number | null>;
  /** How many are. */
  readonly beyond: number;
}

function contraryRows({ scanned }: GroupScan, label: number, isAdded: (at: number) => boolean): ContraryRows {
  const { group, rows } = scanned;
  const { ofBase, ofRow } = oddsAgainst(group);
  const base = ofBase(label);
  const level = base[Math.floor(CONTRARY * base.length)] ?? Number.POSITIVE_INFINITY;
  const odds = new Map<number, number | null>();
  let beyond = 0;
  rows.forEach((index, at) => {
    const { labels } = group.rows[index]!;
    if (labels.length !== 1 || labels[0] !== label || !isAdded(at)) return;
    const against = ofRow(index, label);
    odds.set(at, against > level ? against : null);
    if (against > level) beyond++;
  });
  return { odds, beyond };
}
