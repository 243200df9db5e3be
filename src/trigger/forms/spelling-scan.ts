/** Forms of one name as a trigger: new words that are written alike, whose rows carry a label that their texts do not explain. */
import { shareAt } from "../phrases/error-shares.ts";
import { explainedByTriggers } from "../phrases/explained.ts";
import { withoutOverlap } from "../phrases/overlap.ts";
import type { GroupScan } from "../phrases/scan-group.ts";
import { type FeatureHit, isOneSided, LEAST_ROWS, testFeature } from "./feature-test.ts";
import { type SpellingClass, spellingClasses } from "./spelling-classes.ts";

/** A class of words whose rows carry a label that their texts do not explain. */
export interface SpellingHit extends FeatureHit {
  readonly words: readonly string[];
}

/** A class with a hit, and its number in the order of bursts. */
interface Found {
  readonly of: SpellingClass;
  readonly hit: FeatureHit;
}

/**
 * Tests the classes of words that are written alike, as ways of writing are tested.
 * @returns hits at or below `limit` (ln), most significant first: classes that share words are one
 */
export function scanSpellings(scan: GroupScan, limit: number): SpellingHit[] {
  const { scanned } = scan;
  if (scanned.group.model === null || scanned.rows.length < LEAST_ROWS) return [];
  const found = spellingClasses(scanned)
    .flatMap((of, rank): Found[] =>
      (isOneSided(of.mostCarriers, of.rowCount) ? testFeature(scan, of, Math.log(shareAt(rank))) : [])
        .filter((hit) => hit.logAdjusted <= limit && areSeveral(scan, of, hit, limit))
        .map((hit) => ({ of, hit })),
    )
    .sort((a, b) => a.hit.logAdjusted - b.hit.logAdjusted);
  if (found.length === 0) return [];
  const explained = [...explainedByTriggers(scan).values()].flatMap((rows) => [...rows]);
  return withoutOverlap(joined(scan, found), ({ carriers }) => carriers, explained);
}

/** Whether a class says something without the word that most of its rows hold: a word alone is the trigger scan's. */
function areSeveral(scan: GroupScan, of: SpellingClass, hit: FeatureHit, limit: number): boolean {
  const rest = new Set(of.rows);
  for (const at of of.ofMostFrequent) rest.delete(at);
  const feature = { rows: [...rest], sample: of.sample };
  // The class has paid for its place in the order of bursts.
  return testFeature(scan, feature, 0).some(
    ({ label, logAdjusted }) => label === hit.label && logAdjusted <= limit,
  );
}

/** The two pairs of letters that most forms share are in most of them, others in the rest: together they are the name. */
function joined(scan: GroupScan, found: readonly Found[]): SpellingHit[] {
  const left = new Set(found);
  return found.flatMap((first): SpellingHit[] => {
    if (!left.delete(first)) return [];
    const words = new Set(first.of.words);
    const rows = new Set(first.of.rows);
    const sample = new Set(first.of.sample);
    for (const other of left) {
      if (other.hit.label !== first.hit.label || !other.of.words.some((word) => words.has(word))) continue;
      left.delete(other);
      for (const word of other.of.words) words.add(word);
      for (const row of other.of.rows) rows.add(row);
      for (const row of other.of.sample) sample.add(row);
    }
    const ascending = (of: ReadonlySet<number>): number[] => [...of].sort((a, b) => a - b);
    const all = testFeature(scan, { rows: ascending(rows), sample: ascending(sample) }, 0);
    const whole = all.find(({ label }) => label === first.hit.label) ?? first.hit;
    return [{ ...whole, logP: first.hit.logP, logAdjusted: first.hit.logAdjusted, words: [...words] }];
  });
}
