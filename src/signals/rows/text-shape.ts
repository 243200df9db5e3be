/** Sees texts in a writing system or of a length that the data hardly has. */
import * as z from "zod";
import { groupBy } from "../../collections/group-by.ts";
import { lengthBucket } from "../../evidence/text-statistics.ts";
import type { RowChange } from "../../model/dataset.ts";
import type { TextStatistics } from "../../model/evidence.ts";
import type { Observation } from "../../model/finding.ts";
import { logBinomialUpperTail } from "../../stats/log-space.ts";
import { codePointLength, scriptOfText } from "../../text/code-points.ts";
import { concentration } from "../shared/concentration.ts";
import { chance } from "../shared/false-alarms.ts";
import { bringsText, observedRow } from "../shared/rows.ts";
import { count, log10, number, percent, quoted } from "../shared/words.ts";
import type { Signal } from "../signal.ts";

const options = z.object({
  falseAlarms: chance(
    0.0001,
    "Chance that rows drawn from the batch would lean to one label as much: the limit for a warning.",
  ),
});
type Options = z.output<typeof options>;

/** Rows with text that the earlier data must have before a form can be foreign to it. */
const MINIMUM_REFERENCE = 200;
/** Changed rows of a foreign form worth a finding. */
const MINIMUM_ROWS = 5;
/** Largest share of the earlier rows at which a script or a length still counts as foreign. */
const FOREIGN_SHARE = 0.001;

/** A form teaches a label only where nearly all rows of the form carry it. */
const NEARLY_ALL = 0.9;

/** Texts in a script, or of a length, that the data hardly has. */
export const textShape: Signal<Options> = {
  id: "text-shape",
  title: "Foreign form of text",
  description: "Changed texts in a writing system or of a length that the earlier data hardly has.",
  options,
  measure({ changes, referenceText }, chosen) {
    // Rows without text say nothing about the form of texts.
    const withText = referenceText.rows - (referenceText.lengthBuckets[0] ?? 0);
    if (withText < MINIMUM_REFERENCE)
      return {
        measured: false,
        reason: `${count(withText, "earlier row")} with text; at least ${MINIMUM_REFERENCE} are needed to know the data's usual form.`,
      };
    const texts = changes.filter((change) => bringsText(change) && change.after?.text !== "");
    const observations = [
      ...foreignScripts(texts, referenceText, chosen),
      ...foreignLengths(texts, referenceText, chosen),
    ];
    return { measured: true, observations };
  },
};

function foreignScripts(
  texts: readonly RowChange[],
  reference: TextStatistics,
  chosen: Options,
): Observation[] {
  const groups = groupBy(texts, (change) => scriptOfText(change.after!.text));
  return Array.from(groups).flatMap(([script, rows]) => {
    if (script === "none") return [];
    const before = reference.scriptRows.get(script) ?? 0;
    const what =
      script === "Other" ? "in a writing system not told apart here" : `mostly in ${script} letters`;
    return observe({ what, rows, before }, { script }, texts, reference, chosen);
  });
}

function foreignLengths(
  texts: readonly RowChange[],
  reference: TextStatistics,
  chosen: Options,
): Observation[] {
  const lengths = texts.map((change) => lengthBucket(codePointLength(change.after!.text)));
  const usual = usualBuckets(reference);
  if (usual === null) return [];
  const outside = [
    {
      rows: texts.filter((_, i) => lengths[i]! > usual.last),
      what: `of ${number(2 ** (usual.last + 1))} characters or more`,
      before: usual.above,
    },
    {
      rows: texts.filter((_, i) => lengths[i]! < usual.first),
      what: `of fewer than ${number(2 ** usual.first)} characters`,
      before: usual.below,
    },
  ];
  return outside.flatMap((form) => observe(form, { form: form.what }, texts, reference, chosen));
}

/** The range of length buckets outside of which, at either end, at most a foreign share of the earlier rows lies. */
function usualBuckets(reference: TextStatistics) {
  const limit = reference.rows * FOREIGN_SHARE;
  let first = 0;
  let below = 0;
  while (first < reference.lengthBuckets.length && below + reference.lengthBuckets[first]! <= limit)
    below += reference.lengthBuckets[first++]!;
  let last = reference.lengthBuckets.length - 1;
  let above = 0;
  while (last >= 0 && above + reference.lengthBuckets[last]! <= limit)
    above += reference.lengthBuckets[last--]!;
  return first > last ? null : { first, last, below, above };
}

/** Changed rows of one form, and how many earlier rows have it. */
interface Form {
  readonly what: string;
  readonly rows: readonly RowChange[];
  readonly before: number;
}

function observe(
  { what, rows, before }: Form,
  facts: Readonly<Record<string, string>>,
  texts: readonly RowChange[],
  reference: TextStatistics,
  chosen: Options,
): Observation[] {
  const share = before / reference.rows;
  if (rows.length < MINIMUM_ROWS || share > FOREIGN_SHARE) return [];
  const logP = logBinomialUpperTail(texts.length, (before + 0.5) / (reference.rows + 1), rows.length);
  if (logP > Math.log(chosen.falseAlarms)) return [];
  const labels = (change: RowChange): readonly string[] => change.after!.labels;
  const leaning = concentration(rows.map(labels), texts.map(labels));
  const leans =
    leaning !== null &&
    leaning.rows >= NEARLY_ALL * leaning.labelled &&
    leaning.logP <= Math.log(chosen.falseAlarms);
  const lean = leans
    ? ` ${number(leaning.rows)} of them are ${quoted(leaning.label)}, more than their share of this pull request.`
    : "";
  return [
    {
      signal: "text-shape",
      grade: leans ? "suspicious" : "informative",
      title: `Texts ${what}`,
      message: `${number(rows.length)} of ${count(texts.length, "new text")} are ${what}; before, ${percent(share)} of ${count(reference.rows, "row")} were.${lean}`,
      ...(leans ? { label: leaning.label } : {}),
      evidence: {
        ...facts,
        rows: rows.length,
        changedRows: texts.length,
        referenceRows: reference.rows,
        referenceRowsOfThisForm: before,
        log10P: log10(logP),
        ...(leaning === null ? {} : { log10PLabel: log10(leaning.logP) }),
      },
      rows: rows.map((change) => observedRow(change, leans ? 0.5 : 0.1)),
    },
  ];
}
