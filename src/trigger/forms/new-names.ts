/** Many triggers of a few rows each as one: names of new words, each of which is too rare to be tested by itself. */
import { PairTable } from "../../collections/pair-table.ts";
import type { TokenTable } from "../../text/token-table.ts";
import { judgedRows } from "../elsewhere.ts";
import { explainedByTriggers } from "../phrases/explained.ts";
import { mostlyFree } from "../phrases/overlap.ts";
import type { GroupScan } from "../phrases/scan-group.ts";
import type { Scanned } from "../scanned.ts";
import { labelledTokens, NO_TOKENS, rowsByToken } from "../shared-tokens.ts";
import { type Feature, type FeatureHit, LEAST_ROWS, mostRows, testFeature } from "./feature-test.ts";

/** New names whose rows together carry a label that their texts do not explain. */
export interface NewNamesHit extends FeatureHit {
  /** The names all of whose rows carry the label. */
  readonly words: readonly string[];
}

/** Rows of one name: a model learns nothing from a single one, and of more the trigger scan tests it by itself. */
const FEWEST_ROWS = 2;
const MOST_ROWS = 4;
/** Fewer names are phrases, which the trigger scan has as a family. */
const LEAST_NAMES = 3;

/**
 * Two neighbouring words that no sampled base row has, together in two to four changed rows and hardly elsewhere: rows of
 * all such names are tested as a way of writing is. Honest changes have them too (people, places, products), but their
 * labels are what their texts say. What stands for the base is names of so few of its own rows.
 * @param limit ln of the p-value
 * @returns the hit of each label, where the names are not already known as triggers
 */
export function scanNewNames(scan: GroupScan, limit: number): NewNamesHit[] {
  const { scanned } = scan;
  if (scanned.group.model === null) return [];
  const { names, ...feature } = newNames(scanned);
  const { length } = feature.rows;
  if (names.length < LEAST_NAMES || length < LEAST_ROWS || length > mostRows(scanned.rows.length)) return [];
  const explained = explainedByTriggers(scan);
  return testFeature(scan, feature, 0)
    .filter(({ logAdjusted }) => logAdjusted <= limit)
    .filter(({ label, carriers }) => mostlyFree(carriers, explained.get(label) ?? new Set()))
    .map((hit) => {
      const carriers = new Set(hit.carriers);
      const ofLabel = names.filter(({ rows }) => rows.every((row) => carriers.has(row)));
      return { ...hit, words: ofLabel.map(({ words }) => words) };
    });
}

/** The names of the change with the rows of all of them, and the sampled base rows that hold such a name. */
function newNames(scanned: Scanned): Feature & { names: readonly Name[] } {
  const { group, rows } = scanned;
  const { tokens } = group;
  const isJudged = judgedRows(scanned);
  const sample = labelledTokens(group.sample);
  const changed = rows.map((row, at) => (isJudged(at) ? group.rows[row]!.ids : NO_TOKENS));
  const [ofBase, ofChange] = [rowsByToken(sample, tokens.size), rowsByToken(changed, tokens.size)];
  const names = rareNames(changed, tokens, (id) => ofBase[id] === 0 && ofChange[id]! <= MOST_ROWS);
  return {
    names,
    rows: rowsOf(names),
    sample: rowsOf(rareNames(sample, tokens, (id) => ofBase[id]! <= MOST_ROWS)),
  };
}

interface Name {
  readonly words: string;
  /** Places of its rows, ascending. */
  readonly rows: number[];
}

const rowsOf = (names: readonly Name[]): number[] =>
  [...new Set(names.flatMap(({ rows }) => rows))].sort((a, b) => a - b);

/** Pairs of neighbouring words that a few of the rows hold, both of which are rare. */
function rareNames(
  rows: readonly Uint32Array[],
  tokens: TokenTable,
  isRare: (id: number) => boolean,
): Name[] {
  const isRareWord = (id: number): boolean => isRare(id) && tokens.isWord(id);
  const pairs = new PairTable();
  const names: Name[] = [];
  rows.forEach((ids, row) => {
    for (let i = 1; i < ids.length; i++) {
      const [first, second] = [ids[i - 1]!, ids[i]!];
      if (!isRareWord(first) || !isRareWord(second)) continue;
      const words = `${tokens.name(first)} ${tokens.name(second)}`;
      const of = (names[pairs.add(first, second)] ??= { words, rows: [] }).rows;
      if (of.at(-1) !== row) of.push(row);
    }
  });
  return Object.values(names).filter(({ rows: of }) => of.length >= FEWEST_ROWS);
}
