import type { LabelGroup } from "../evidence/label-group.ts";
import { logBinomialUpperTail } from "../stats/log-space.ts";

/** Something that several rows have in common, whose labels are to be tested. */
export interface Candidate {
  /** Node of the phrase in the trie. */
  readonly node: number;
  /** Tokens of all phrases that stand in just these rows: what the model must not see when it is asked about them. */
  readonly hidden: ReadonlySet<number>;
  /** Indices into the scanned rows, ascending. */
  readonly rows: readonly number[];
  /** Reference rows that have it too. */
  readonly referenceRows: number;
  /**
   * ln of the probability of at least this many of the occurrences falling among the scanned rows rather than the
   * reference, were each as likely to fall anywhere: the burst.
   */
  readonly logBurst: number;
}

/**
 * The distinct candidates of a group: phrases that the same rows hold are one, represented by the longest.
 * @param scanned indices into `group.rows` of the rows under test
 * @param support fewest rows
 */
export function candidates(group: LabelGroup, scanned: readonly number[], support: number): Candidate[] {
  const position = new Int32Array(group.rows.length).fill(-1);
  scanned.forEach((row, at) => {
    position[row] = at;
  });
  const share = scanned.length / Math.max(1, scanned.length + group.referenceRows);
  const byRows = new Map<string, Candidate & { hidden: Set<number> }>();
  group.trie.phrases.forEach((phrase, node) => {
    if (phrase === null || phrase.rows.length < support || group.trie.isBare(phrase)) return;
    const rows = [...phrase.rows].map((row) => position[row]!).filter((at) => at >= 0);
    if (rows.length < support) return;
    const referenceRows = group.phraseCounts.totals[node]!;
    const logBurst = logBinomialUpperTail(rows.length + referenceRows, share, rows.length);
    const key = rowsKey(rows);
    const known = byRows.get(key);
    const hidden = known?.hidden ?? new Set<number>();
    for (const token of phrase.tokens) hidden.add(token);
    if (known === undefined || longer(group, node, known.node))
      byRows.set(key, { node, hidden, rows, referenceRows, logBurst });
  });
  return [...byRows.values()];
}

function longer(group: LabelGroup, node: number, known: number): boolean {
  return group.trie.phrases[node]!.tokens.length > group.trie.phrases[known]!.tokens.length;
}

/** Two independent sums over the rows, with their number: equal for the same rows, and practically only for them. */
function rowsKey(rows: readonly number[]): string {
  let a = 0;
  let b = 0;
  for (const row of rows) {
    a = (Math.imul(a, 0x01000193) ^ row) >>> 0;
    b = (Math.imul(b ^ row, 0x5bd1e995) + 0x9e3779b9) >>> 0;
  }
  return `${rows.length}:${a}:${b}`;
}
