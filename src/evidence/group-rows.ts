/** Turns the changed rows and the sampled base rows of a group into tokens and label numbers. */
import { NumberPool } from "../collections/number-pool.ts";
import type { RowChange } from "../model/dataset.ts";
import type { TokenTable } from "../text/token-table.ts";
import type { BaseSample } from "./base/base-sample.ts";
import type { GroupRow, SampleRow } from "./label-group.ts";
import type { GroupOutcomes } from "./labels/group-outcomes.ts";

/** What becomes known of a row only when the base was read is put in then. */
export type Draft<Row> = { -readonly [Key in keyof Row]: Row[Key] };

/** Makes the rows of a group: their tokens are added to the table, and stand side by side. */
export function groupRows(
  changes: readonly (readonly [index: number, change: RowChange])[],
  drawn: BaseSample,
  tokens: TokenTable,
  outcomes: GroupOutcomes,
): { readonly rows: Draft<GroupRow>[]; readonly sample: Draft<SampleRow>[] } {
  const pool = new NumberPool();
  const found: number[] = [];
  const idsOf = (text: string): Uint32Array => pool.keep(tokens.addTo(text, found));
  return {
    rows: changes.flatMap(([index, change]) => rowsOf(change, index, idsOf, outcomes)),
    sample: drawn.rows.map(({ text, labels, response, fields }) => {
      const label = outcomes.ofBase(labels, response)[0] ?? -1;
      return { text, ids: idsOf(text), pairs: undefined, label, own: label, response, fields };
    }),
  };
}

/** The states that a change brings in and takes away. */
function rowsOf(
  change: RowChange,
  index: number,
  idsOf: (text: string) => Uint32Array,
  outcomes: GroupOutcomes,
): Draft<GroupRow>[] {
  const { before, after, edits } = change;
  // A changed answer counts as another column to the row diff; for instruction data it is what matters.
  const answered = outcomes.kind === "response" && before?.response !== after?.response;
  if (change.kind === "edited" && !edits.label && !edits.text && !answered) return [];
  const old = before === null ? [] : outcomes.of(before.labels, before.response);
  const rows: Draft<GroupRow>[] = [];
  const common = { change: index, pairs: undefined, own: old[0] ?? -1, ownOfAll: -1 };
  if (after !== null) {
    const labels = outcomes.of(after.labels, after.response);
    rows.push({ ...common, kind: "arrival", text: after.text, ids: idsOf(after.text), labels });
  }
  if (before !== null)
    rows.push({ ...common, kind: "departure", text: before.text, ids: idsOf(before.text), labels: old });
  return rows;
}
