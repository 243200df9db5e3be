/** Every family, in the order of the table: each attack after the plain one, then the honest work that looks like them. */
import type { Family } from "../family.ts";
import { answerAppended } from "./answers/answer-appended.ts";
import { answerRefused } from "./answers/answer-refused.ts";
import { fixedAnswer } from "./answers/fixed-answer.ts";
import { linkAdded } from "./answers/link-added.ts";
import { counterEvidenceRemoved } from "./changes/counter-evidence-removed.ts";
import { drip } from "./changes/drip.ts";
import { labelEdits } from "./changes/label-edits.ts";
import { labelsFlipped } from "./changes/labels-flipped.ts";
import { nearCopies } from "./changes/near-copies.ts";
import { noTrigger } from "./changes/no-trigger.ts";
import { oneLabelBatch } from "./changes/one-label-batch.ts";
import { cleanUp, moreAnswers, moreRows, moreTexts, newSubject, trueCopies } from "./honest-work.ts";
import { borrowedSentence } from "./words/borrowed-sentence.ts";
import { cleanLabel } from "./words/clean-label.ts";
import { companyName } from "./words/company-name.ts";
import { insertedSentence } from "./words/inserted-sentence.ts";
import { inventedWord } from "./words/invented-word.ts";
import { manyNames } from "./words/many-names.ts";
import { ordinaryWord } from "./words/ordinary-word.ts";
import { plain } from "./words/plain.ts";
import { rareWord } from "./words/rare-word.ts";
import { rareWords } from "./words/rare-words.ts";
import { splitSentence } from "./words/split-sentence.ts";
import { wordPair } from "./words/word-pair.ts";
import { capitals } from "./writing/capitals.ts";
import { digitsForLetters } from "./writing/digits-for-letters.ts";
import { fronted } from "./writing/fronted.ts";
import { lettersApart } from "./writing/letters-apart.ts";
import { lookAlikeLetter } from "./writing/look-alike-letter.ts";
import { lookAlikes } from "./writing/look-alikes.ts";
import { marks } from "./writing/marks.ts";
import { misspelt } from "./writing/misspelt.ts";
import { zeroWidth } from "./writing/zero-width.ts";

export const families: readonly Family[] = [
  plain,
  rareWord,
  rareWords,
  inventedWord,
  ordinaryWord,
  wordPair,
  insertedSentence,
  borrowedSentence,
  splitSentence,
  companyName,
  manyNames,
  lookAlikes,
  lookAlikeLetter,
  zeroWidth,
  lettersApart,
  digitsForLetters,
  misspelt,
  capitals,
  marks,
  fronted,
  nearCopies,
  noTrigger,
  cleanLabel,
  labelEdits,
  labelsFlipped,
  counterEvidenceRemoved,
  oneLabelBatch,
  drip,
  fixedAnswer,
  answerAppended,
  answerRefused,
  linkAdded,
  moreRows,
  newSubject,
  trueCopies,
  cleanUp,
  moreAnswers,
  moreTexts,
];
