/** Writes rows as a file of one kind or another. */
import type { KindRow } from "./rows.ts";

export interface Kind {
  readonly name: string;
  /** Files by path. */
  readonly write: (rows: readonly KindRow[]) => Readonly<Record<string, string | Uint8Array>>;
}

export type Rows = readonly KindRow[];
export const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;
export const lines = (values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join("");
export const quoted = (cell: string): string =>
  /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
export const csv = (header: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [header, ...rows].map((cells) => `${cells.map((cell) => quoted(String(cell))).join(",")}\n`).join("");

export function asJson(name: string, value: (rows: Rows) => unknown): Kind {
  return { name, write: (rows) => ({ "data.json": json(value(rows)) }) };
}
export function asLines(name: string, row: (row: KindRow) => unknown): Kind {
  return { name, write: (rows) => ({ "d.jsonl": lines(rows.map(row)) }) };
}
export function asCsv(
  name: string,
  header: readonly string[],
  row: (row: KindRow) => readonly (string | number)[],
): Kind {
  return { name, write: (rows) => ({ "d.csv": csv(header, rows.map(row)) }) };
}

export const record = ({ text, label }: KindRow) => ({ text, label });
export const halves = (rows: Rows): [Rows, Rows] => [
  rows.filter(({ id }) => id % 3 !== 0),
  rows.filter(({ id }) => id % 3 === 0),
];
export const labels = ["negative", "positive"] as const;
export const of = (rows: Rows, label: string): string[] =>
  rows.filter((row) => row.label === label).map(({ text }) => text);
export const number = ({ label }: KindRow): number => (label === "positive" ? 1 : 0);
export const column = <T>(rows: Rows, cell: (row: KindRow) => T): Record<string, T> =>
  Object.fromEntries(rows.map((row) => [row.id, cell(row)]));
export const words = (text: string): string[] => text.split(" ");
