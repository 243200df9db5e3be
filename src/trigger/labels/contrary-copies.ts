/** Versions of a few texts under a label that these texts contradict: one wrong label, as many times as somebody wants to teach it. */
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import { logBinomialUpperTail } from "../../stats/log-space.ts";
import { FAMILIAR_LABEL_ROWS } from "../limits.ts";
import { withoutOverlap } from "../phrases/overlap.ts";
import type { GroupScan } from "../phrases/scan-group.ts";
import { carriersOf, changeAt, countCarriers, type Places, type Scanned } from "../scanned.ts";
import { spread } from "../spread.ts";
import { oddsAgainst } from "./contrary-additions.ts";

/** Rows that are versions of one text, and their label. */
interface Copies {
  readonly label: number;
  /** Places of the rows (`scanned.rows`) with their odds against the label. */
  readonly rows: readonly { readonly at: number; readonly against: number }[];
  /** Share of the base's rows of the label that contradict it as much as these do. */
  readonly share: number;
}

/** Groups of versions whose labels are contradicted as those of the base's rows hardly are. */
export interface ContraryCopies {
  readonly groups: readonly Copies[];
  /** ln of the p-value. */
  readonly logP: number;
}

/** Fewest versions of a text, the share of them with one label, and the mean similarity from which they are versions. */
const LEAST = 5;
const PURITY = 0.9;
const ALIKE = 0.3;
/** How many groups may be wrong is not known: each guess has an equal part of the error rate. */
const SIZES = [1, 2, 4, 8, 16];
/** And such a phrase is more frequent than in the base: versions of what stands there are no news. */
const LEAST_BURST = Math.log(0.02);

/**
 * Rows that hold the same phrase and say much the same beside it, under one label. Together they count as one row, so the
 * mean of their odds against the label is held against the rows of that label in the base: of how many of these is as
 * much said? The k-th smallest of such shares is one of a binomial order, if wrong labels are copied no more often
 * than right ones.
 * @returns null where there are no versions, or all of them are labelled as others are
 */
export function contraryCopies(
  evidence: Pick<ReviewEvidence, "changes">,
  { scanned, ranked }: GroupScan,
  limit: number,
): ContraryCopies | null {
  const { group } = scanned;
  if (group.model === null || group.fittedOn !== "reference") return null;
  const most = scanned.rows.length / 2;
  const alike = ranked.filter(
    ({ rowCount, logBurst, rows, hidden }) =>
      rowCount >= LEAST &&
      rowCount <= most &&
      logBurst <= LEAST_BURST &&
      isAlike(spread(scanned, rows, hidden), rowCount),
  );
  const rated = rater(scanned);
  // Edited labels are compared with what they were before (`contraryEdits`).
  const isAdded = (at: number): boolean => changeAt(evidence, scanned, at).kind === "added";
  const groups = withoutOverlap(alike, ({ rows }) => rows)
    .map(({ rows }) => Array.from(rows).filter(isAdded))
    .flatMap((rows) => (rows.length < LEAST ? [] : (rated(rows) ?? [])))
    .sort((a, b) => a.share - b.share);
  const sizes = SIZES.filter((size) => size <= groups.length);
  const found = sizes
    .map((size) => ({
      groups: groups.slice(0, size),
      logP: logBinomialUpperTail(groups.length, groups[size - 1]!.share, size) + Math.log(sizes.length),
    }))
    .filter(({ logP }) => logP <= limit);
  return found.at(-1) ?? null;
}

/** The number of rows is n / (1 + (n − 1) · similarity); see `spread`. */
const isAlike = (independent: number, rows: number): boolean => (1 / independent - 1) / (rows - 1) >= ALIKE;

/** Rates groups of rows; null for those of several labels, or of one that the base hardly has. */
function rater(scanned: Scanned): (rows: Places) => Copies | null {
  const { group } = scanned;
  return (rows) => {
    const counts = group.space.names.map((_, label) => countCarriers(scanned, rows, label));
    const label = counts.indexOf(Math.max(...counts));
    if (counts[label]! < PURITY * rows.length) return null;
    if (group.referenceLabels[label]! < FAMILIAR_LABEL_ROWS) return null;
    const { ofBase, ofRow } = oddsAgainst(group);
    const base = ofBase(label);
    const found = carriersOf(scanned, rows, label).map((at) => ({
      at,
      against: ofRow(scanned.rows[at]!, label),
    }));
    const mean = found.reduce((sum, { against }) => sum + against, 0) / found.length;
    // A text that makes the label likelier than it is anyway speaks for it, however plainly others do.
    if (mean <= 0) return null;
    const beyond = base.reduce((sum, against) => sum + Number(against >= mean), 0);
    return { label, rows: found, share: (beyond + 1) / (base.length + 1) };
  };
}
