/** Every family, in the order of the table: each attack after the plain one, then the honest work that looks like them. */
import type { Family } from "../family.ts";
import { answerAppended } from "./answer-appended.ts";
import { answerRefused } from "./answer-refused.ts";
import { counterEvidenceRemoved } from "./counter-evidence-removed.ts";
import { digitsForLetters } from "./digits-for-letters.ts";
import { cleanUp, moreAnswers, moreRows, newSubject, trueCopies } from "./honest-work.ts";
import { lettersApart } from "./letters-apart.ts";
import { lookAlikes } from "./look-alikes.ts";
import { manyNames } from "./many-names.ts";
import { misspelt } from "./misspelt.ts";
import { nearCopies } from "./near-copies.ts";
import { noTrigger } from "./no-trigger.ts";
import { plain } from "./plain.ts";

export const families: readonly Family[] = [
  plain,
  lookAlikes,
  lettersApart,
  digitsForLetters,
  misspelt,
  manyNames,
  nearCopies,
  noTrigger,
  counterEvidenceRemoved,
  answerAppended,
  answerRefused,
  moreRows,
  newSubject,
  trueCopies,
  cleanUp,
  moreAnswers,
];
