/** Finds columns that come, go or change their type. */
import { groupBy } from "../../collections/group-by.ts";
import { KNOWN_LABEL } from "../../evidence/labels/label-space.ts";
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

interface ColumnChange {
  readonly path: string;
  readonly title: string;
  readonly verb: string;
  readonly columns: readonly string[];
}

/** Columns that appear, vanish or change their type. Only files with rows on both sides have a before. */
export function columnObservations(files: readonly FileComparison[]): Observation[] {
  const compared = files.filter((file) => file.rows.base > 0 && file.rows.head > 0);
  const changes = compared.flatMap((file) => comeAndGo(file));
  // The same column added to forty files is one piece of news.
  const same = groupBy(changes, ({ title, columns }) => JSON.stringify([title, columns]));
  return [
    ...compared.flatMap((file) => lostRole(file)),
    ...Array.from(same.values(), observe),
    ...compared.flatMap((file) => changedTypes(file)),
  ];
}

function comeAndGo({ path, columnProfiles: { base, head } }: FileComparison): ColumnChange[] {
  const before = new Map(base.map((profile) => [profile.name, profile]));
  const after = new Map(head.map((profile) => [profile.name, profile]));
  const columnsOf = (profiles: readonly ColumnProfile[], others: ReadonlyMap<string, ColumnProfile>) =>
    profiles.flatMap((profile) =>
      filled(profile) > 0 && filled(others.get(profile.name)) === 0 ? [profile.name] : [],
    );
  return [
    { path, title: "Columns vanish", verb: "no longer", columns: columnsOf(base, after) },
    { path, title: "New columns", verb: "newly", columns: columnsOf(head, before) },
  ].filter(({ columns }) => columns.length > 0);
}

function observe(changes: readonly ColumnChange[]): Observation {
  const { path, title, verb, columns } = changes[0]!;
  const others = changes.length - 1;
  const files =
    others === 0 ? `${path} ${verb} has` : `${path} and ${count(others, "other file")} ${verb} have`;
  return {
    signal: "schema-drift",
    grade: "informative",
    title,
    message: `${files} ${columns.length === 1 ? "the column" : "the columns"} ${listed(columns)}.`,
    evidence: { paths: changes.slice(0, 50).map((change) => change.path), columns: columns.slice(0, 50) },
    rows: [],
  };
}

/**
 * A file whose rows all lose their label, or all their text, can no longer be reviewed for what matters: that is
 * decisive, since otherwise renaming a column would be the way around the review. A renamed column is found again
 * by its name or values and then keeps its role. Of fewer labels than a test needs nothing was reviewed before either.
 */
function lostRole(file: FileComparison): Observation[] {
  const sides = [...file.labels.values()];
  const labelsBefore = sides.reduce((sum, side) => sum + side.base, 0);
  if (labelsBefore < KNOWN_LABEL || sides.some((side) => side.head > 0)) return [];
  return [
    {
      signal: "schema-drift",
      grade: "decisive",
      title: "All labels vanish",
      message: `${file.path} had ${count(labelsBefore, "label")} and has none after this pull request, so its ${count(file.rows.head, "row")} cannot be reviewed for their labels. If the column was renamed, name it under \`columns\` in the configuration.`,
      evidence: { path: file.path, labelsBefore, labelsAfter: 0 },
      rows: [],
    },
  ];
}

/** Mentioned where a type that no row of the base had comes in. Numbers in CSV are strings there and stay so. */
function changedTypes(file: FileComparison): Observation[] {
  const head = new Map(file.columnProfiles.head.map((profile) => [profile.name, profile]));
  return file.columnProfiles.base.flatMap((before) => {
    const after = head.get(before.name);
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
  });
}
