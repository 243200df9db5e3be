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
  const own = new Map(Array.from(single.keys(), (word) => [word, letters.oddness(word, true)]));
  const usual = [...own.values()].sort((a, b) => b - a);
  const others = new Map<string, number>();
  const ofOther = (word: string): number => {
    const known = others.get(word) ?? letters.oddness(word, false);
    others.set(word, known);
    return known;
  };
  return LEVELS.map((share): Oddity => {
    const level = usual[Math.floor(share * usual.length)]!;
    return (word, isOwn) => (isOwn ? own.get(word)! : ofOther(word)) > level;
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
  /** By pair of letters, and by the first of it. */
  readonly #pairs = new Map<number, number>();
  readonly #letters = new Map<number, number>();

  constructor(words: Iterable<string>) {
    for (const word of words)
      for (let i = 0; i <= word.length; i++) {
        const [first, pair] = [letterBefore(word, i), pairAt(word, i)];
        this.#pairs.set(pair, (this.#pairs.get(pair) ?? 0) + 1);
        this.#letters.set(first, (this.#letters.get(first) ?? 0) + 1);
      }
  }

  /** Mean surprise (−ln p) of a word's letters; of a word of the base, as if it were not among them. */
  oddness(word: string, isOwn: boolean): number {
    let sum = 0;
    for (let i = 0; i <= word.length; i++) {
      const [first, pair] = [letterBefore(word, i), pairAt(word, i)];
      let count = this.#pairs.get(pair) ?? 0;
      let all = this.#letters.get(first) ?? 0;
      for (let j = 0; isOwn && j <= word.length; j++) {
        if (letterBefore(word, j) === first) all--;
        if (pairAt(word, j) === pair) count--;
      }
      sum -= Math.log((count + SMOOTHING) / (all + SMOOTHING * this.#letters.size));
    }
    return sum / (word.length + 1);
  }
}

const SPACE = 32;

/** The letter before a place of a word, and the pair that it makes with the one at that place. */
function letterBefore(word: string, place: number): number {
  return place === 0 ? SPACE : word.charCodeAt(place - 1);
}

function pairAt(word: string, place: number): number {
  const letter = place === word.length ? SPACE : word.charCodeAt(place);
  return letterBefore(word, place) * 2 ** 16 + letter;
}
