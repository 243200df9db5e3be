/** Says which changed rows were not tested, and why: what was not tested is no pass. */
import * as z from "zod";
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import { bringsContent } from "../../model/brings.ts";
import type { NotReviewed } from "../../model/coverage.ts";
import type { FileComparison, Row, RowChange } from "../../model/dataset.ts";
import type { Observation } from "../../model/finding.ts";
import { logBinomialUpperTail } from "../../stats/log-space.ts";
import { falseAlarms } from "../shared/false-alarms.ts";
import { observedRow } from "../shared/rows.ts";
import { count, log10, percent } from "../shared/words.ts";
import type { Signal } from "../signal.ts";

const options = z.object({ falseAlarms: falseAlarms("block", 0.0005, 0.1) });
type Options = z.output<typeof options>;

/** Of fewer rows no model learns a trigger; they are counted as not tested, and no more. */
const LEAST_ROWS = 5;
const LISTED = 500;
/** Share of base rows without the text or label from which its lack is ordinary: such rows come in batches, and prove nothing. */
const ORDINARY = 0.05;

/** Rows and files that cannot be tested where those of the base could: whoever brings them in chooses how they are reviewed. */
export const untestedRows: Signal<Options> = {
  id: "untested-rows",
  title: "Rows that evade the tests",
  description:
    "Changed rows without the text or the label that the base's rows have, and data files that go on under a name or in a format that is not read.",
  options,
  measure({ comparison }: ReviewEvidence, { falseAlarms }) {
    const limit = Math.log(falseAlarms / Math.max(1, comparison.files.length * ROLES.length));
    return {
      measured: true,
      observations: [
        ...comparison.files.flatMap((file) => ROLES.flatMap((role) => lacking(file, role, limit))),
        ...comparison.notReviewed
          .filter(({ replaces }) => heldTexts(comparison.files, replaces))
          .flatMap(goesOnUnread),
      ],
    };
  },
};

/** One of the two things that a row needs to be tested. */
interface Role {
  readonly name: "text" | "label";
  readonly columns: (file: FileComparison) => readonly string[];
  readonly isMissing: (change: RowChange) => boolean;
}

const ROLES: readonly Role[] = [
  {
    name: "text",
    columns: ({ columns }) => columns.text,
    // An empty row teaches nothing; one that says something elsewhere does.
    isMissing: (change) => change.after?.text.trim() === "" && saysMore(change.after.fields),
  },
  {
    name: "label",
    // Without a text the base's rows could be tested no more than these.
    columns: ({ columns }) => (columns.label === null || columns.text.length === 0 ? [] : [columns.label]),
    isMissing: ({ after }) =>
      after?.labels.length === 0 && (after.text.trim() !== "" || saysMore(after.fields)),
  },
];

/** Whether a row holds prose in any column. */
function saysMore(fields: Row["fields"]): boolean {
  return Object.values(fields).some((value) => typeof value === "string" && /\S\s+\S+\s+\S/.test(value));
}

/** Rows that lack a role far more often than the file's own rows did. */
function lacking(file: FileComparison, role: Role, limit: number): Observation[] {
  const base = file.rows.base;
  const had = filledRows(file, role.columns(file));
  if (base === 0 || had === 0) return [];
  const brought = file.changes.filter(bringsContent);
  const rows = brought.filter(role.isMissing);
  if (rows.length < LEAST_ROWS) return [];
  const rate = (base - had + 0.5) / (base + 1);
  if (rate > ORDINARY) return [];
  const logP = logBinomialUpperTail(brought.length, rate, rows.length);
  if (logP > limit) return [];
  return [
    {
      signal: "untested-rows",
      grade: "decisive",
      title: `${count(rows.length, "row has", "rows have")} no ${role.name} where the base's have one`,
      message: `In ${file.path}, ${count(rows.length, "row")} of ${count(brought.length, "row")} that come in have no ${role.name}, so that nothing tests them; ${percent(had / base)} of the base's rows have one. Give them theirs, under the names that the base uses, or remove them.`,
      evidence: {
        path: file.path,
        rows: rows.length,
        rowsBrought: brought.length,
        baseRows: base - had,
        baseTotal: base,
        log10P: log10(logP),
      },
      rows: rows.slice(0, LISTED).map((change) => observedRow(change, 0.9)),
    },
  ];
}

/** Base rows in which the fullest of the columns holds something. */
function filledRows(file: FileComparison, columns: readonly string[]): number {
  const names = new Set(columns);
  const filled = file.columnProfiles.base
    .filter(({ name }) => names.has(name))
    .map(({ types }) =>
      Object.entries(types).reduce((sum, [type, rows]) => sum + (HOLDS_NOTHING.has(type) ? 0 : rows), 0),
    );
  return Math.min(file.rows.base, Math.max(0, ...filled));
}

const HOLDS_NOTHING: ReadonlySet<string> = new Set(["empty", "missing", "null"]);

/** Whether a file's rows were reviewed: settings, and tables without a text, leave nothing behind that goes on untested. */
function heldTexts(files: readonly FileComparison[], path: string | null): boolean {
  return files.some(
    ({ path: now, previousPath, rows, columns }) =>
      (now === path || previousPath === path) && rows.base > 0 && columns.text.length > 0,
  );
}

/** A reviewed file whose rows go on where nobody reads them. */
function goesOnUnread({ path, replaces, remedy }: NotReviewed): Observation[] {
  if (replaces === null) return [];
  return [
    {
      signal: "untested-rows",
      grade: "decisive",
      title: "A data file goes on unread",
      message: `${replaces} was reviewed, and goes on as ${path}, which is not read. Its rows cannot be tested: ${remedy}.`,
      evidence: { path, replaces },
      rows: [],
    },
  ];
}
