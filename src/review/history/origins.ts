/** Which change brought a row: the newest one after which the branch has its content and before which it had not. */
import { addTo } from "../../collections/group-by.ts";
import { columnChooser } from "../../config/columns.ts";
import type { Config } from "../../config/schema.ts";
import type { DatasetInput } from "../../model/dataset.ts";
import type { HistoryChange } from "../../model/history.ts";
import type { EarlierRow } from "../../model/memory.ts";
import type { ReviewResult } from "../../model/result.ts";
import { rowContent } from "../../model/row-content.ts";
import { compareDataset } from "../../rows/diff/compare.ts";
import type { History } from "./history.ts";

/** The same result, with the change that brought each earlier row. The history is walked no further than it has to be. */
export async function withOrigins(
  result: ReviewResult,
  changes: readonly HistoryChange[],
  history: History,
  config: Config,
): Promise<ReviewResult> {
  const open = rowsToPlace(result);
  const placed = new Map<string, number>();
  for (let at = changes.length - 1; at >= 0 && open.size > 0; at--) {
    for (const content of await broughtBy(changes[at]!, history, config)) {
      const place = open.get(content)?.pop();
      if (place !== undefined) placed.set(place, at);
      if (open.get(content)?.length === 0) open.delete(content);
    }
  }
  const findings = result.findings.map((finding) => {
    if (finding.earlier === undefined) return finding;
    const rows = finding.earlier.rows.map((row) => ({ ...row, change: placed.get(placeOf(row)) ?? null }));
    return { ...finding, earlier: { ...finding.earlier, rows } };
  });
  return { ...result, findings };
}

/** Places by what stands there: equal rows are as many places, of which each change takes its own. */
function rowsToPlace({ findings }: ReviewResult): Map<string, string[]> {
  const places = new Map<string, string>();
  for (const row of findings.flatMap(({ earlier }) => earlier?.rows ?? []))
    if (row.content !== undefined) places.set(placeOf(row), `${row.side} ${row.content}`);
  const open = new Map<string, string[]>();
  for (const [place, content] of places) addTo(open, content, place);
  return open;
}

const placeOf = ({ path, line, side }: EarlierRow): string => JSON.stringify([side, path, line]);

/** The rows that a change brought (`head`) and took out (`base`). */
async function broughtBy(
  { parent, commit }: HistoryChange,
  history: History,
  config: Config,
): Promise<string[]> {
  const { changes } = await contentChanges(await history.compare(parent!, commit, true), config);
  return changes.flatMap(([old, now]) => [
    ...(now === null ? [] : [`head ${now}`]),
    ...(old === null ? [] : [`base ${old}`]),
  ]);
}

/** The rows in which two versions differ, as their contents before and after; in `whole` whether all could be read. */
export async function contentChanges(
  input: DatasetInput,
  config: Config,
): Promise<{
  readonly changes: readonly (readonly [string | null, string | null])[];
  readonly whole: boolean;
}> {
  const options = { columnsFor: columnChooser(config), limits: config.limits };
  const { files, notAnalysed } = await compareDataset(input, options);
  const changes = files
    .flatMap((file) => file.changes)
    .map(({ before, after }) => [before && rowContent(before), after && rowContent(after)] as const)
    .filter(([old, now]) => old !== now);
  return { changes, whole: notAnalysed.length === 0 };
}
