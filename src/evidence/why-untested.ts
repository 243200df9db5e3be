/** Says in words why a changed row could not be tested, and what would help. */
import type { UntestedReason } from "../model/coverage.ts";
import type { FileComparison, RowChange } from "../model/dataset.ts";
import type { Json } from "../model/json.ts";
import { pathPattern } from "../model/labels/path-labels.ts";
import { thousands } from "../model/thousands.ts";
import { ENOUGH_REFERENCE } from "./group-draft.ts";
import type { GroupRow, LabelGroup } from "./label-group.ts";
import { KNOWN_LABEL } from "./labels/label-space.ts";

export interface Untestable extends UntestedReason {
  /** Whether the row's labels are rare in the base: every honest sample of a set with many labels has some such rows. */
  readonly isRareLabel?: boolean;
}

/** A changed row where it is tested. */
export interface Place {
  readonly group: LabelGroup;
  readonly row: GroupRow;
  /** Rows with a label or an answer that the pull request brings to the group. */
  readonly arrivals: number;
}

/**
 * Why a changed row could not be tested for all that there is to test, or null where it could: the most telling reason
 * first. Names the file, never the row's own words.
 */
export function whyUntested(file: FileComparison, { kind }: RowChange, place: Place): Untestable | null {
  const { path, columns } = file;
  const { group, row } = place;
  if (columns.text.length === 0) return withoutText(file);
  if (row.text.trim() === "") return said(`rows without text in ${path}`, "give them a text, or remove them");
  if (group.kind === "none") return withoutOutcomes(file);
  if (group.kind === "response") return withoutAnswer(file, kind, place);
  if (row.labels.length === 0) return said(`rows without a label that is known in ${path}`, LABEL_THEM);
  if (group.model === null) return withoutModel(path, group);
  if (group.fittedOn === "reference" && row.labels.every((label) => isUnknown(group, label)))
    return {
      ...said(
        `labels in ${path} that the base hardly has`,
        `${KNOWN_LABEL} base rows with a label are what a test needs: read these rows yourself`,
      ),
      isRareLabel: true,
    };
  return amongThemselves(path, place);
}

/** Why a row is not tested for what it says in a column that is as much a label as the chosen one; null where it is. */
export function otherLabel({ path, columns }: FileComparison, { after }: RowChange): Untestable | null {
  const { label, otherLabels = [] } = columns;
  const name = otherLabels.find((column) => (after?.fields[column] ?? "") !== "");
  if (label === null || name === undefined) return null;
  return {
    reason: `“${name}” of ${path} looks like a label as “${label}” does, and was not tested`,
    remedy: `say \`label:\` in the configuration: the columns that are labels, or “${label}” alone`,
    configuration: paste(path, `label: ${JSON.stringify([label, ...otherLabels])}`),
  };
}

/** Why an edit outside of the text is not tested: lists and maps that it changes, in a file of which neither label nor answer was found. */
export function unreadEdit(
  { path, columns }: FileComparison,
  { before, after }: RowChange,
): Untestable | null {
  if (columns.label !== null || columns.response !== null || columns.unlabelled) return null;
  const isUnread = ([name, cell]: [string, Json]): boolean =>
    typeof cell === "object" && JSON.stringify(cell) !== JSON.stringify(before?.fields[name] ?? null);
  const unread = Object.entries(after?.fields ?? {}).find(isUnread);
  if (unread === undefined) return null;
  return {
    reason: `“${unread[0]}” of ${path} holds lists or maps, which were not read as texts`,
    remedy: "say `text:` and `label:` in the configuration, by paths such as `data[].text`",
    configuration: paste(path, LABEL_LINE),
  };
}

/** A label that the base does not know: whatever a text says, the model has never seen it earn this label. */
export function isUnknown(group: LabelGroup, label: number): boolean {
  return group.referenceLabels[label]! < KNOWN_LABEL;
}

/** What to write of a label that was not found. */
const LABEL_LINE = "label: COLUMN # or none; where the path or another file says it: docs/configuration.md";
const LABEL_THEM = "give them a label, or remove them";

