/** Nonsense as a trigger: new words, another in each row, whose letters do not follow one another as those of the base's words do. */
import { explainedByTriggers } from "../phrases/explained.ts";
import { withoutOverlap } from "../phrases/overlap.ts";
import type { GroupScan } from "../phrases/scan-group.ts";
import { type FeatureHit, LEAST_ROWS, mostRows, testFeature } from "./feature-test.ts";
import { eachOnce, rareWords, type WordRows } from "./spelling-classes.ts";

/** Odd words whose rows carry a label that their texts do not explain. */
export interface OddWordsHit extends FeatureHit {
  readonly words: readonly string[];
}

/** Shares of the base's rare words that are as odd: the first catches nonsense alone, the second much of what is honest as well. */
const LEVELS = [0.003, 0.01];
/** Fewer rare words of the base do not tell what is usual. */
const LEAST_WORDS = 300;
/** Added to each count of a pair of letters. */
const SMOOTHING = 0.1;

/**
 * Tests the rows with a new word that is odder than all but a few of the base's words of a single row, and those with
 * one that is a word of the base written backwards, as a way of writing is tested: names and mistakes are odd too, but their rows are labelled as their texts say.
 * @returns hits at or below `limit` (ln), most significant first
 */
export function scanOddWords(scan: GroupScan, limit: number): OddWordsHit[] {
  const { scanned } = scan;
  if (scanned.group.model === null) return [];
  const { base, fresh, single } = rareWords(scanned);
  if (single.size < LEAST_WORDS) return [];
  const oddities = [...oddOrders(base, single), backwards(base)];
  const hits = oddities.flatMap((isOdd): OddWordsHit[] => {
    const words = [...fresh].filter(([word]) => isOdd(word, false));
    const rows = eachOnce(words.flatMap(([, of]) => of));
    if (rows.length < LEAST_ROWS || rows.length > mostRows(scanned.rows.length)) return [];
    const sample = eachOnce([...single].flatMap(([word, of]) => (isOdd(word, true) ? of : [])));
    return testFeature(scan, { rows, sample }, -Math.log(oddities.length))
      .filter(({ logAdjusted }) => logAdjusted <= limit)
      .map((hit) => {
        const carriers = new Set(hit.carriers);
        const ofLabel = words.filter(([, of]) => of.every((row) => carriers.has(row)));
        return { ...hit, words: ofLabel.map(([word]) => word) };
      });
  });
  if (hits.length === 0) return [];
  hits.sort((a, b) => a.logAdjusted - b.logAdjusted);
  const explained = [...explainedByTriggers(scan).values()].flatMap((rows) => [...rows]);
  return withoutOverlap(hits, ({ carriers }) => carriers, explained);
}

/** Whether a word is odd; of a word of the base, as if it were not among them. */
type Oddity = (word: string, isOwn: boolean) => boolean;

function oddOrders(base: WordRows, single: WordRows): Oddity[] {
  const letters = new LetterOrder(base.keys());
  const usual = Array.from(single.keys(), (word) => letters.oddness(word, true)).sort((a, b) => b - a);
  return LEVELS.map((share): Oddity => {
    const level = usual[Math.floor(share * usual.length)]!;
    return (word, isOwn) => letters.oddness(word, isOwn) > level;
  });
}

/** A word of the base written backwards. */
function backwards(base: WordRows): Oddity {
  return (word, isOwn) => {
    const turned = Array.from(word).reverse().join("");
    return base.has(turned) && !(isOwn && turned === word);
  };
}

/** How often a letter follows another one in different words, whose two ends are letters too. */
class LetterOrder {
  readonly #pairs = new Map<string, number>();
  readonly #letters = new Map<string, number>();

  constructor(words: Iterable<string>) {
    for (const word of words)
      for (const pair of pairsOf(word)) {
        this.#pairs.set(pair, (this.#pairs.get(pair) ?? 0) + 1);
        this.#letters.set(pair[0]!, (this.#letters.get(pair[0]!) ?? 0) + 1);
      }
  }

  /** Mean surprise (−ln p) of a word's letters; of a word of the base, as if it were not among them. */
  oddness(word: string, isOwn: boolean): number {
    const pairs = pairsOf(word);
    const own = (is: (pair: string) => boolean): number => (isOwn ? pairs.filter(is).length : 0);
    const surprise = pairs.map((pair) => {
      const count = (this.#pairs.get(pair) ?? 0) - own((other) => other === pair);
      const all = (this.#letters.get(pair[0]!) ?? 0) - own((other) => other[0] === pair[0]);
      return -Math.log((count + SMOOTHING) / (all + SMOOTHING * this.#letters.size));
    });
    return surprise.reduce((sum, value) => sum + value, 0) / pairs.length;
  }
}

function pairsOf(word: string): string[] {
  const whole = ` ${word} `;
  return Array.from({ length: whole.length - 1 }, (_, i) => whole.slice(i, i + 2));
}
