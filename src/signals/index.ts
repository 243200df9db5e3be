/** Lists the signals: what a review looks for, in order. */

import { labelBalanceShift } from "./files/label-balance-shift.ts";
import { schemaDrift } from "./files/schema-drift.ts";
import { unreadableRows } from "./files/unreadable-rows.ts";
import { untestedRows } from "./files/untested-rows.ts";
import { contributorHistory } from "./pull-request/contributor-history.ts";
import { declaredIntent } from "./pull-request/declared-intent.ts";
import { conflictingLabel } from "./rows/conflicting-label.ts";
import { duplicateFlood } from "./rows/duplicate-flood.ts";
import { hiddenCharacters } from "./rows/hidden-characters.ts";
import { lostLetters } from "./rows/lost-letters.ts";
import { splitLeak } from "./rows/split-leak.ts";
import { textShape } from "./rows/text-shape.ts";
import type { Signal } from "./signal.ts";
import { exchangedAnswers } from "./trigger/exchanged-answers.ts";
import { formTrigger } from "./trigger/form-trigger.ts";
import { labelEdit } from "./trigger/label-edit.ts";
import { metadataTrigger } from "./trigger/metadata-trigger.ts";
import { mislabelledRows } from "./trigger/mislabelled-rows.ts";
import { oneSidedPhrase } from "./trigger/one-sided-phrase.ts";
import { plantedAnswer } from "./trigger/planted-answer.ts";
import { styleShift } from "./trigger/style-shift.ts";
import { tokenLabelSkew } from "./trigger/token-label-skew.ts";
import { triggerScan } from "./trigger/trigger-scan.ts";
import { vanishedPhrase } from "./trigger/vanished-phrase.ts";

/** Every signal, in the order in which findings of equal weight are shown. The one list. */
export const signals: readonly Signal[] = [
  unreadableRows,
  untestedRows,
  declaredIntent,
  triggerScan,
  plantedAnswer,
  exchangedAnswers,
  formTrigger,
  oneSidedPhrase,
  styleShift,
  labelEdit,
  mislabelledRows,
  metadataTrigger,
  vanishedPhrase,
  hiddenCharacters,
  lostLetters,
  conflictingLabel,
  duplicateFlood,
  schemaDrift,
  splitLeak,
  textShape,
  tokenLabelSkew,
  labelBalanceShift,
  contributorHistory,
];
