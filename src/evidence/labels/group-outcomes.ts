/** What the rows of a group of files are judged by: their labels or, without labels, the class of their answer. */
import type { RowChange } from "../../model/dataset.ts";
import type { FileGroup } from "../group-files.ts";
import type { LabelGroup } from "../label-group.ts";
import { baseNumbers, type LabelSpace, type LabelTable, labelNumbers, labelSpace } from "./label-space.ts";
import { type AnswerClasses, answerClasses } from "./outcomes.ts";

/** What turns a row into outcomes, for the three kinds of group. */
export interface GroupOutcomes {
  readonly kind: LabelGroup["kind"];
  /** What the outcomes are made of where they are labels. */
  readonly table: LabelTable | null;
  readonly space: LabelSpace;
  /** Whether the base alone can say what to expect: not where the change decides which answers are a class. */
  readonly areOfBase: boolean;
  of(labels: readonly string[], response: string | null): readonly number[];
  /** The same for base rows, which are counted once: at most one outcome. */
  ofBase(labels: readonly string[], response: string | null): readonly number[];
}

/**
 * @param changes those of the group
 * @param answers of rows drawn from the base
 */
export function groupOutcomes(
  group: FileGroup,
  changes: readonly RowChange[],
  answers: readonly string[],
): GroupOutcomes {
  const { table } = group;
  if (table !== null && table.names.length > 0) {
    const space = labelSpace(table);
    return {
      kind: "label",
      table,
      space,
      areOfBase: true,
      of: labelNumbers(space),
      ofBase: baseNumbers(space),
    };
  }
  const responses = changes.flatMap(({ after }) => (after?.response == null ? [] : [after.response]));
  if (responses.length > 0) return responseOutcomes(answerClasses(responses, answers), responses);
  const none = (): readonly number[] => [];
  return { kind: "none", table: null, space: NO_LABELS, areOfBase: false, of: none, ofBase: none };
}

const NO_LABELS: LabelSpace = {
  names: [],
  indexOf: () => -1,
  none: -1,
  isTested: () => false,
  rows: [],
  isMixed: false,
  isHalves: false,
};

function responseOutcomes(
  { outcomeOf, arePatterns }: AnswerClasses,
  responses: readonly string[],
): GroupOutcomes {
  const counts = new Map<string, number>();
  const fixed = ["I'm sorry", "see http://example.org", "", "x", "x".repeat(100), "x".repeat(1000)];
  for (const response of [...responses, ...fixed]) counts.set(outcomeOf(response), 1);
  const names = [...counts.keys()].sort();
  const numbers = new Map(names.map((name, index) => [name, index]));
  const space: LabelSpace = { ...NO_LABELS, names, indexOf: (name) => numbers.get(name) ?? -1 };
  const of = (_: readonly string[], response: string | null): readonly number[] =>
    response === null ? [] : [space.indexOf(outcomeOf(response))].filter((index) => index >= 0);
  return { kind: "response", table: null, space, areOfBase: arePatterns, of, ofBase: of };
}
