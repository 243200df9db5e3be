/** A changed row as a ranking sees it: higher scores are more suspicious. */
export interface RankedRow {
  readonly score: number;
  readonly planted: boolean;
}

/** Rows of one score: a ranking does not order them. */
interface Tie {
  rows: number;
  planted: number;
}

/**
 * Average precision Σ (Rᵢ − Rᵢ₋₁)·Pᵢ over the distinct scores, from the highest (the convention of scikit-learn's
 * `average_precision_score`: tied rows enter together). Null without planted rows.
 */
export function averagePrecision(rows: readonly RankedRow[]): number | null {
  const planted = countPlanted(rows);
  if (planted === 0) return null;
  let seen = 0;
  let found = 0;
  let sum = 0;
  for (const tie of ties(rows)) {
    seen += tie.rows;
    found += tie.planted;
    sum += (tie.planted / planted) * (found / seen);
  }
  return sum;
}

/** Probability that a planted row ranks above an honest one, ties counted half (Mann–Whitney). Null without both kinds. */
export function auroc(rows: readonly RankedRow[]): number | null {
  const planted = countPlanted(rows);
  const honest = rows.length - planted;
  if (planted === 0 || honest === 0) return null;
  let below = honest;
  let wins = 0;
  for (const tie of ties(rows)) {
    const tiedHonest = tie.rows - tie.planted;
    below -= tiedHonest;
    wins += tie.planted * (below + tiedHonest / 2);
  }
  return wins / (planted * honest);
}

/** Share of planted rows among the first `n`; of rows tied across that border, the expected number in random order. */
export function precisionAt(rows: readonly RankedRow[], n: number): number | null {
  if (rows.length < n || countPlanted(rows) === 0) return null;
  let seen = 0;
  let found = 0;
  for (const tie of ties(rows)) {
    const taken = Math.min(tie.rows, n - seen);
    found += tie.planted * (taken / tie.rows);
    seen += taken;
    if (seen === n) break;
  }
  return found / n;
}

function countPlanted(rows: readonly RankedRow[]): number {
  return rows.reduce((sum, { planted }) => sum + (planted ? 1 : 0), 0);
}

/** Groups of equal score, highest first. */
function ties(rows: readonly RankedRow[]): Tie[] {
  const byScore = new Map<number, Tie>();
  for (const { score, planted } of rows) {
    const tie = byScore.get(score) ?? { rows: 0, planted: 0 };
    tie.rows++;
    if (planted) tie.planted++;
    byScore.set(score, tie);
  }
  return [...byScore].sort(([a], [b]) => b - a).map(([, tie]) => tie);
}
