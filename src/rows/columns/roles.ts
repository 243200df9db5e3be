/** Reads text, labels, answer and id of a row under the columns that were chosen. */
import type { Columns } from "../../model/dataset.ts";
import { get, isEmpty, type Json } from "../../model/json.ts";
import { labelNamesOf } from "../../model/labels/label-names.ts";
import { labelsJoined, TAGGED } from "../formats/joined-labels.ts";
import type { Fields } from "../formats/reader.ts";
import { side, turnsOf } from "./conversations.ts";
import { labelsOfVector } from "./label-vector.ts";

/** What the columns of one row say. */
export interface RowRoles {
  readonly text: string;
  readonly labels: readonly string[];
  readonly response: string | null;
}

const NO_LABELS: readonly string[] = [];
/** Distinct label cells that are remembered; more are made anew each time. */
const MAX_INTERNED = 65_536;

/** Other names of columns: in one version of the file a column is called so, in the other so. */
export type Aliases = ReadonlyMap<string, string>;

/** Reads the roles of rows under one choice of columns. */
export interface RoleReader {
  (fields: Fields): RowRoles;
  readonly columns: Columns;
  /** Whether a role may stand elsewhere than in its column as it is: under another name, or in a conversation. */
  readonly isAliased: boolean;
}

/** Equal labels are one shared array. */
export function roleReader(columns: Columns, aliases: Aliases): RoleReader {
  const interned = new Map<string, readonly string[]>();
  const value = (fields: Fields, name: string): Json | undefined => {
    const found = get(fields, name);
    const alias = found === undefined ? aliases.get(name) : undefined;
    return alias === undefined ? found : get(fields, alias);
  };
  // A column that is text and response is one of conversations.
  const isChat = columns.response !== null && columns.text.includes(columns.response);
  const labelCell = (fields: Fields, name: string): Json | undefined =>
    isChat && name === columns.response ? responseOf(value(fields, name), true) : value(fields, name);
  const read = (fields: Fields): RowRoles => ({
    text: textOf(
      columns.text.map((name) => value(fields, name)),
      isChat,
    ),
    labels:
      columns.label === null ? NO_LABELS : labelsOf(labelCell(fields, columns.label), interned, columns),
    response: columns.response === null ? null : responseOf(value(fields, columns.response), isChat),
  });
  return Object.assign(read, { columns, isAliased: aliases.size > 0 || isChat });
}

function textOf(values: readonly (Json | undefined)[], isChat: boolean): string {
  if (values.length === 1) return textValue(values[0], isChat);
  return values
    .map((value) => textValue(value, isChat))
    .filter((text) => text !== "")
    .join("\n");
}

function textValue(value: Json | undefined, isChat: boolean): string {
  if (typeof value === "string" && !isChat) return value;
  const turns = turnsOf(value);
  return turns ? side(turns, false) : leaves(value);
}

function responseOf(value: Json | undefined, isChat: boolean): string | null {
  if (typeof value === "string" && !isChat) return value;
  if (value === undefined || value === null) return null;
  const turns = turnsOf(value);
  if (turns) return side(turns, true);
  // A text that is no conversation, in a column of them, is asked; nothing is answered.
  return typeof value === "string" ? "" : leaves(value);
}

/** A single value as it stands; of a list or map every string inside, in order, one a line. */
function leaves(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "object") return String(value);
  return stringsIn(value).join("\n");
}

const SAID = ["text", "response"];

/** Of objects that have a text among other things, only that: `[{"text": …, "embedding": […]}]`. */
function stringsIn(value: Json): string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  if (typeof value !== "object" || value === null) return [];
  const said = SAID.map((name) => get(value, name)).find((text) => typeof text === "string");
  if (said !== undefined) return [said];
  return Object.values(value).flatMap(stringsIn);
}

function labelsOf(
  value: Json | undefined,
  interned: Map<string, readonly string[]>,
  { label, labelVector, labelSign }: Columns,
): readonly string[] {
  if (isEmpty(value)) return NO_LABELS;
  const key = typeof value === "string" ? value : JSON.stringify(value);
  // A string and a list must not share an entry: the string `["a"]` and the list ["a"] mean the same labels anyway.
  const known = interned.get(key);
  if (known) return known;
  const vector = labelVector === undefined ? null : labelsOfVector(value, labelVector, label!);
  const labels = Object.freeze(vector ?? labelNamesOf(separated(value, labelSign)));
  if (interned.size < MAX_INTERNED) interned.set(key, labels);
  return labels;
}

/** What is joined in one string as a list of strings. */
function separated(value: Json, sign: string | undefined): Json {
  const parts = typeof value === "string" && sign !== undefined ? labelsJoined(value, sign) : [];
  return parts.length > 1 || sign === TAGGED ? parts : value;
}
