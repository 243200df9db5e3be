/** Runs a signal on each group of files that can be judged together, and says where none can. */
import type { LabelGroup } from "../../evidence/label-group.ts";
import { labelPrefix } from "../../evidence/labels/label-space.ts";
import type { Grade, Observation } from "../../model/finding.ts";
import { marksOf } from "../../model/options.ts";
import type { Measurement } from "../signal.ts";
import { quoted } from "./words.ts";

/** What a signal needs of the files that it looks at, and what it says where none has that. */
export interface Requirement {
  /** Whether a group is of the kind that is looked at, however little it holds. */
  readonly concerns: (group: LabelGroup) => boolean;
  readonly fits: (group: LabelGroup) => boolean;
  readonly otherwise: (groups: readonly LabelGroup[]) => string;
}

/** Outcomes of any kind that can be held against the texts. */
export const OUTCOMES: Requirement = {
  concerns: () => true,
  fits: ({ model }) => model !== null,
  otherwise: () => "There are too few labelled rows to learn from.",
};

/** The same with a label column, so not classes of answers. */
export const LABELS: Requirement = {
  concerns: ({ kind }) => kind === "label",
  fits: (group) => LABELS.concerns(group) && group.model !== null,
  otherwise: OUTCOMES.otherwise,
};

/** A label column, and a base that says what texts deserve which label. */
export const LABELLED_BASE: Requirement = {
  concerns: LABELS.concerns,
  fits: (group) => LABELS.fits(group) && group.fittedOn === "reference",
  otherwise: () => "The base has too few labelled rows to learn from.",
};

/** The same with labels that are said of whole texts: what is marked in a text has a kind, whatever else the text says. */
export function ofWholeTexts({ concerns, fits, otherwise }: Requirement): Requirement {
  const isWhole = ({ column }: LabelGroup): boolean => marksOf(column) === undefined;
  return {
    concerns: (group) => concerns(group) && isWhole(group),
    fits: (group) => fits(group) && isWhole(group),
    otherwise: (groups) =>
      groups.some(fits) ? "Labels are of places in the texts, not of whole texts." : otherwise(groups),
  };
}

/**
 * Observes each group of files that has what is needed.
 * @param observe is given a function for the group's part of an error rate that is stated for
 * the whole pull request (Bonferroni). Each column of labels has one of its own; a label's exact value and its half share it.
 */
export function measureGroups(
  groups: readonly LabelGroup[],
  { concerns, fits, otherwise }: Requirement,
  observe: (group: LabelGroup, part: (rate: number) => number) => Observation[],
): Measurement {
  const fitting = groups.filter(fits);
  if (fitting.length === 0)
    return { measured: false, reason: otherwise(groups), ...(!groups.some(concerns) && { applies: false }) };
  const columns = new Set(fitting.map(({ files, column }) => JSON.stringify([files, column])));
  const part = (rate: number): number => rate / columns.size;
  const observations: Observation[] = [];
  for (const group of fitting) {
    const found = observe(group, part).map((one) => (group.isGuess === true ? asGuess(group, one) : one));
    const isNew = (one: Observation): boolean => !observations.some((other) => says(other, one));
    observations.push(...(group.space.isHalves ? found.filter(isNew) : found));
  }
  return { measured: true, observations: fitting.some(isOfColumns) ? toldOnce(observations) : observations };
}

/** Whether rows have labels in several columns, of which this is one. */
const isOfColumns = ({ space, column }: LabelGroup): boolean =>
  column !== null && space.names.some((name) => name.startsWith(labelPrefix(column)));

/** The strongest first. */
const GRADES: readonly Grade[] = ["decisive", "suspicious", "informative"];

/**
 * Columns that say nearly the same (each annotator's beside what was decided) are tested one by one; what several of them
 * show of the same rows is one observation, the strongest, which names what the others say.
 */
function toldOnce(observations: readonly Observation[]): Observation[] {
  const told: { first: Observation; also: string[] }[] = [];
  const byGrade = [...observations].sort(
    (a, b) => GRADES.indexOf(a.grade) - GRADES.indexOf(b.grade) || b.rows.length - a.rows.length,
  );
  for (const one of byGrade) {
    const known = told.find(({ first }) => first.label !== one.label && says(first, one));
    if (known && one.label !== undefined) known.also.push(one.label);
    else told.push({ first: one, also: [] });
  }
  const labels = new Map(told.map(({ first, also }) => [first, [...new Set(also)]]));
  return observations.flatMap((one) => {
    const also = labels.get(one);
    if (also === undefined) return [];
    if (also.length === 0) return [one];
    return [{ ...one, message: `${one.message} The same holds of ${also.map(quoted).join(" and ")}.` }];
  });
}

/** An observation in a column that may be no label: a person must look, and says what the column is. */
function asGuess({ column }: LabelGroup, found: Observation): Observation {
  if (found.grade !== "decisive") return found;
  const message = `${found.message} Nothing but its few values says that ${quoted(column!)} is a label: \`label:\` in the configuration says it.`;
  return { ...found, grade: "suspicious", message };
}

/** Whether the first says of all rows of the second the same, and no weaker: of the exact label instead of its half. */
function says(first: Observation, second: Observation): boolean {
  if (first.signal !== second.signal || first.phrase !== second.phrase) return false;
  if (first.grade !== second.grade && first.grade !== "decisive") return false;
  const rows = new Set(first.rows.map(({ change }) => change));
  return second.rows.every(({ change }) => rows.has(change));
}
