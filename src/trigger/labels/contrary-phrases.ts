/** Rows that share something new and contradict their labels more than other rows do: what shows a trigger where all rows have one label, or where it turns rows to several. */
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import { logBinomialUpperTail } from "../../stats/log-space.ts";
import { judgedRows } from "../elsewhere.ts";
import { CARELESS, FAMILIAR_LABEL_ROWS, LEAST_TRIGGER_ROWS } from "../limits.ts";
import type { Candidate } from "../phrases/candidates.ts";
import { shareAt } from "../phrases/error-shares.ts";
import { toldByTriggers } from "../phrases/explained.ts";
import { withoutOverlap } from "../phrases/overlap.ts";
import type { GroupScan } from "../phrases/scan-group.ts";
import { changeAt } from "../scanned.ts";
import { spread } from "../spread.ts";
import { oddsAgainst } from "./contrary-additions.ts";

/** A phrase whose rows contradict the labels that they carry. */
export interface ContraryPhrase {
  readonly candidate: Candidate;
  /** Null for several. */
  readonly label: number | null;
  /** Rows with the phrase and such a label; those of them that contradict it (`scanned.rows`), with their odds against it. */
  readonly carriers: number;
  readonly rows: readonly { readonly at: number; readonly against: number }[];
  /** Share of the other rows, of the label or of all, that contradict it as much. */
  readonly usual: number;
  readonly logAdjusted: number;
}

/** Share of the base's rows of a label that count as contradicting it, where the texts of so many speak against it. */
const CONTRARY = 0.1;
/** A phrase is more frequent than in the base, and in no more of the rows than half. */
const LEAST_BURST = Math.log(0.01);
const MOST = 0.5;

/**
 * The trigger scan asks how many of a phrase's rows carry a label; in a batch of one label all rows do, and where one class is
 * said in several ways (answers, translations) a trigger leads to each of them now and then. Here it is asked, among rows
 * of one label and among all, how many contradict the label that they carry: more of those with the phrase than twice as many as of the others, or of
 * the base (binomial, at the phrase's share of the error rate by burst, times labels and one; rows that say much the same count as fewer)?
 * @param limit ln of the p-value
 */
export function contraryPhrases(
  evidence: Pick<ReviewEvidence, "changes">,
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
  const ofLabels = [...group.referenceLabels.keys()].flatMap((label) => {
    if (group.referenceLabels[label]! < FAMILIAR_LABEL_ROWS) return [];
    // Edited labels are compared with what they were before (`contraryEdits`).
    const odds = contraryRows(
      scan,
      label,
      (at) => isJudged(at) && changeAt(evidence, scanned, at).kind === "added",
    );
    return [{ label, odds }];
  });
  const ofAll = { label: null, odds: new Map(ofLabels.flatMap(({ odds }) => [...odds])) };
  const found = [...ofLabels, ofAll].flatMap(({ label, odds }) => {
    const beyond = [...odds.values()].filter((against) => against !== null).length;
    if (beyond < LEAST_TRIGGER_ROWS) return [];
    return bursts.flatMap(({ candidate, rank }): ContraryPhrase[] => {
      const carriers = Array.from(candidate.rows).filter((at) => odds.has(at));
      if (carriers.length < LEAST_TRIGGER_ROWS || carriers.length > MOST * odds.size) return [];
      const rows = carriers.flatMap((at) => {
        const against = odds.get(at) ?? null;
        return against === null ? [] : [{ at, against }];
      });
      const usual = Math.max(CONTRARY, (beyond - rows.length) / (odds.size - carriers.length));
      const logP = logBinomialUpperTail(carriers.length, Math.min(1, CARELESS * usual), rows.length);
      const adjust = Math.log((group.space.names.length + 1) / shareAt(rank));
      if (rows.length < LEAST_TRIGGER_ROWS || logP + adjust > limit) return [];
      const logAdjusted = logP * spread(scanned, carriers, candidate.hidden) + adjust;
      if (logAdjusted > limit) return [];
      return [{ candidate, label, carriers: carriers.length, rows, usual, logAdjusted }];
    });
  });
  found.sort((a, b) => a.logAdjusted - b.logAdjusted);
  return withoutOverlap(found, ({ rows }) => rows.map(({ at }) => at), toldByTriggers(scan));
}

/** The added rows of a label, by place: the odds against it where they are contrary, else null. */
function contraryRows(
  { scanned }: GroupScan,
  label: number,
  isAdded: (at: number) => boolean,
): ReadonlyMap<number, number | null> {
  const { group, rows } = scanned;
  const { ofBase, ofRow } = oddsAgainst(group);
  const base = ofBase(label);
  // A text that makes the label likelier than it is anyway speaks for it, however plainly others do.
  const level = Math.max(0, base[Math.floor(CONTRARY * base.length)] ?? Number.POSITIVE_INFINITY);
  return new Map(
    rows.flatMap((index, at): [number, number | null][] => {
      const { labels } = group.rows[index]!;
      if (labels.length !== 1 || labels[0] !== label || !isAdded(at)) return [];
      const against = ofRow(index, label);
      return [[at, against > level ? against : null]];
    }),
  );
}
