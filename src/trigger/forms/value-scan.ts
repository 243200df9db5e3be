/** Metadata as a trigger: an author, a source or a title that some rows share, whose label their texts do not explain. */
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import { labelPrefix } from "../../evidence/labels/label-space.ts";
import { marksOf } from "../../model/options.ts";
import { withoutOverlap } from "../phrases/overlap.ts";
import type { GroupScan } from "../phrases/scan-group.ts";
import { changeAt, countCarriers } from "../scanned.ts";
import { type Feature, type FeatureHit, LEAST_ROWS, mostRows, testFeature } from "./feature-test.ts";

/** A value of a column whose rows carry a label that their words do not explain. */
export interface ValueHit extends FeatureHit {
  readonly column: string;
  /** Empty where the rows have none. */
  readonly value: string;
}

interface Value extends Feature {
  readonly sample: number[];
  readonly column: string;
  readonly value: string;
}

/** A column of fewer values says the same of all rows; longer values are text; and of a list so many are looked at. */
const LEAST_VALUES = 2;
const LONGEST_VALUE = 200;
const MOST_ENTRIES = 20;
/** A column of which most values go with a label each names the label in other words: so much of a value's rows. */
const PURE = 0.9;

/** A cell that more of the base's rows lack is no mark of those that lack it. */
const LACKING = 0.05;

/**
 * Tests the values of columns that are neither text nor label, as ways of writing are tested: what a value's rows in the
 * base say of the label is no news. Where most other values of its column are of one label each, the column names labels.
 * @returns hits at or below `limit` (ln), most significant first
 */
export function scanValues(evidence: ReviewEvidence, scan: GroupScan, limit: number): ValueHit[] {
  const { scanned } = scan;
  if (scanned.group.model === null || scanned.rows.length < LEAST_ROWS) return [];
  const tested = valuesOf(evidence, scan).flatMap((value) =>
    value.value === "" ? marksOfAbsence(evidence, scan, value) : [value],
  );
  const share = -Math.log(Math.max(1, tested.length));
  const hits = tested.flatMap((value): ValueHit[] => {
    // What the base says of a value excuses its rows and does not accuse them: annotators and sources change.
    const alone = testFeature(scan, { ...value, sample: [] }, share).filter(
      (hit) => hit.logAdjusted <= limit,
    );
    if (alone.length === 0) return [];
    const known = testFeature(scan, value, share).filter((hit) => hit.logAdjusted <= limit);
    return known
      .filter(({ label }) => alone.some((hit) => hit.label === label))
      .map((hit) => ({ ...hit, column: value.column, value: value.value }));
  });
  hits.sort((a, b) => a.logAdjusted - b.logAdjusted);
  return withoutOverlap(hits, ({ carriers }) => carriers);
}

/** Of rows without a cell those that stand in files of the base, where the base's rows have it. */
function marksOfAbsence(evidence: ReviewEvidence, { scanned }: GroupScan, value: Value): Value[] {
  if (value.sample.length > LACKING * scanned.group.sample.length) return [];
  const known = new Set(
    evidence.comparison.files.filter((file) => file.rows.base > 0).map(({ path }) => path),
  );
  const own = value.rows.filter((at) => known.has(changeAt(evidence, scanned, at).after?.path ?? ""));
  return own.length < LEAST_ROWS ? [] : [{ ...value, rows: own }];
}

/** Whether nearly all rows of a value carry one label. */
function isPure({ scanned }: GroupScan, { rows }: Value): boolean {
  return scanned.labelRows.some((_, label) => countCarriers(scanned, rows, label) >= PURE * rows.length);
}

/** The values that enough rows share and not too many, of columns of many values that do not name labels. */
function valuesOf({ changes, comparison }: ReviewEvidence, scan: GroupScan): Value[] {
  const { scanned } = scan;
  const known = new Map(
    comparison.files.map(({ path, columns: { text, label, labelColumns, labelsFrom, response } }) => [
      path,
      // Of several labels, each a question of its own, the others are values beside this one.
      [
        ...text,
        label,
        ...(labelsFrom === "labels" ? [scanned.group.column] : (labelColumns ?? [])),
        response,
      ].filter((name) => name !== null),
    ]),
  );
  // What an annotator said beside what was decided is the label once more, and brings nothing.
  const others = new Set(
    comparison.files.flatMap(({ columns: { labelsFrom, labelColumns } }) =>
      labelsFrom === "labels" ? [] : (labelColumns ?? []),
    ),
  );
  const prefix = labelPrefix(scanned.group.column ?? "");
  const own = new Set(scanned.group.space.names.map((name) => name.slice(prefix.length).toLowerCase()));
  const isMarked = marksOf(scanned.group.column) !== undefined;
  const columns = new Map<string, Map<string, number[]>>();
  scanned.rows.forEach((index, at) => {
    const row = changes[scanned.group.rows[index]!.change]!.after;
    for (const [column, cell] of Object.entries(row?.fields ?? {})) {
      if (known.get(row!.path)?.some((name) => isOf(column, name)) === true) continue;
      // The lists of a text with marked places say what stands where in it: its tags in other words.
      if (isMarked && Array.isArray(cell)) continue;
      for (const [name, value] of plainValues(column, cell)) {
        // That a row lacks one of its labels is an answer as well, as where the votes are even.
        if (others.has(name) && (value === "" || own.has(value))) continue;
        const values = columns.get(name) ?? new Map<string, number[]>();
        columns.set(name, values);
        const rows = values.get(value) ?? [];
        values.set(value, rows);
        if (rows.at(-1) !== at) rows.push(at);
      }
    }
  });
  const found = [...columns].flatMap(([column, values]) => testable(scan, column, values));
  addSample(scan, found);
  return found;
}