/** Labels under ids belong to texts that stand elsewhere. */
function withoutText({ path, columns: { label, id } }: FileComparison): UntestedReason {
  const reason = `no text found in ${path}`;
  if (label === null || id === null)
    return {
      reason,
      remedy: "say `text:` in the configuration, or `exclude:` the file",
      configuration: paste(path, "text: COLUMN"),
    };
  const name = path.slice(path.lastIndexOf("/") + 1);
  const from = [name, id, label].map((part) => JSON.stringify(part));
  return {
    reason,
    remedy: "say in the configuration which file has the texts of these labels, or `exclude:` this one",
    configuration: paste(
      `${path.slice(0, -name.length)}FILE-OF-THE-TEXTS`,
      `label: {file: ${from[0]}, id: ${from[1]}, column: ${from[2]}}`,
    ),
  };
}

function withoutOutcomes({ path, columns }: FileComparison): UntestedReason | null {
  if (columns.unlabelled) return null;
  const pattern = columns.label === null ? pathPattern(path) : null;
  if (pattern !== null)
    return {
      reason: `no label found in ${path}`,
      remedy: "say in the configuration that its path holds it, or `label: none`",
      configuration: paste(pattern.replace("{label}", "*"), `label: {path: ${JSON.stringify(pattern)}}`),
    };
  if (columns.label === null)
    return {
      reason: `no label found in ${path}`,
      remedy: "say `label:` or `label: none` in the configuration",
      configuration: paste(path, LABEL_LINE),
    };
  return {
    reason: `no label of ${path} is in enough rows`,
    remedy: "say which column is the label in the configuration, or `label: none`",
    configuration: paste(path, LABEL_LINE),
  };
}

function withoutAnswer(
  { path, columns }: FileComparison,
  kind: RowChange["kind"],
  place: Place,
): UntestedReason | null {
  const { group, row } = place;
  // A text that others ask about, where the rows carry no label.
  if (row.labels.length === 0 && columns.unlabelled) return null;
  if (row.labels.length === 0) return said(`rows without an answer in ${path}`, "give them an answer");
  if (kind === "removed")
    return said(`removed rows of ${path}, which has answers and no labels`, "read these rows yourself");
  return group.model === null
    ? said(`too few rows with an answer in ${path} and its base`, "read these rows yourself")
    : amongThemselves(path, place);
}

/**
 * Base rows with an answer from which on any number of new ones is tested: what prompts and answers share is sought in the
 * change, and few rows show what is common. Of 20 planted among 380 honest (decision 0025) all were found from here on.
 */
const ENOUGH_ANSWERS = 20;

/**
 * Rows that outnumber the little that the base has of their kind were compared with one another for the most part, and
 * so planted ones with planted ones: what they share is what the change is like.
 */
function amongThemselves(path: string, { group, row, arrivals }: Place): UntestedReason | null {
  const known = knownRows(group);
  const enough = group.kind === "response" ? ENOUGH_ANSWERS : ENOUGH_REFERENCE;
  if (row.kind !== "arrival" || known >= Math.min(enough, arrivals)) return null;
  const what = group.kind === "response" ? "answers" : "labels";
  const reason =
    known === 0
      ? `${what} in ${path} that are the first of their kind here, and could only be compared with one another`
      : `${what} in ${path} that could hardly be compared but with one another: ${thousands(known)} base rows have such`;
  return said(
    reason,
    arrivals < 2 * enough
      ? "read these rows yourself"
      : `merge ${enough} rows first that you have read, and the others are tested against them`,
  );
}

function withoutModel(path: string, group: LabelGroup): UntestedReason {
  if (group.space.names.length < 2)
    return {
      reason: `all rows of ${path} have one and the same label`,
      remedy: "say which column is the label in the configuration, or `label: none`",
      configuration: paste(path, LABEL_LINE),
    };
  return said(
    `${thousands(knownRows(group))} labelled base rows are too few to test ${path} against`,
    "read these rows yourself",
  );
}

/** Base rows with a label or an answer. */
function knownRows({ referenceLabels }: LabelGroup): number {
  return referenceLabels.reduce((sum, rows) => sum + rows, 0);
}

function said(reason: string, remedy: string): UntestedReason {
  return { reason, remedy, configuration: null };
}

/** The lines of the configuration that say something of one file. JSON strings are YAML strings. */
function paste(path: string, line: string): string {
  return `columns:\n  - files: ${JSON.stringify(path)}\n    ${line}`;
}
