/** Chooses a few changed rows for a person to read, of each label some. */
import { createHash } from "node:crypto";
import type { RowChange } from "../model/dataset.ts";
import type { SpotCheckRow } from "../model/result.ts";
import { labelText } from "./flagged-rows.ts";

const SIZE = 20;

/**
 * A stratified random choice of changed rows for the spot check that reviewers do anyway: labels take turns, and within
 * a label rows come in the order of a hash of their content. The author of the rows can compute it as well as we can:
 * it is a convenience for the reader, not a defence.
 */
export function spotCheck(changes: readonly RowChange[]): SpotCheckRow[] {
  const strata = new Map<string, { key: string; row: SpotCheckRow }[]>();
  for (const { before, after } of changes) {
    const row = after ?? before!;
    const label = labelText(row);
    const key = createHash("sha256")
      .update(JSON.stringify([row.text, label, row.line]))
      .digest("hex");
    const stratum = strata.get(label ?? "") ?? [];
    strata.set(label ?? "", stratum);
    // More than are shown in all are never taken from one label.
    if (stratum.length === SIZE && key >= stratum[SIZE - 1]!.key) continue;
    const larger = stratum.findIndex((other) => key < other.key);
    const chosen = {
      path: row.path,
      line: row.line,
      side: row.side,
      text: row.text,
      label,
      ...(row.isCounted ? { isCounted: true as const } : {}),
    };
    stratum.splice(larger < 0 ? stratum.length : larger, 0, { key, row: chosen });
    if (stratum.length > SIZE) stratum.pop();
  }
  const queues = [...strata].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rows]) => rows);
  const chosen: SpotCheckRow[] = [];
  for (let turn = 0; chosen.length < SIZE && queues.some((queue) => turn < queue.length); turn++) {
    for (const queue of queues) {
      const next = queue[turn];
      if (next !== undefined && chosen.length < SIZE) chosen.push(next.row);
    }
  }
  return chosen;
}
