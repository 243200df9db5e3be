/** Which column of the head holds what a column of the base held, told by equal values. */
import type { Columns } from "../../../model/dataset.ts";
import { get, type Json } from "../../../model/json.ts";
import { isConversation, side, turnsOf } from "../../columns/conversations.ts";
import { labelNames, normalName } from "../../formats/column-names.ts";
import type { Fields } from "../../formats/reader.ts";
import { type Affixes, affixesOf, coreOf, isBare, noAffixes } from "./affixes.ts";
import { AGREE, oneToOne } from "./renamed-labels.ts";

/** Two rows, one of each version, with the same text. */
export type RowPair = readonly [before: Fields, after: Fields];

/** A base column whose values stand in a column of the head now. */
export interface ColumnMove {
  /** In the head. */
  readonly from: string;
  /** In the base. */
  readonly to: string;
  /** Which side of a conversation holds them; absent where it is the cell. */
  readonly part?: "asked" | "answered";
  /** The value as the base would have it; absent where it is the same. */
  readonly read?: (value: Json) => Json;
}

interface Source {
  readonly column: string;
  readonly part: ColumnMove["part"];
}

const same = (value: Json): Json => value;

type Move = ColumnMove & { readonly source: Source };

/** Texts that both versions must have in common. */
const LEAST_TEXTS = 5;
const ENOUGH_TEXTS = 20;
/** Rows of one text by which other columns are compared. */
const LEAST_PAIRS = 5;

type Pairing = (base: readonly Fields[], head: readonly Fields[], columns: Columns) => readonly RowPair[];

/** Empty where the texts are not found again, so that no row can be compared with any. */
export function columnMoves(
  base: readonly Fields[],
  head: readonly Fields[],
  columns: Columns,
  gone: readonly string[],
  fresh: readonly string[],
  pairing: Pairing,
): ColumnMove[] {
  const free = new Set(fresh.flatMap((column) => sourcesIn(column, head)));
  const texts = columns.text.filter((name) => gone.includes(name));
  const moves: ColumnMove[] = [];
  const take = (move: Move | null): boolean => {
    if (move === null) return false;
    const { source, ...taken } = move;
    moves.push(taken);
    for (const other of free)
      if (other.column === source.column && !areHalves(source, other)) free.delete(other);
    return true;
  };
  for (const to of texts) if (!take(agreeingMove(base, head, to, free, shareTexts))) return [];

  const named = head.map((fields) => {
    const entries = moves.map(({ from, to, read = same }) => [to, read(get(fields, from) ?? null)] as const);
    return { ...fields, ...Object.fromEntries(entries) };
  });
  const pairs = pairing(base, named, columns);
  if (pairs.length < LEAST_PAIRS) return texts.length > 0 && gone.length === texts.length ? moves : [];
  const [before, after] = [pairs.map(([row]) => row), pairs.map(([, row]) => row)];
  const roles = [columns.label, columns.response].filter((name) => name !== null);
  const rest = new Set([...roles.filter((name) => gone.includes(name)), ...gone]);
  for (const to of rest) {
    if (texts.includes(to)) continue;
    const move = (agree: typeof shareTexts): Move | null =>
      agreeingMove(before, after, to, labelsFirst(free), agree);
    take(move(agreeInRows) ?? (to === columns.label ? move(agreeOneToOne) : null));
  }
  return moves;
}

/** The two sides of a conversation. */
function areHalves(one: Source, other: Source): boolean {
  return one.part !== undefined && other.part !== undefined && one.part !== other.part;
}

/** A column, and where it holds conversations each side of them. */
function sourcesIn(column: string, rows: readonly Fields[]): Source[] {
  const values = rows.map((fields) => get(fields, column)).filter((value) => value !== undefined);
  const chats = values.filter(isConversation).length;
  const sides = chats > values.length / 2 ? (["asked", "answered"] as const) : [];
  return [undefined, ...sides].map((part) => ({ column, part }));
}

/** What a source says in a record, in words to compare. */
function wordsIn(fields: Fields, { column, part }: Source): string {
  return wordsOf(get(fields, column) ?? null, part);
}

function wordsOf(value: Json, part: ColumnMove["part"]): string {
  const turns = typeof value === "object" || part !== undefined ? turnsOf(value) : null;
  if (part !== undefined) return turns === null ? "" : side(turns, part === "answered");
  if (turns !== null) return JSON.stringify(turns);
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Values found again, as they are, or once what all values begin and end with is set aside on one side or both. */
export function fit(
  before: readonly string[],
  after: readonly string[],
  agree: (before: readonly string[], after: readonly string[]) => boolean,
): { readonly before: Affixes; readonly after: Affixes } | null {
  const [old, now] = [affixesOf(before), affixesOf(after)];
  for (const one of isBare(old) ? [old] : [noAffixes, old]) {
    for (const other of isBare(now) ? [now] : [noAffixes, now]) {
      const agreed = agree(
        before.map((value) => coreOf(value, one) ?? value),
        after.map((value) => coreOf(value, other) ?? value),
      );
      if (agreed) return { before: one, after: other };
    }
  }
  return null;
}

function moveFrom(
  source: Source,
  to: string,
  { before, after }: { readonly before: Affixes; readonly after: Affixes },
): Move {
  const { column: from, part } = source;
  if (part === undefined && isBare(before) && isBare(after)) return { from, to, source };
  const read = (value: Json): Json => {
    const words = part === undefined ? value : turnsOf(value) && wordsOf(value, part);
    const core = typeof words === "string" ? coreOf(words, after) : null;
    return core === null ? words : before.start + core + before.end;
  };
  return { from, to, ...(part && { part }), read, source };
}

/** The first source whose values agree with the column's. */
function agreeingMove(
  base: readonly Fields[],
  head: readonly Fields[],
  to: string,
  sources: Iterable<Source>,
  agree: typeof shareTexts,
): Move | null {
  const before = base.map((fields) => wordsIn(fields, { column: to, part: undefined }));
  for (const source of sources) {
    const after = head.map((fields) => wordsIn(fields, source));
    const found = fit(before, after, agree);
    if (found) return moveFrom(source, to, found);
  }
  return null;
}

/** Whether both hold enough equal texts, in whatever rows. */
export function shareTexts(before: readonly string[], after: readonly string[]): boolean {
  const texts = new Set(before.filter((text) => text !== ""));
  const shared = new Set(after.filter((text) => texts.has(text))).size;
  return shared >= Math.max(LEAST_TEXTS, Math.min(ENOUGH_TEXTS, texts.size / 2));
}

/** Whether nearly all values are those of the other list at the same place. */
export function agreeInRows(one: readonly string[], other: readonly string[]): boolean {
  const equal = one.filter((value, i) => value.trim() !== "" && value === other[i]).length;
  return equal >= AGREE * one.length;
}

/** Whether nearly all values are those of the other list in other words: one to one. */
function agreeOneToOne(one: readonly string[], other: readonly string[]): boolean {
  const names = oneToOne(one.map((value, i) => [value, other[i]!] as const));
  const agreeing = one.filter((value, i) => names.get(other[i]!) === value).length;
  return names.size >= 2 && agreeing >= AGREE * one.length;
}

/** Columns that are called as labels are come first. */
function labelsFirst(sources: Iterable<Source>): Source[] {
  const rank = ({ column }: Source): number => {
    const at = labelNames.indexOf(normalName(column));
    return at === -1 ? labelNames.length : at;
  };
  return [...sources].sort((a, b) => rank(a) - rank(b));
}
