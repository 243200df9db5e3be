/** Signal: letters outside ASCII became question marks or wrong letters, in many rows at once. */
import { tally } from "../../collections/tally.ts";
import type { RowChange } from "../../model/dataset.ts";
import type { Observation } from "../../model/finding.ts";
import { type Loss, letterLoss, lettersLost } from "../../text/lost-letters.ts";
import { observedRow } from "../shared/rows.ts";
import { count, quoted } from "../shared/words.ts";
import { type NoOptions, noOptions, type Signal } from "../signal.ts";

/** Edited rows that must have lost letters before it counts as more than a slip. */
const MINIMUM_ROWS = 5;
const LETTERS_SHOWN = 6;
const became: Readonly<Record<Loss, string>> = {
  "question marks": "question marks",
  "wrong letters": "the wrong letters of another encoding",
};

/** Text that was saved in an encoding that has no such letters, or read in the wrong one. */
export const lostLetters: Signal<NoOptions> = {
  id: "lost-letters",
  title: "Lost letters",
  description:
    "Letters outside ASCII that became question marks or wrong letters in many edited rows at once.",
  options: noOptions,
  measure(evidence) {
    const rows = new Map<Loss, RowChange[]>();
    for (const change of evidence.changes) {
      const loss = lossOf(change);
      if (loss !== null) rows.set(loss, [...(rows.get(loss) ?? []), change]);
    }
    const observations = [...rows]
      .filter(([, harmed]) => harmed.length >= MINIMUM_ROWS)
      .map(([loss, harmed]) => observe(loss, harmed));
    return { measured: true, observations };
  },
};

function lossOf({ before, after }: RowChange): Loss | null {
  return before === null || after === null ? null : letterLoss(before.text, after.text);
}

function observe(loss: Loss, harmed: readonly RowChange[]): Observation {
  const letters = tally(harmed.flatMap(({ before, after }) => [...lettersLost(before!.text, after!.text)]));
  const commonest = [...letters]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, LETTERS_SHOWN);
  const shown = commonest.map(([letter]) => quoted(letter)).join(", ");
  return {
    signal: "lost-letters",
    grade: "suspicious",
    title: `Letters became ${loss}`,
    message: `${count(harmed.length, "edited text")} lost letters (${shown}): they became ${became[loss]}. The file was saved or read in another encoding. Save the text that was there before as UTF-8.`,
    evidence: { rows: harmed.length, loss, letters: letters.size },
    rows: harmed.map((change) => observedRow(change, 0.5)),
  };
}