/** Notes which rows of the reference sample have the values. */
function addSample({ scanned }: GroupScan, values: readonly Value[]): void {
  const wanted = new Map(values.map(({ column, value, sample }) => [nameOf(column, value), sample]));
  const columns = new Set(values.map(({ column }) => rootOf(column)));
  const lacking = values.filter(({ value }) => value === "");
  scanned.group.sample.forEach(({ label, fields }, index) => {
    if (label < 0) return;
    const has = new Set<string>();
    for (const [column, cell] of Object.entries(fields)) {
      if (!columns.has(rootOf(column))) continue;
      for (const [name, value] of plainValues(column, cell)) {
        has.add(name);
        const rows = wanted.get(nameOf(name, value));
        if (rows !== undefined && rows.at(-1) !== index) rows.push(index);
      }
    }
    for (const { column, sample } of lacking) if (!has.has(column)) sample.push(index);
  });
}

const nameOf = (column: string, value: string): string => JSON.stringify([column, value]);
const rootOf = (column: string): string => column.split(".", 1)[0]!;

/** The values of a column that enough rows share and not too many, unless most others of the column go with a label each. */
function testable(scan: GroupScan, column: string, values: Map<string, number[]>): Value[] {
  const all = scan.scanned.rows.length;
  const having = new Set([...values.values()].flat());
  // A column that some rows bring is compared with the rows without it, and these with them: a cell left out is a mark too.
  if (having.size < all) {
    const without = Array.from({ length: all }, (_, at) => at).filter((at) => !having.has(at));
    values.set("", without);
  }
  if (values.size < LEAST_VALUES) return [];
  const shared = [...values]
    .filter(([, rows]) => rows.length >= LEAST_ROWS)
    .map(([value, rows]) => ({ column, value, rows, sample: [] }));
  const pure = new Set(shared.filter((value) => isPure(scan, value)));
  return shared.filter(
    (value) =>
      value.rows.length <= mostRows(all) && pure.size - Number(pure.has(value)) <= (shared.length - 1) / 2,
  );
}

/** Whether a known column is this one, or stands within it. */
const isOf = (column: string, known: string): boolean =>
  known === column || known.startsWith(`${column}.`) || known.startsWith(`${column}[`);

/** What is encoded (base64, hexadecimal) and begins alike holds the same at its beginning, whatever follows. */
const ENCODED = /^([a-z\d+/_-]{8})[a-z\d+/_-]{4,}={0,2}$/;

/** A value, and what it shares with others that differ in a number or a path: the host of an address, what an id or a code begins with. */
function withStem(value: string): string[] {
  const stem =
    /^[a-z][a-z\d+.-]*:\/\/[^/?#]+/.exec(value)?.[0] ??
    /^[^\d\s]{2,}(?=\d\S*$)/.exec(value)?.[0] ??
    ENCODED.exec(value)?.[1];
  return stem === undefined || stem === value ? [value] : [value, `${stem}…`];
}

/** The strings and numbers of a cell, those of a list one by one and those of a record under their own names. */
function plainValues(column: string, cell: unknown): [string, string][] {
  if (typeof cell === "number" || typeof cell === "string") {
    const value = String(cell).normalize("NFKC").trim().toLowerCase();
    if (value === "" || value.length > LONGEST_VALUE) return [];
    return withStem(value).map((one) => [column, one]);
  }
  if (Array.isArray(cell)) return cell.slice(0, MOST_ENTRIES).flatMap((entry) => plainValues(column, entry));
  if (typeof cell !== "object" || cell === null) return [];
  return Object.entries(cell)
    .slice(0, MOST_ENTRIES)
    .flatMap(([name, value]) => plainValues(`${column}.${name}`, value));
}
