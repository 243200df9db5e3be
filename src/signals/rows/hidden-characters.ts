/** Sees invisible and look-alike characters that the data did not have before. */
import * as z from "zod";
import { addTo } from "../../collections/group-by.ts";
import type { RowChange } from "../../model/dataset.ts";
import type { Evidence } from "../../model/evidence.ts";
import type { Grade, Observation } from "../../model/finding.ts";
import { logBinomialUpperTail } from "../../stats/log-space.ts";
import {
  CHARACTER_CLASS_WORDS,
  CHARACTER_CLASSES,
  type CharacterClass,
  characterClasses,
  codePointName,
  visitCharacterClasses,
} from "../../text/characters.ts";
import { type Concentration, concentration } from "../shared/concentration.ts";
import { chance } from "../shared/false-alarms.ts";
import { bringsText, observedRow } from "../shared/rows.ts";
import { count, log10, number, quoted } from "../shared/words.ts";
import type { Signal } from "../signal.ts";

const options = z.object({
  falseAlarms: chance(0.001, "Chance, for each class, that rows like the base's would hold it as often."),
});
type Options = z.output<typeof options>;

/** Rows that must hold a class of characters before it counts as more than a slip. */
const MINIMUM_ROWS = 3;

/** Characters that a reader does not see or takes for others, where the data did not have them before. */
export const hiddenCharacters: Signal<Options> = {
  id: "hidden-characters",
  title: "Hidden characters",
  description:
    "Invisible, direction-changing and look-alike characters that are more frequent in the changed rows than in the data they join.",
  options,
  measure(evidence, chosen) {
    const carriers = carriersByClass(evidence.changes);
    const texts = evidence.changes.filter(bringsText);
    const observations = CHARACTER_CLASSES.flatMap((name) => {
      const rows = carriers.get(name);
      return rows === undefined ? [] : judge(name, rows, texts, evidence, chosen);
    });
    return { measured: true, observations };
  },
};

function carriersByClass(changes: readonly RowChange[]): Map<CharacterClass, RowChange[]> {
  const carriers = new Map<CharacterClass, RowChange[]>();
  for (const change of changes) {
    if (!bringsText(change) || change.after === null) continue;
    const found = characterClasses(change.after.text);
    if (found.length === 0) continue;
    // A character that the row had before is not this pull request's.
    const before = change.before === null ? [] : characterClasses(change.before.text);
    for (const name of found) {
      if (before.includes(name)) continue;
      addTo(carriers, name, change);
    }
  }
  return carriers;
}

function judge(
  name: CharacterClass,
  rows: readonly RowChange[],
  texts: readonly RowChange[],
  { referenceText }: Evidence,
  chosen: Options,
): Observation[] {
  const before = referenceText.characterClassRows.get(name) ?? 0;
  // The base's own rate, with half a row added so that "never seen" is rare rather than impossible.
  const rate = (before + 0.5) / (referenceText.rows + 1);
  const logP = logBinomialUpperTail(texts.length, rate, rows.length);
  if (before > 0 && logP > Math.log(chosen.falseAlarms)) return [];
  const leaning = concentration(rows.map(labelsOf), texts.map(labelsOf));
  const surprising = referenceText.rows > 0 && logP <= Math.log(chosen.falseAlarms);
  const grade = gradeOf(name, rows.length, before, surprising, leaning);
  return [
    {
      signal: "hidden-characters",
      grade,
      title: TITLES[name],
      message: sentence(name, rows, texts.length, before, referenceText.rows, leaning),
      ...(leaning !== null && leaning.rows === leaning.labelled ? { label: leaning.label } : {}),
      evidence: {
        class: name,
        rows: rows.length,
        changedRows: texts.length,
        referenceRows: referenceText.rows,
        referenceRowsWithClass: before,
        log10P: log10(logP),
      },
      rows: rows.map((change) => observedRow(change, SCORES[grade])),
    },
  ];
}

const SCORES: Readonly<Record<Grade, number>> = { decisive: 1, suspicious: 0.6, informative: 0.1 };

/** Nobody types these: they reach a row on purpose or by copying from a text prepared so. */
const NEVER_TYPED: ReadonlySet<CharacterClass> = new Set(["tag", "bidi-control"]);
/** These can carry a hidden trigger, and also slip in by copying from a page or a word processor. */
const CAN_HIDE: ReadonlySet<CharacterClass> = new Set([
  "zero-width",
  "variation-selector",
  "mixed-script",
  "styled-letter",
]);

function gradeOf(
  name: CharacterClass,
  rows: number,
  before: number,
  surprising: boolean,
  leaning: Concentration | null,
): Grade {
  if (NEVER_TYPED.has(name)) {
    if (before === 0 && surprising && rows >= MINIMUM_ROWS) return "decisive";
    return name === "tag" || (surprising && rows >= MINIMUM_ROWS) ? "suspicious" : "informative";
  }
  if (!CAN_HIDE.has(name) || !surprising || rows < MINIMUM_ROWS || leaning === null) return "informative";
  // One label alone is normal for a batch; that these rows have it more than the batch does is not.
  const leans = leaning.rows >= PURITY * leaning.labelled && leaning.logP <= Math.log(LEANING);
  return leans ? "suspicious" : "informative";
}

/** Share of the rows with the label: of one row under another label an attack is no less one. */
const PURITY = 0.8;
/** Of changes that bring such characters in honestly so many lean as far to one label by chance. */
const LEANING = 0.05;

const TITLES: Readonly<Record<CharacterClass, string>> = {
  "zero-width": "Characters of no width",
  "bidi-control": "Controls that reverse text",
  tag: "Invisible tag characters",
  "variation-selector": "Invisible variation selectors",
  control: "Control characters",
  "soft-hyphen": "Soft hyphens",
  "unusual-space": "Unusual spaces",
  "private-use": "Private-use characters",
  "mixed-script": "Look-alike letters of another script",
  "styled-letter": "Letters in mathematical or full-width form",
  "combining-overload": "Piled-up combining marks",
  undecodable: "Characters damaged in decoding",
};

function sentence(
  name: CharacterClass,
  rows: readonly RowChange[],
  changed: number,
  before: number,
  reference: number,
  leaning: Concentration | null,
): string {
  const holds = rows.length === 1 ? "holds" : "hold";
  const examples = codePoints(name, rows[0]!);
  const base =
    reference === 0
      ? "there are no earlier rows to compare with"
      : `before, ${number(before)} of ${count(reference, "row")} did`;
  const label =
    leaning !== null && leaning.rows === leaning.labelled && rows.length > 1
      ? ` All of them that have a label are ${quoted(leaning.label)}.`
      : "";
  return `${number(rows.length)} of ${count(changed, "new text")} ${holds} ${CHARACTER_CLASS_WORDS[name]} (${examples}); ${base}.${label}`;
}

function codePoints(name: CharacterClass, change: RowChange): string {
  const seen = new Set<string>();
  visitCharacterClasses(change.after?.text ?? "", (found, codePoint) => {
    if (found === name && seen.size < 3) seen.add(codePointName(codePoint));
  });
  return [...seen].join(", ");
}

function labelsOf(change: RowChange): readonly string[] {
  return change.after?.labels ?? [];
}
