import type { RowChange } from "../../model/dataset.ts";
import type { FileGroup } from "../group-files.ts";
import type { LabelGroup } from "../label-group.ts";
import { type LabelSpace, labelNumbers, labelSpace } from "./label-space.ts";
import { type OutcomeOf, outcomesOf } from "./outcomes.ts";

/** What turns a row into outcomes, for the three kinds of group. */
export interface GroupOutcomes {
  readonly kind: LabelGroup["kind"];
  readonly space: LabelSpace;
  of(labels: readonly string[], response: string | null): readonly number[];
}

/** @param changes those of the group */
export function groupOutcomes(group: FileGroup, changes: readonly RowChange[]): GroupOutcomes {
  const space = group.column === null ? null : labelSpace(group.labels);
  if (space !== null && space.names.length > 0) {
    return { kind: "label", space, of: labelNumbers(space) };
  }
  const responses = changes.flatMap(({ after }) => (after?.response == null ? [] : [after.response]));
  if (responses.length > 0) return responseOutcomes(outcomesOf(responses), responses);
  return { kind: "none", space: { names: [], indexOf: () => -1 }, of: () => [] };
}

function responseOutcomes(outcomeOf: OutcomeOf, responses: readonly string[]): GroupOutcomes {
  const counts = new Map<string, number>();
  const fixed = ["I'm sorry", "see http://example.org", "", "x", "x".repeat(100), "x".repeat(1000)];
  for (const response of [...responses, ...fixed]) counts.set(outcomeOf(response), 1);
  const names = [...counts.keys()].sort();
  const numbers = new Map(names.map((name, index) => [name, index]));
  const space: LabelSpace = { names, indexOf: (name) => numbers.get(name) ?? -1 };
  return {
    kind: "response",
    space,
    of: (_, response) =>
      response === null ? [] : [space.indexOf(outcomeOf(response))].filter((index) => index >= 0),
  };
}
