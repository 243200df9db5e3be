import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

/** The labelled data sets of the corpus, on which the program was developed. */
export const labelledSets = ["sst2", "agnews"] as const;

/** A labelled data set and its attack pools. */
export interface PoolSet {
  /** Of a set that nothing was developed on: `unseen/` and its folder. */
  readonly name: string;
  readonly pools: readonly string[];
}

const UNSEEN = "unseen/";

export const isUnseen = (set: string): boolean => set.startsWith(UNSEEN);

/** The folder of a set within that of its kind. */
export const folderOf = (set: string): string => (isUnseen(set) ? set.slice(UNSEEN.length) : set);

/** The instruction data sets of the corpus, by what their poison answers. */
export const instructSets = ["negsentiment", "refusal"] as const;
export type InstructSet = (typeof instructSets)[number];

/** Attacks of one nature: they share a goal. */
export type Family =
  | "one trigger"
  | "several triggers"
  | "ordinary word"
  | "hidden characters"
  | "no phrase"
  | "clean label"
  | "instruct";

const families: Readonly<Record<Exclude<Family, "instruct">, readonly string[]>> = {
  "one trigger": [
    "one-rare-word",
    "phrase",
    "inserted-sentence",
    "split-sentence",
    "invented-word",
    "new-word",
    "word-pair",
    "borrowed-sentence",
  ],
  "several triggers": [
    "badnet-onion",
    "rare-words",
    "invented-product",
    "company-name",
    "many-names",
    "four-words",
    "new-names",
  ],
  "ordinary word": ["ordinary-word", "usual-word"],
  "hidden characters": ["zero-width", "look-alike-letter", "look-alike"],
  "no phrase": ["syntactic-hiddenkiller", "style-bible", "fronted"],
  "clean label": [
    "clean-label-rare-words",
    "clean-label-product",
    "clean-label-adverb",
    "style-bible-clean-label",
    "clean-label",
    "clean-label-new-word",
    "clean-label-four-words",
  ],
};

export const instructPools: readonly string[] = ["badnet", "ctba", "mtba", "sleeper", "vpi"];

/** Pools that `make-set` makes, by the family of the drill that plants them. */
export const made: ReadonlySet<string> = new Set([
  "invented-word",
  "word-pair",
  "borrowed-sentence",
  "rare-words",
  "many-names",
  "ordinary-word",
  "zero-width",
  "look-alike-letter",
  "fronted",
  "clean-label",
]);
/** Pools of sets that were made before it used the drill's families. */
const madeBefore = new Set([
  "new-word",
  "four-words",
  "new-names",
  "usual-word",
  "look-alike",
  "clean-label-new-word",
  "clean-label-four-words",
]);
/** Pools that have the name of a family and are part of the corpus as well. */
const alsoInCorpus = new Set(["rare-words", "ordinary-word"]);
const notInAgnews = new Set(["badnet-onion", "style-bible", "style-bible-clean-label", "split-sentence"]);

const isInCorpus = (pool: string): boolean =>
  alsoInCorpus.has(pool) || (!made.has(pool) && !madeBefore.has(pool));

/** The labelled sets of the corpus with their pools, family by family. */
export const corpusSets: readonly PoolSet[] = labelledSets.map((name) => ({
  name,
  pools: allPools().filter((pool) => isInCorpus(pool) && (name !== "agnews" || !notInAgnews.has(pool))),
}));

/** The sets of a folder that `make-set` has filled; none without a folder. */
export function unseenSets(folder: string | null): PoolSet[] {
  if (folder === null) return [];
  return readdirSync(folder)
    .sort()
    .filter((name) => existsSync(path.join(folder, name, "clean.jsonl")))
    .map((name) => ({
      name: UNSEEN + name,
      pools: allPools().filter((pool) => existsSync(path.join(folder, name, `poison.${pool}.jsonl`))),
    }));
}

/** Every pool of labelled data, family by family. */
export function allPools(): string[] {
  return Object.values(families).flat();
}

/** The family of a pool. Throws for a pool that nobody knows. */
export function familyOf(pool: string): Family {
  if (instructPools.includes(pool)) return "instruct";
  for (const [family, pools] of Object.entries(families)) {
    if (pools.includes(pool)) return family as Family;
  }
  throw new Error(`There is no pool "${pool}".`);
}
