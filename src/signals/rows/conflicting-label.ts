/** Sees a row whose text stands in the data already, nearly to the letter, with another label, or that says two labels itself. */
import * as z from "zod";
import { labelsConflict } from "../../evidence/neighbours/yardstick.ts";
import type { Evidence, Neighbour } from "../../model/evidence.ts";
import type { Observation, ObservedRow } from "../../model/finding.ts";
import { logBinomialUpperTail } from "../../stats/log-space.ts";
import { wilsonUpperLimit } from "../../stats/wilson.ts";
import { contraryColumns } from "../shared/contrary-columns.ts";
import { chance } from "../shared/false-alarms.ts";
import { bringsContent, observedRow } from "../shared/rows.ts";
import { count, log10, number, percent, quoted } from "../shared/words.ts";
import type { Signal } from "../signal.ts";

const options = z.object({
  falseAlarms: chance(
    0.001,
    "Chance that rows like the base's would contradict each other as often: the limit for a warning.",
  ),
});
type Options = z.output<typeof options>;

/** Added rows that must contradict a near-duplicate before it is a warning. */
const MINIMUM_ROWS = 3;

interface Conflict {
  readonly index: number;
  readonly with: Neighbour;
}

/** Rows whose nearest near-duplicates all carry another label: one of the two is wrong, or the text decides little. */
export const conflictingLabel: Signal<Options> = {
  id: "conflicting-label",
  title: "Contradicting labels",
  description:
    "Changed rows whose near-duplicates, in the base or in the pull request, carry another label, and rows whose label columns contradict each other.",
  options,
  measure(evidence, chosen) {
    const { changes, comparison } = evidence;
    const known = new Set(comparison.reference.flatMap((file) => [...file.labels.keys()]));
    const compared = new Set<number>();
    const conflicts: Conflict[] = [];
    changes.forEach((change, index) => {
      // A label that the data did not have refines it: old rows carry the coarser one for good reason.
      if (!bringsContent(change) || !change.after?.labels.some((label) => known.has(label))) return;
      const nearest = nearestOf(index, evidence);
      if (nearest.length === 0) return;
      compared.add(index);
      if (nearest.every((neighbour) => labelsConflict(change.after!.labels, neighbour.labels)))
        conflicts.push({ index, with: nearest[0]! });
    });
    if (comparison.files.every((file) => file.labels.size === 0))
      return { measured: false, reason: "The changed files have no labels.", applies: false };
    return {
      measured: true,
      observations: [
        ...comparison.files.flatMap((file) => contraryColumns(file, changes)),
        ...(conflicts.length === 0 ? [] : [observe(conflicts, compared.size, evidence, chosen)]),
      ],
    };
  },
};

/** The most similar labelled neighbours. Of two changed rows only the later is asked, or one pair would count twice. */
function nearestOf(index: number, { neighbours }: Evidence): Neighbour[] {
  const labelled = (neighbours.get(index) ?? []).filter(
    (neighbour) => neighbour.labels.length > 0 && (neighbour.change === null || neighbour.change < index),
  );
  return labelled.filter((neighbour) => neighbour.similarity === labelled[0]!.similarity);
}

function observe(
  conflicts: readonly Conflict[],
  compared: number,
  { changes, referenceDuplicates: base }: Evidence,
  chosen: Options,
): Observation {
  // Only added rows are judged: a corrected label contradicts the rows that are not corrected yet.
  const added = conflicts.filter(({ index }) => changes[index]!.kind === "added");
  // As often as the sample still allows for; without one, half of the rows.
  const rate = base.duplicated === 0 ? 0.5 : wilsonUpperLimit(base.conflicting, base.duplicated);
  const logP = logBinomialUpperTail(compared, rate, added.length);
  const warn = base.sampled > 0 && added.length >= MINIMUM_ROWS && logP <= Math.log(chosen.falseAlarms);
  const first = conflicts[0]!;
  const row = changes[first.index]!.after!;
  const own =
    base.duplicated === 0
      ? `none of ${count(base.sampled, "earlier row")} drawn for comparison has a near-duplicate`
      : `before, that holds for ${number(base.conflicting)} of ${number(base.duplicated)} (${percent(base.conflicting / base.duplicated)})`;
  const where = first.with.path === null ? "a near-duplicate" : `a near-duplicate in ${first.with.path}`;
  return {
    signal: "conflicting-label",
    grade: warn ? "suspicious" : "informative",
    title:
      conflicts.length === 1 ? "A label contradicts a near-duplicate" : "Labels contradict near-duplicates",
    message: `${number(conflicts.length)} of ${count(compared, "changed row")} with a near-duplicate carry another label than it; ${own}. For example line ${row.line} of ${row.path} is ${quoted(row.labels.join(", "))}, ${where} is ${quoted(first.with.labels.join(", "))}.`,
    evidence: {
      rows: conflicts.length,
      addedRows: added.length,
      comparedRows: compared,
      referenceSampled: base.sampled,
      referenceDuplicated: base.duplicated,
      referenceConflicting: base.conflicting,
      log10P: log10(logP),
    },
    rows: pairs(conflicts, changes, warn ? 0.6 : 0.1),
  };
}

/** Both rows of each pair, where both are in the pull request; each row once. */
function pairs(conflicts: readonly Conflict[], changes: Evidence["changes"], score: number): ObservedRow[] {
  const indices = new Set(conflicts.flatMap(({ index, with: other }) => [index, other.change ?? index]));
  return Array.from(indices, (index) => observedRow(changes[index]!, score));
}
