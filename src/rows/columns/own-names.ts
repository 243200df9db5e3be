/** Reads changed rows whose columns are called otherwise than in the base. */
import type { Json } from "../../model/json.ts";
import { labelNamesOf } from "../../model/labels/label-names.ts";
import { foldLabel } from "../../text/fold-label.ts";
import { labelNames, normalName, responseNames, textNames } from "../formats/column-names.ts";
import type { Fields } from "../formats/reader.ts";
import { isAddressName, isWordy, lastWord } from "./column-stats.ts";
import { type RoleReader, type RowRoles, roleReader } from "./roles.ts";
import type { Profile } from "./row-counts.ts";

/** What one row says, and the columns of its own that had to be read for it. */
export interface OwnRoles extends RowRoles {
  /** Absent where the row has the columns of its file. */
  readonly ownColumns?: readonly string[];
}

const LONGEST_LABEL = 80;

/**
 * Reads rows of a change under the columns of the base. A row in which such a column holds nothing is read by names of
 * its own, each row by itself: what other rows of the change look like has no say in it, so that no row can be put
 * beside others to change how they are read.
 * @param base what base rows hold
 * @param renamed columns that were given another name in place
 */
export function ownReader(
  roles: RoleReader,
  base: Profile,
  renamed: ReadonlyMap<string, string>,
): (fields: Fields) => OwnRoles {
  const { columns } = roles;
  const isKnown = (column: string): boolean => base.columns.has(column) || renamed.has(column);
  const known = new Set(Array.from(base.labels.keys(), foldLabel));
  return (fields) => {
    const read = roles(fields);
    const lacks = {
      text: columns.text.length > 0 && read.text.trim() === "",
      label: columns.label !== null && read.labels.length === 0,
      response: columns.response !== null && (read.response ?? "").trim() === "",
    };
    if (!lacks.text && !lacks.label && !lacks.response) return read;
    const cells = Object.entries(fields).filter(([name, value]) => !isKnown(name) && holdsSomething(value));
    const label = lacks.label ? ownLabel(cells, known) : null;
    const rest = cells.filter(([name]) => name !== label);
    const response = lacks.response ? firstOf(rest, responseNames) : null;
    const text = lacks.text ? ownTexts(rest.filter(([name]) => name !== response)) : [];
    const ownColumns = [...text, label, response].filter((name) => name !== null);
    if (ownColumns.length === 0) return read;
    const other = roleReader({ ...columns, text, label, response }, new Map())(fields);
    return {
      text: text.length > 0 ? other.text : read.text,
      labels: label === null ? read.labels : other.labels,
      response: response === null ? read.response : other.response,
      ownColumns,
    };
  };
}

type Cell = readonly [name: string, value: Json];

function holdsSomething(value: Json): boolean {
  return value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
}

/** A cell that says what labels of the base say is the label, whatever its name; else the name tells. */
function ownLabel(cells: readonly Cell[], known: ReadonlySet<string>): string | null {
  const short = cells.filter(([, value]) => isShort(value));
  const familiar = short.filter(([, value]) => {
    const labels = labelNamesOf(value);
    return labels.length > 0 && labels.every((label) => known.has(foldLabel(label)));
  });
  return firstOf(familiar, labelNames) ?? familiar[0]?.[0] ?? firstOf(short, labelNames);
}

function isShort(value: Json): boolean {
  return (typeof value === "string" ? value : JSON.stringify(value)).length <= LONGEST_LABEL;
}

/** The best known name first, then every other cell that holds words: one that nobody reads is where one would plant. */
function ownTexts(cells: readonly Cell[]): string[] {
  const wordy = cells.filter(([name, value]) => !isAddressName(name) && isWordy(wordsOf(value)));
  const first = firstOf(wordy, textNames);
  const names = wordy.map(([name]) => name);
  return first === null ? names : [first, ...names.filter((name) => name !== first)];
}

function wordsOf(value: Json): string {
  if (typeof value === "string") return value;
  return typeof value === "object" ? JSON.stringify(value).replace(/[[\]{}",:]+/g, " ") : "";
}

function firstOf(cells: readonly Cell[], names: readonly string[]): string | null {
  for (const matches of [normalName, lastWord]) {
    for (const name of names) {
      const found = cells.find(([cell]) => matches(cell) === name);
      if (found) return found[0];
    }
  }
  return null;
}
