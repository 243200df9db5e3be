/** Conversations whose question and answer stand in two columns now, told by equal words. */
import type { Columns } from "../../../model/dataset.ts";
import { get, type Json } from "../../../model/json.ts";
import { isConversation, side, turnsOf } from "../../columns/conversations.ts";
import type { Fields } from "../../formats/reader.ts";
import { type Affixes, coreOf } from "./affixes.ts";
import { agreeInRows, fit, shareTexts } from "./column-moves.ts";

export interface TurnsApart {
  /** The column of the base. */
  readonly turns: string;
  readonly asked: string;
  readonly answered: string;
  /** A record of the head as a conversation. */
  asBefore(fields: Fields): Fields;
}

/** Rows of one question by which the answers are compared. */
const LEAST_PAIRS = 5;

interface Found {
  readonly column: string;
  readonly before: Affixes;
  readonly after: Affixes;
}

/** @param fresh columns that only the head has */
export function turnsApart(
  base: readonly Fields[],
  head: readonly Fields[],
  { text: [turns], response }: Columns,
  fresh: readonly string[],
): TurnsApart | null {
  if (turns === undefined || response !== turns || fresh.length < 2) return null;
  const talks = base.map((fields) => get(fields, turns) ?? null).filter(isConversation);
  if (talks.length < base.length / 2 || talks.length < LEAST_PAIRS) return null;
  const says = (value: Json, assistant: boolean): string => side(turnsOf(value) ?? [], assistant);

  const questions = talks.map((talk) => says(talk, false));
  const asked = findColumn(fresh, (column) => fit(questions, wordsIn(head, column), shareTexts));
  if (!asked) return null;
  const core = (fields: Fields): string | null => coreOf(wordOf(fields, asked.column), asked.after);
  const after = new Map(head.map((fields) => [core(fields), fields]));
  const pairs = talks.flatMap((talk): [Json, Fields][] => {
    const fields = after.get(coreOf(says(talk, false), asked.before));
    return fields ? [[talk, fields]] : [];
  });
  if (pairs.length < LEAST_PAIRS) return null;
  const answers = pairs.map(([talk]) => says(talk, true));
  const rows = pairs.map(([, fields]) => fields);
  const others = fresh.filter((column) => column !== asked.column);
  const answered = findColumn(others, (column) => fit(answers, wordsIn(rows, column), agreeInRows));
  if (!answered) return null;

  const turn = (role: string, { column, before, after: now }: Found, fields: Fields): Json => {
    const word = wordOf(fields, column);
    return { role, content: before.start + (coreOf(word, now) ?? word) + before.end };
  };
  return {
    turns,
    asked: asked.column,
    answered: answered.column,
    asBefore(fields) {
      const rest = Object.entries(fields).filter(
        ([name]) => name !== asked.column && name !== answered.column,
      );
      const talk = [turn("user", asked, fields), turn("assistant", answered, fields)];
      return Object.fromEntries([...rest, [turns, talk]]);
    },
  };
}

function findColumn(
  columns: readonly string[],
  look: (column: string) => Omit<Found, "column"> | null,
): Found | null {
  for (const column of columns) {
    const found = look(column);
    if (found) return { column, ...found };
  }
  return null;
}

function wordsIn(rows: readonly Fields[], column: string): string[] {
  return rows.map((fields) => wordOf(fields, column));
}

function wordOf(fields: Fields, column: string): string {
  const value = get(fields, column) ?? null;
  return typeof value === "string" ? value : value === null ? "" : JSON.stringify(value);
}
