import type { ColumnProfile, FileComparison } from "../../model/dataset.ts";
import type { Observation } from "../../model/finding.ts";
import { count, listed, number, quoted } from "./words.ts";

const HOLDS_NOTHING: ReadonlySet<string> = new Set(["empty", "missing", "null"]);

/** Rows in which a column holds something. */
function filled(profile: ColumnProfile | undefined): number {
  if (profile === undefined) return 0;
  return Object.entries(profile.types).reduce(
    (sum, [type, rows]) => sum + (HOLDS_NOTHING.has(type) ? 0 : rows),
    0,
  );
}

/** Columns of a file that appear, vanish or change their type. Only files with rows on both sides have a before. */
export function columnObservations(file: FileComparison): Observation[] {
  if (file.rows.base === 0 || file.rows.head === 0) return [];
  const { base, head } = file.columnProfiles;
  const before = new Map(base.map((profile) => [profile.name, profile]));
  const after = new Map(head.map((profile) => [profile.name, profile]));
  const vanished = base.filter((profile) => filled(profile) > 0 && filled(after.get(profile.name)) === 0);
  const appeared = head.filter((profile) => filled(profile) > 0 && filled(before.get(profile.name)) === 0);
  return [
    ...lostRole(file),
    ...change(file, "Columns vanish", "no longer has", vanished),
    ...change(file, "New columns", "newly has", appeared),
    ...base.flatMap((profile) => changedType(file, profile, after.get(profile.name))),
  ];
}

/**
 * A file whose rows all lose their label, or all their text, can no longer be reviewed for what matters: that is
 * decisive, since otherwise renaming a column would be the way around the review. A renamed column is found again
 * by its name or values and then keeps its role.
 */
function lostRole(file: FileComparison): Observation[] {
  const sides = [...file.labels.values()];
  const labelsBefore = sides.reduce((sum, side) => sum + side.base, 0);
  const labelsAfter = sides.reduce((sum, side) => sum + side.head, 0);
  const lost: Observation[] = [];
  if (labelsBefore > 0 && labelsAfter === 0) {
    lost.push({
      signal: "schema-drift",
      grade: "decisive",
      title: "All labels vanish",
      message: `${file.path} had ${count(labelsBefore, "label")} and has none after this pull request, so its ${count(file.rows.head, "row")} cannot be reviewed for their labels. If the column was renamed, name it under \`columns\` in the configuration.`,
      evidence: { path: file.path, labelsBefore, labelsAfter },
      rows: [],
    });
  }
  return lost;
}

function change(
  file: FileComparison,
  title: string,
  verb: string,
  profiles: readonly ColumnProfile[],
): Observation[] {
  if (profiles.length === 0) return [];
  const names = profiles.map((profile) => profile.name);
  return [
    {
      signal: "schema-drift",
      grade: "informative",
      title,
      message: `${file.path} ${verb} ${names.length === 1 ? "the column" : "the columns"} ${listed(names)}.`,
      evidence: { path: file.path, columns: names.slice(0, 50) },
      rows: [],
    },
  ];
}

/** Mentioned where a type that no row of the base had comes in. Numbers in CSV are strings there and stay so. */
function changedType(
  file: FileComparison,
  before: ColumnProfile,
  after: ColumnProfile | undefined,
): Observation[] {
  if (after === undefined || filled(before) === 0) return [];
  const fresh = Object.entries(after.types).filter(
    ([type, rows]) => rows > 0 && !HOLDS_NOTHING.has(type) && (before.types[type] ?? 0) === 0,
  );
  return fresh.map(([type, rows]) => ({
    signal: "schema-drift",
    grade: "informative" as const,
    title: "A column changes its type",
    message: `In ${file.path}, ${quoted(before.name)} holds a ${type} in ${count(rows, "row")}; none of ${number(filled(before))} did before.`,
    evidence: { path: file.path, column: before.name, type, rows },
    rows: [],
  }));
}
