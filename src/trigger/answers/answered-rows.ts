/** The changed rows of instruction data that have an answer, with the phrases of both sides: what tests of answers stand on. */
import type { FrozenCounts } from "../../collections/count-table.ts";
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { LabelGroup } from "../../evidence/label-group.ts";
import { PhraseTrie } from "../../evidence/phrases/phrase-trie.ts";
import { TokenTable, UNKNOWN } from "../../text/token-table.ts";
import { type Candidate, candidates, type PhraseRows } from "../phrases/candidates.ts";

/** Arrivals with an answer. Candidates' rows are places, that is indices into `rows`. */
export interface AnsweredRows {
  readonly group: LabelGroup;
  /** Indices into `group.rows`. */
  readonly rows: readonly number[];
  /** Phrases of the prompts, counted over all base rows. */
  readonly prompts: readonly Candidate[];
  /** Phrases of the answers, without the rare words that an answer takes over from its prompt; counted over the base sample. */
  readonly answers: readonly Candidate[];
  readonly answerTrie: PhraseTrie;
  readonly answerCounts: FrozenCounts;
  /** Base rows whose answers were looked at. */
  readonly sampled: number;
}

/** Fewest rows of a phrase. */
const SUPPORT = 4;
/** A word in fewer of the base's prompts is what a prompt is about; an answer that repeats it follows its prompt. */
const RARE = 0.02;

/** @returns null where no arrival has an answer, or the base has none to compare with */
export function answeredRows(evidence: ReviewEvidence, group: LabelGroup): AnsweredRows | null {
  const rows = group.rows.flatMap((row, index) =>
    row.kind === "arrival" && evidence.changes[row.change]!.after!.response !== null ? [index] : [],
  );
  const sample = group.sample.filter(({ response }) => response !== null);
  if (rows.length === 0 || sample.length === 0) return null;
  const tokens = new TokenTable();
  const reader = answerReader(group, tokens);
  const answers = rows.map((index) => {
    const { ids, change } = group.rows[index]!;
    return { ids: reader(ids, evidence.changes[change]!.after!.response!) };
  });
  const trie = PhraseTrie.build(
    tokens,
    answers.map(({ ids }) => ids),
    SUPPORT,
  );
  const counter = trie.counter(1);
  for (const { ids, response } of sample) counter.add(reader(ids, response!), [0]);
  const said: PhraseRows = {
    rows: answers,
    trie,
    phraseCounts: counter.finish(),
    referenceRows: sample.length,
  };
  return {
    group,
    rows,
    prompts: candidates(group, rows, SUPPORT),
    answers: candidates(
      said,
      answers.map((_, at) => at),
      SUPPORT,
    ),
    answerTrie: trie,
    answerCounts: said.phraseCounts,
    sampled: sample.length,
  };
}

/** Reads an answer as token ids, `UNKNOWN` (which is part of no phrase) for the rare words that its prompt holds. */
function answerReader(
  { tokens: promptTokens, trie, phraseCounts, referenceRows }: LabelGroup,
  tokens: TokenTable,
): (prompt: Uint32Array, answer: string) => Uint32Array {
  return (prompt, answer) => {
    const ids = tokens.add(answer);
    const taken = new Set<number>();
    for (const id of prompt) {
      const node = trie.nodeOf(id);
      const known = node === 0 ? 0 : phraseCounts.totals[node]!;
      if (promptTokens.isWord(id) && known < RARE * referenceRows)
        taken.add(tokens.idOf(promptTokens.name(id)));
    }
    return ids.map((id) => (taken.has(id) ? UNKNOWN : id));
  };
}

/** How many times the base's rate a phrase must have in the change to count as new, half a base row added. */
const MORE_FREQUENT = 5;

/** Whether the base has a phrase so seldom that the pull request brings it. */
export function isBrought(
  { rowCount, referenceRows }: Candidate,
  changed: number,
  reference: number,
): boolean {
  return ((referenceRows + 0.5) / (reference + 1)) * MORE_FREQUENT <= rowCount / changed;
}

/** Whether a phrase of prompts, or of answers, holds a word that the base does not have there. */
export function holdsNewWord(
  trie: PhraseTrie,
  { totals }: FrozenCounts,
  { tokens }: Pick<Candidate, "tokens">,
): boolean {
  return tokens.some((token) => {
    const node = trie.nodeOf(token);
    return node !== 0 && totals[node] === 0 && /\p{L}/u.test(trie.text({ tokens: [token] }));
  });
}
