import type { Attack, InstructCase, LabelledCase } from "../case.ts";
import type { Corpus } from "../corpus.ts";
import { additions } from "./additions.ts";
import { deletions, replacement } from "./deletions.ts";
import { edits } from "./edits.ts";
import { batch, labelOut, longerRows, newFile, otherSource } from "./honest-work.ts";
import { instruct } from "./instruct.ts";
import type { SimulatedPullRequest } from "./pull-request.ts";

type Maker = (corpus: Corpus, of: LabelledCase) => SimulatedPullRequest | null;

const makers: Readonly<Record<Attack, Maker>> = {
  additions,
  edits,
  deletions,
  replacement,
  batch,
  "new-file": newFile,
  "longer-rows": longerRows,
  "other-source": otherSource,
  "label-out": labelOut,
};

/**
 * The pull request of a case, in the corpus' own letter case: the same case is the same pull request, byte for byte. Null
 * where the set has no such work.
 */
export function simulate(corpus: Corpus, of: LabelledCase | InstructCase): SimulatedPullRequest | null {
  if (of.kind === "instruct") return instruct(corpus, of);
  return makers[of.attack](corpus, of);
}
