/** Counts which changed rows were tested for everything, and which were not. */
import { addTo } from "../collections/group-by.ts";
import {
  type Coverage,
  type LeftOut,
  type RowCoverage,
  TESTED_FOR,
  type TestedFor,
  type UntestedRows,
} from "../model/coverage.ts";
import type { FileComparison, RowChange } from "../model/dataset.ts";
import type { ReviewEvidence } from "./evidence.ts";
import type { GroupRow } from "./label-group.ts";
import {
  isUnknown,
  otherLabel,
  type Place,
  type Untestable,
  unreadEdit,
  whyUntested,
} from "./why-untested.ts";

/** What the changed rows of a review were tested for: the whole, and each file by its path. */
export interface ReviewCoverage {
  readonly whole: Coverage;
  readonly files: ReadonlyMap<string, RowCoverage>;
}

/** The outcome for one changed row; `reason` where something was not tested. */
interface RowOutcome {
  readonly testedFor: TestedFor;
  readonly reason: Untestable | null;
}

/** Below this a phrase is too rare for a model to learn: fewer rows than that have little to hide. */
const FEW_ROWS = 5;

/**
 * Says of every changed row what it was tested for, and why not for more.
 * @param leftOut what other parts of the review had to leave out
 */
export function coverageOf(evidence: ReviewEvidence, leftOut: readonly LeftOut[] = []): ReviewCoverage {
  const { comparison, changes } = evidence;
  const groups = groupsByChange(evidence);
  const others = new Map(leftOut.flatMap((entry) => entry.changes.map((change) => [change, entry] as const)));
  const files = new Map<string, RowCoverage>();
  const untested: UntestedRows[] = [];
  let first = 0;
  for (const file of comparison.files) {
    const tally = openTally(file);
    file.changes.forEach((change, offset) => {
      const index = first + offset;
      tally.add(outcomeOf(file, change, groups.get(index) ?? [], others.get(index) ?? null));
    });
    first += file.changes.length;
    files.set(file.path, tally.result());
    untested.push(...tally.untested());
  }
  untested.sort((a, b) => b.rows - a.rows || (a.path < b.path ? -1 : 1));
  if (first !== changes.length) throw new RangeError("the changes are those of the files, in their order");
  return { whole: { ...sum([...files.values()]), untested, notReviewed: comparison.notReviewed }, files };
}

/**
 * The group of each change, several where its labels answer several questions, and the row that it is there; an edited
 * row is known by what it becomes.
 */
function groupsByChange({ groups }: ReviewEvidence): Map<number, Place[]> {
  const found = new Map<number, Place[]>();
  for (const group of groups) {
    const rows = new Map<number, GroupRow>();
    let arrivals = 0;
    for (const row of group.rows) {
      if (row.kind === "arrival" || !rows.has(row.change)) rows.set(row.change, row);
      if (row.kind === "arrival" && row.labels.length > 0) arrivals++;
    }
    for (const [change, row] of rows) {
      const place = { group, row, arrivals };
      addTo(found, change, place);
    }
  }
  return found;
}

function outcomeOf(
  file: FileComparison,
  change: RowChange,
  found: readonly Place[],
  leftOut: Untestable | null,
): RowOutcome {
  // An edit that leaves text, label and answer as they were has nothing that could be tested but what was not read.
  const [first] = found;
  if (first === undefined) return { testedFor: "form", reason: unreadEdit(file, change) ?? leftOut };
  const { group, row } = first;
  // A row is tested where each of its questions is. What it does not answer beside its label is no question.
  const asked = found.filter((place) => isAsked(file, place));
  const reason =
    asked.reduce<Untestable | null>(
      (told, place) => told ?? whyUntested(file, change, place),
      otherLabel(file, change),
    ) ?? leftOut;
  if (row.text.trim() === "") return { testedFor: "form", reason };
  if (reason !== null || group.kind === "none" || row.labels.length === 0)
    return { testedFor: "text", reason };
  return { testedFor: group.kind === "response" ? "answer" : "label", reason };
}

/** Every question of the label itself; of the columns beside it those in which the row says what the base knows. */
function isAsked({ columns }: FileComparison, { group, row }: Place): boolean {
  const isBeside = columns.labelsFrom === "labels" && group.column !== columns.labelColumns?.[0];
  return !isBeside || (row.labels.length > 0 && !row.labels.every((label) => isUnknown(group, label)));
}

/** Counts the rows of one file. */
function openTally(file: FileComparison) {
  const counts = { label: 0, answer: 0, text: 0, form: 0, nothing: 0 };
  const reasons = new Map<string, { reason: Untestable; rows: number }>();
  const { added, removed, edited } = file.rows;
  const changed = added + removed + edited;
  let tested = 0;
  return {
    add({ testedFor, reason }: RowOutcome): void {
      counts[testedFor]++;
      if (reason === null) {
        tested++;
        return;
      }
      const entry = reasons.get(reason.reason) ?? { reason, rows: 0 };
      entry.rows++;
      reasons.set(reason.reason, entry);
    },
    /** Rows that are not listed were too many to be read, and fail the review under their own name. */
    result: (): RowCoverage => ({
      changed,
      tested,
      ...counts,
      nothing: counts.nothing + Math.max(0, changed - file.changes.length),
    }),
    untested: (): UntestedRows[] =>
      [...reasons.values()].map(
        ({ reason: { reason, remedy, configuration, isRareLabel = false }, rows }) => ({
          path: file.path,
          rows,
          reason,
          remedy,
          configuration,
          grade:
            rows < FEW_ROWS && (hasOnlyText(file) || (isRareLabel && tested >= FEW_ROWS))
              ? "informative"
              : "suspicious",
        }),
      ),
  };
}

/** A file of one column, which holds the text, has no label that could be steered. */
function hasOnlyText({ columns }: FileComparison): boolean {
  return columns.all.length === 1 && columns.text.length === 1;
}

function sum(parts: readonly RowCoverage[]): RowCoverage {
  const total = { changed: 0, tested: 0, label: 0, answer: 0, text: 0, form: 0, nothing: 0 };
  for (const part of parts) {
    for (const key of [...TESTED_FOR, "changed", "tested"] as const) total[key] += part[key];
  }
  return total;
}
