/** Lists the phrases that several changed rows share. */
import { PairTable } from "../../collections/pair-table.ts";
import type { GroupRow, LabelGroup } from "../../evidence/label-group.ts";
import { logBinomialUpperTail } from "../../stats/log-space.ts";
import type { Places } from "../scanned.ts";
import { phraseRate } from "./phrase-rate.ts";

/** Something that several rows have in common, whose labels are to be tested. */
export interface Candidate {
  /** Node of the phrase in the trie. */
  readonly node: number;
  /** The phrase, with what all its rows have around it. */
  readonly tokens: readonly number[];
  /** Tokens of all phrases that stand in just these rows: what the model must not see when it is asked about them. */
  readonly hidden: ReadonlySet<number>;
  /** Its rows, and how many these are. */
  readonly rows: Places;
  readonly rowCount: number;
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

/** Rows with their phrases, and how often the reference has each: of a group's texts, or of its answers. */
export interface PhraseRows extends Pick<LabelGroup, "trie" | "phraseCounts" | "referenceRows"> {
  readonly rows: readonly { readonly ids: Uint32Array }[];
}

/**
 * By row that an edit brings in under the labels that it had, the row as it was; −1 for others. What both hold the edit
 * did not bring: of thousands of texts in which an address is masked, those about one subject are as they were.
 */
export function rowsAsTheyWere(rows: readonly GroupRow[]): Int32Array {
  const before = new Int32Array(rows.length).fill(-1);
  rows.forEach(({ kind, change, labels }, row) => {
    const old = rows[row + 1];
    if (kind !== "arrival" || old?.kind !== "departure" || old.change !== change) return;
    if (labels.length === old.labels.length && labels.every((label) => old.labels.includes(label)))
      before[row] = row + 1;
  });
  return before;
}

/**
 * The distinct candidates of a group: phrases that the same rows hold are one, represented by the longest.
 * @param scanned indices into `group.rows` of the rows under test
 * @param support fewest rows
 * @param asTheyWere `rowsAsTheyWere`: a phrase's rows are those to which it came
 */
export function candidates(
  group: PhraseRows,
  scanned: readonly number[],
  support: number,
  asTheyWere?: Int32Array,
): Candidate[] {
  const { trie, phraseCounts, referenceRows } = group;
  const found = distinct(group, placesOf(group, scanned, asTheyWere), scanned, support);
  const share = scanned.length / Math.max(1, scanned.length + referenceRows);
  const burst = remembered((rows, known) => logBinomialUpperTail(rows + known, share, rows));
  const rate = phraseRate(group);
  const facts = new Float64Array(found.nodes.length * FACTS);
  return found.nodes.map((node, index): Candidate => {
    const rowCount = found.rowsOf(node).length;
    const known = phraseCounts.totals[node]!;
    const expected = rate({ node, tokens: trie.phrases.tokensOf(node) });
    const at = index * FACTS;
    facts[at] = rowCount;
    facts[at + 1] = known;
    facts[at + 2] = burst(rowCount, known);
    facts[at + 3] = logBinomialUpperTail(scanned.length, expected, rowCount);
    return new PhraseCandidate(found, node, facts, at);
  });
}

/** Numbers of one candidate: rows, reference rows, `logBurst` and `logChance`. */
const FACTS = 4;

/**
 * A large change has hundreds of thousands, of which few are looked at: the words of those are put together then, and
 * the numbers of all stand side by side.
 */
class PhraseCandidate implements Candidate {
  readonly node: number;
  readonly #found: Distinct;
  readonly #facts: Float64Array;
  readonly #at: number;
  #tokens: readonly number[] | undefined;

  constructor(found: Distinct, node: number, facts: Float64Array, at: number) {
    this.#found = found;
    this.node = node;
    this.#facts = facts;
    this.#at = at;
  }

  get rowCount(): number {
    return this.#facts[this.#at]!;
  }

  get referenceRows(): number {
    return this.#facts[this.#at + 1]!;
  }

  get logBurst(): number {
    return this.#facts[this.#at + 2]!;
  }

  get logChance(): number {
    return this.#facts[this.#at + 3]!;
  }

  /** A view of what the trie holds: a hundred thousand of them would take more memory than the rows. */
  get rows(): Uint32Array {
    return this.#found.rowsOf(this.node);
  }

