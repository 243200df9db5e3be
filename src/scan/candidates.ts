import type { LabelGroup } from "../evidence/label-group.ts";
import { logBinomialUpperTail } from "../stats/log-space.ts";
import { phraseRate } from "./phrase-rate.ts";

/** Something that several rows have in common, whose labels are to be tested. */
export interface Candidate {
  /** Node of the phrase in the trie. */
  readonly node: number;
  /** The phrase, with what all its rows have around it. */
  readonly tokens: readonly number[];
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
  /** ln of the probability that so many of the scanned rows hold it, were they written like the reference (`logChance`). */
  readonly logChance: number;
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
  const byRows = new Map<string, Found>();
  group.trie.phrases.forEach((phrase, node) => {
    if (phrase === null || phrase.rows.length < support || group.trie.isBare(phrase)) return;
    const rows = [...phrase.rows].map((row) => position[row]!).filter((at) => at >= 0);
    if (rows.length < support) return;
    const referenceRows = group.phraseCounts.totals[node]!;
    const key = rowsKey(rows);
    const known = byRows.get(key);
    const hidden = known?.hidden ?? new Set<number>();
    for (const token of phrase.tokens) hidden.add(token);
    if (known === undefined || phrase.tokens.length > known.tokens.length) {
      const logBurst = logBinomialUpperTail(rows.length + referenceRows, share, rows.length);
      byRows.set(key, { node, tokens: phrase.tokens, hidden, rows, referenceRows, logBurst });
    }
  });
  const rate = phraseRate(group);
  return [...byRows.values()].map((found): Candidate => {
    const texts = found.rows.map((at) => group.rows[scanned[at]!]!.ids);
    const tokens = group.trie.widen(found.tokens, texts);
    for (const token of tokens) found.hidden.add(token);
    const logChance = logBinomialUpperTail(scanned.length, rate(found), found.rows.length);
    return { ...found, tokens, logChance };
  });
}

type Found = Omit<Candidate, "logChance" | "hidden"> & { hidden: Set<number> };

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
