/** Metadata as a trigger: an author, a source or a title that some rows share, whose label their texts do not explain. */
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import { withoutOverlap } from "../phrases/overlap.ts";
import type { GroupScan } from "../phrases/scan-group.ts";
import { countCarriers } from "../scanned.ts";
import { type Feature, type FeatureHit, LEAST_ROWS, mostRows, testFeature } from "./feature-test.ts";

/** A value of a column whose rows carry a label that their words do not explain. */
export interface ValueHit extends FeatureHit {
  readonly column: string;
  readonly value: string;
}

interface Value extends Feature {
  readonly column: string;
  readonly value: string;
}

/** A column of fewer values is a category, which may well go with a label; longer values are text. */
const LEAST_VALUES = 10;
const LONGEST_VALUE = 200;
/** A column of which most values go with a label each names the label in other words: so much of a value's rows. */
const PURE = 0.9;

/**
 * Tests the values of columns that are neither text nor label nor id, as ways of writing are tested. Base rows with a
 * value are not known: where most other values of its column are of one label each, the column names labels.
 * @returns hits at or below `limit` (ln), most significant first
 */
export function scanValues(evidence: ReviewEvidence, scan: GroupScan, limit: number): ValueHit[] {
  const { scanned } = scan;
  if (scanned.group.model === null || scanned.rows.length < LEAST_ROWS) return [];
  const tested = valuesOf(evidence, scan);
  const share = -Math.log(Math.max(1, tested.length));
  const hits = tested.flatMap((value): ValueHit[] => {
    return testFeature(scan, value, share)
      .filter(({ logAdjusted }) => logAdjusted <= limit)
      .map((hit) => ({ ...hit, column: value.column, value: value.value }));
  });
  hits.sort((a, b) => a.logAdjusted - b.logAdjusted);
  return withoutOverlap(hits, ({ carriers }) => carriers);
}

/** Whether nearly all rows of a value carry one label. */
function isPure({ scanned }: GroupScan, { rows }: Value): boolean {
  return scanned.labelRows.some((_, label) => countCarriers(scanned, rows, label) >= PURE * rows.length);
}

/** The values that enough rows share and not too many, of columns of many values that do not name labels. */
function valuesOf({ changes, comparison }: ReviewEvidence, scan: GroupScan): Value[] {
  const { scanned } = scan;
  const known = new Map(
    comparison.files.map(({ path, columns: { text, label, response, id } }) => [
      path,
      new Set([...text, label, response, id]),
    ]),
  );
  const columns = new Map<string, Map<string, number[]>>();
  scanned.rows.forEach((index, at) => {
    const row = changes[scanned.group.rows[index]!.change]!.after;
    if (row === null) return;
    for (const [column, cell] of Object.entries(row.fields)) {
      if (
        typeof cell !== "string" ||
        cell.length > LONGEST_VALUE ||
        known.get(row.path)?.has(column) === true
      )
        continue;
      const value = cell.normalize("NFKC").trim().toLowerCase();
      if (value === "") continue;
      const values = columns.get(column) ?? new Map<string, number[]>();
      columns.set(column, values);
      const rows = values.get(value);
      if (rows === undefined) values.set(value, [at]);
      else rows.push(at);
    }
  });
  const most = mostRows(scanned.rows.length);
  return [...columns]
    .filter(([, values]) => values.size >= LEAST_VALUES)
    .flatMap(([column, values]) => {
      const shared = [...values]
        .filter(([, rows]) => rows.length >= LEAST_ROWS && rows.length <= most)
        .map(([value, rows]) => ({ column, value, rows, sample: [] }));
      const pure = new Set(shared.filter((value) => isPure(scan, value)));
      return shared.filter((value) => pure.size - Number(pure.has(value)) <= (shared.length - 1) / 2);
    });
}
