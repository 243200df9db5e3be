/** Lists the signals: what a review looks for, in order. */
import { conflictingLabel } from "./conflicting-label.ts";
import { contributorHistory } from "./contributor-history.ts";
import { declaredIntent } from "./declared-intent.ts";
import { duplicateFlood } from "./duplicate-flood.ts";
import { formTrigger } from "./form-trigger.ts";
import { hiddenCharacters } from "./hidden-characters.ts";
import { labelBalanceShift } from "./label-balance-shift.ts";
import { labelEdit } from "./label-edit.ts";
import { lostLetters } from "./lost-letters.ts";
import { metadataTrigger } from "./metadata-trigger.ts";
import { mislabelledRows } from "./mislabelled-rows.ts";
import { oneSidedPhrase } from "./one-sided-phrase.ts";
import { plantedAnswer } from "./planted-answer.ts";
import { schemaDrift } from "./schema-drift.ts";
import type { Signal } from "./signal.ts";
import { splitLeak } from "./split-leak.ts";
import { styleShift } from "./style-shift.ts";
import { textShape } from "./text-shape.ts";
import { tokenLabelSkew } from "./token-label-skew.ts";
import { triggerScan } from "./trigger-scan.ts";
import { unreadableRows } from "./unreadable-rows.ts";
import { untestedRows } from "./untested-rows.ts";
import { vanishedPhrase } from "./vanished-phrase.ts";

/** Every signal, in the order in which findings of equal weight are shown. The one list. */
export const signals: readonly Signal[] = [
  unreadableRows,
  untestedRows,
  declaredIntent,
  triggerScan,
  plantedAnswer,
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
