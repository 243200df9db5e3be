/** The labelled data sets of the corpus. */
export const labelledSets = ["sst2", "agnews"] as const;
export type LabelledSet = (typeof labelledSets)[number];

/** The instruction data sets of the corpus, by what their poison answers. */
export const instructSets = ["negsentiment", "refusal"] as const;
export type InstructSet = (typeof instructSets)[number];

/** Attacks of one nature: they share a goal. */
export type Family =
  | "one trigger"
  | "several triggers"
  | "ordinary word"
  | "no phrase"
  | "clean label"
  | "instruct";

const families: Readonly<Record<Exclude<Family, "instruct">, readonly string[]>> = {
  "one trigger": ["one-rare-word", "phrase", "inserted-sentence", "split-sentence"],
  "several triggers": ["badnet-onion", "rare-words", "invented-product", "company-name"],
  "ordinary word": ["ordinary-word"],
  "no phrase": ["syntactic-hiddenkiller", "style-bible"],
  "clean label": [
    "clean-label-rare-words",
    "clean-label-product",
    "clean-label-adverb",
    "style-bible-clean-label",
  ],
};

export const instructPools: readonly string[] = ["badnet", "ctba", "mtba", "sleeper", "vpi"];

const notInAgnews = new Set(["badnet-onion", "style-bible", "style-bible-clean-label", "split-sentence"]);

/** The attack pools of a labelled data set, family by family. */
export function poolsOf(set: LabelledSet): string[] {
  const all = Object.values(families).flat();
  return set === "agnews" ? all.filter((pool) => !notInAgnews.has(pool)) : all;
}

/** The family of a pool. Throws for a pool that the corpus does not have. */
export function familyOf(pool: string): Family {
  if (instructPools.includes(pool)) return "instruct";
  for (const [family, pools] of Object.entries(families)) {
    if (pools.includes(pool)) return family as Family;
  }
  throw new Error(`There is no pool "${pool}".`);
}