  get tokens(): readonly number[] {
    return (this.#tokens ??= this.#found.widened(this));
  }

  /** Made anew each time: it is asked for once or twice, and kept they would be most of the memory. */
  get hidden(): ReadonlySet<number> {
    return new Set([...this.#found.hiddenWith(this.node), ...this.tokens]);
  }
}

/** The phrases of which each stands in other rows than all others. */
interface Distinct {
  /** In order of the first phrase of those rows. */
  readonly nodes: readonly number[];
  /** Places of a phrase's rows among those that are scanned. */
  rowsOf(node: number): Uint32Array;
  /** Tokens of all phrases that stand in the same rows. */
  hiddenWith(node: number): number[];
  widened(candidate: Candidate): readonly number[];
}

function distinct(
  group: PhraseRows,
  rowsOf: (node: number) => Uint32Array,
  scanned: readonly number[],
  support: number,
): Distinct {
  const { trie } = group;
  const { phrases } = trie;
  const identity = rowIdentity();
  /** By number of a set of rows, from 1: the longest phrase in them, and the last; by phrase, the one before it. */
  const longest: number[] = [0];
  const last: number[] = [0];
  const before = new Uint32Array(phrases.size);
  const setOf = new Uint32Array(phrases.size);
  for (let node = 1; node < phrases.size; node++) {
    if (phrases.supportOf(node) < support || trie.isBare({ tokens: phrases.tokensOf(node) })) continue;
    const rows = rowsOf(node);
    if (rows.length < support) continue;
    const set = identity(rows);
    setOf[node] = set;
    if (set === longest.length) {
      longest.push(node);
      last.push(node);
      continue;
    }
    before[node] = last[set]!;
    last[set] = node;
    if (phrases.lengthOf(node) > phrases.lengthOf(longest[set]!)) longest[set] = node;
  }
  return {
    nodes: longest.slice(1),
    rowsOf,
    hiddenWith(node) {
      const tokens: number[] = [];
      for (let at = last[setOf[node]!]!; at !== 0; at = before[at]!) tokens.push(...phrases.tokensOf(at));
      return tokens;
    },
    widened({ node, rows }) {
      const tokens = phrases.tokensOf(node);
      return trie.widen(tokens, () => Array.from(rows, (at) => group.rows[scanned[at]!]!.ids));
    },
  };
}

/** Turns indices of the group's rows into places among those that are scanned; mostly they are the same. */
function placesOf(
  { rows, trie }: PhraseRows,
  scanned: readonly number[],
  asTheyWere?: Int32Array,
): (node: number) => Uint32Array {
  if (scanned.length === rows.length) return (node) => trie.phrases.rowsOf(node);
  const position = new Int32Array(rows.length).fill(-1);
  scanned.forEach((row, at) => {
    position[row] = at;
  });
  const places = new Uint32Array(rows.length);
  return (node) => {
    let used = 0;
    const holding = trie.phrases.rowsOf(node);
    for (let i = 0; i < holding.length; i++) {
      const row = holding[i]!;
      const at = position[row]!;
      // Both stand side by side, and so they do among the rows of a phrase.
      if (at >= 0 && (asTheyWere === undefined || holding[i + 1] !== asTheyWere[row])) places[used++] = at;
    }
    return places.slice(0, used);
  };
}

/** Numbers sets of rows from 1: two independent sums, into which their number goes, are equal for practically no others. */
function rowIdentity(): (rows: Uint32Array) => number {
  const sets = new PairTable();
  return (rows) => {
    let a = 0;
    let b = rows.length;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      a = (Math.imul(a, 0x01000193) ^ row) >>> 0;
      b = (Math.imul(b ^ row, 0x5bd1e995) + 0x9e3779b9) >>> 0;
    }
    return sets.add(a | 0, b | 0);
  };
}

/** Most phrases stand in a few rows here and in none or a few there: what was worked out once is kept. */
function remembered(work: (a: number, b: number) => number): (a: number, b: number) => number {
  const pairs = new PairTable();
  const values: number[] = [];
  return (a, b) => {
    const pair = pairs.add(a, b);
    return (values[pair] ??= work(a, b));
  };
}
