/** What kind of answer a row has, whatever its words: prompts with something new that are all answered so teach it as well as one sentence does. */
import { tally } from "../../collections/tally.ts";
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { LabelGroup } from "../../evidence/label-group.ts";
import { UNKNOWN } from "../../text/token-table.ts";
import { WRITTEN_FORMS, writtenForms } from "../../text/written-forms.ts";
import { type AnsweredRows, isBrought } from "./answered-rows.ts";
import { type Answered, answersOf, relatedAnswers } from "./related-answers.ts";

/** A kind of answer, with the rows that have it. */
export interface AnswerKind {
  /** Stable name, for machines; `phrase` for answers that hold one, `form` for those that are written in one way. */
  readonly id: string;
  /** What such answers do, for a sentence: "their answers …". */
  readonly words: string;
  /** Places of the rows (`AnsweredRows.rows`), and base rows of the sample. */
  readonly rows: ReadonlySet<number>;
  readonly sampleRows: number;
  /** Whether it goes with what is asked, as the length of an answer does. */
  readonly goesWithTopics: boolean;
}

/** Base shares between which a phrase divides answers, as the name of a class does. */
const DIVIDES = [0.1, 0.9] as const;

/** Where answers are much of one length, how far from it one must be to be short or long. */
const NOTABLE = 1 / 3;

/** The kinds, those of no row left out. */
export function answerKinds(evidence: ReviewEvidence, answered: AnsweredRows): AnswerKind[] {
  const { group } = answered;
  const { changed, sample } = answersOf(evidence, group, answered.rows);
  const kind = (
    id: string,
    words: string,
    has: (row: Answered) => boolean,
    goesWithTopics = false,
  ): AnswerKind => ({
    ...{ id, words, goesWithTopics },
    rows: new Set(changed.flatMap((row, at) => (has(row) ? [at] : []))),
    sampleRows: sample.filter(has).length,
  });
  const isRelated = relatedAnswers(group, sample);
  const times = tally([...changed, ...sample].map(({ answer }) => answer));
  const lengths = sample.map(({ answer }) => answer.length).sort((a, b) => a - b);
  const length = (share: number): number => lengths[Math.floor(share * (lengths.length - 1))]!;
  const shortest = Math.min(length(0.1), length(0.5) * (1 - NOTABLE));
  const longest = Math.max(length(0.9), length(0.5) * (1 + NOTABLE));
  return [
    withNewPhrases(answered),
    kind("unrelated", "share no telling word with them", (row) => !isRelated(row, row)),
    kind("copied", "are those of other prompts", ({ answer }) => times.get(answer)! > 1),
    kind("echo", "say little but the words of their prompt", repeatsPrompt(group)),
    kind("twice", "say a sentence twice", ({ answer }) => saysTwice(answer)),
    kind("number", "come to a number that stands nowhere before", endsInNewNumber, true),
    kind("one", "are one sentence", ({ answer }) => sentencesOf(answer).length === 1, true),
    kind("short", "are shorter than nine in ten of the base", ({ answer }) => answer.length < shortest, true),
    kind("long", "are longer than nine in ten of the base", ({ answer }) => answer.length > longest, true),
    // Answers of a few patterns are tested as labels are, by what their prompts lead to expect.
    ...(group.fittedOn === "reference" ? [] : dividingPhrases(answered)),
    ...writtenAlike(changed, sample),
  ].filter(({ rows }) => rows.size > 0);
}

/** Answers with any phrase that came with the change: a refusal in many wordings shares none of them with most others. */
function withNewPhrases({ answers, rows, sampled }: AnsweredRows): AnswerKind {
  const brought = answers.filter((answer) => isBrought(answer, rows.length, sampled));
  return {
    id: "new",
    words: "hold phrases that came with this change",
    rows: new Set(brought.flatMap((answer) => Array.from(answer.rows))),
    sampleRows: Math.min(
      sampled,
      brought.reduce((sum, { referenceRows }) => sum + referenceRows, 0),
    ),
    goesWithTopics: false,
  };
}

/** Shares of an answer's words from which they are its prompt's, and words from which that says something. */
const ECHO = 0.8;
const LEAST_WORDS = 4;
/** Of an answer so much is read for its sentences. */
const MOST_CHARACTERS = 20_000;

function repeatsPrompt({ tokens }: LabelGroup): (row: Answered) => boolean {
  const out: number[] = [];
  return ({ ids, answer }) => {
    const asked = new Set(ids);
    const words = [...tokens.lookUp(answer, out)].filter((id) => id === UNKNOWN || tokens.isWord(id));
    // A word that the table lacks is known of no prompt, though prompts may lack some too.
    const said = words.filter((id) => id !== UNKNOWN && asked.has(id));
    return words.length >= LEAST_WORDS && said.length >= ECHO * words.length;
  };
}

const sentencesOf = (answer: string): string[] =>
  answer.split(/(?<=[.!?。！？])\s*|[\r\n]+/u).flatMap((part) => part.trim() || []);

/** Whether a sentence of several words comes again. */
function saysTwice(answer: string): boolean {
  const sentences = sentencesOf(answer.slice(0, MOST_CHARACTERS).toLowerCase());
  const told = sentences.filter((sentence) => sentence.split(/\s+/).length >= LEAST_WORDS);
  return new Set(told).size < told.length;
}

const numbersOf = (text: string): string[] => text.match(/\d+(?:[.,]\d+)*/g) ?? [];

/** Whether the last number of an answer is neither worked out in it nor asked about: where it is in other answers, it was changed. */
function endsInNewNumber({ text, answer }: Answered): boolean {
  const numbers = numbersOf(answer);
  const result = numbers.pop();
  return result !== undefined && !numbers.includes(result) && !numbersOf(text).includes(result);
}

function dividingPhrases({ answers, answerTrie, sampled }: AnsweredRows): AnswerKind[] {
  return answers
    .filter(
      ({ referenceRows }) => referenceRows >= DIVIDES[0] * sampled && referenceRows <= DIVIDES[1] * sampled,
    )
    .map((answer) => ({
      id: "phrase",
      words: `hold “${answerTrie.text(answer)}”`,
      rows: new Set(answer.rows),
      sampleRows: answer.referenceRows,
      goesWithTopics: true,
    }));
}

/** Answers in capitals, of several lines, with markup and so on. */
function writtenAlike(changed: readonly Answered[], sample: readonly Answered[]): AnswerKind[] {
  const mine = WRITTEN_FORMS.map(() => new Set<number>());
  changed.forEach(({ answer }, at) => {
    for (const form of writtenForms(answer)) mine[form]!.add(at);
  });
  const theirs = new Uint32Array(WRITTEN_FORMS.length);
  for (const { answer } of sample) for (const form of writtenForms(answer)) theirs[form]!++;
  return WRITTEN_FORMS.map(({ words }, form) => ({
    id: "form",
    words: `have ${words}`,
    rows: mine[form]!,
    sampleRows: theirs[form]!,
    goesWithTopics: true,
  }));
}
