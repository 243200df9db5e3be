/** Labels written as a vector, one number for each possible label: `[0, 1, 0]`, or how likely each is, `[0.1, 0.9]`. */
import { get, isEmpty, type Json } from "../../model/json.ts";
import { NO_FLAG } from "../../model/labels/label-names.ts";
import type { Fields } from "../formats/reader.ts";

/** Fewer cells do not tell a vector from a list of label numbers. */
const FEWEST = 20;
/** Share of the cells that have to be vectors of one length. */
const ALIKE = 0.95;
/** What rounded shares may sum to beside 1. */
const ROUNDING = 0.02;

/**
 * The length of the vectors in a column; null where its cells are anything else. `[0, 1]` in every row may be a list of
 * the labels 0 and 1: a vector is told by numbers that stand twice, or that stand in either order.
 */
export function labelVectorLength(sample: readonly Fields[], column: string): number | null {
  const cells = sample.map((fields) => get(fields, column)).filter((cell) => !isEmpty(cell));
  if (cells.length < FEWEST) return null;
  const length = vectorIn(cells[0])?.length ?? 0;
  const vectors = cells.map(vectorIn).filter((vector) => vector?.length === length) as number[][];
  if (length < 2 || vectors.length < ALIKE * cells.length) return null;
  return vectors.every(areFlags)
    ? isNoList(vectors)
      ? length
      : null
    : vectors.every(isShares)
      ? length
      : null;
}

/** The labels that a vector sets, each named by its place (`labels[1]`); null for any other cell. */
export function labelsOfVector(cell: Json, length: number, column: string): string[] | null {
  const vector = vectorIn(cell);
  if (vector?.length !== length) return null;
  const most = Math.max(...vector);
  const set = areFlags(vector)
    ? vector.flatMap((flag, place) => (flag === 1 ? [place] : []))
    : [vector.indexOf(most)];
  return set.length === 0 ? [NO_FLAG] : set.map((place) => `${column}[${String(place)}]`);
}

/** Numbers from 0 to 1 in a list, or in a cell as JSON, Python or NumPy prints them. */
function vectorIn(cell: Json | undefined): number[] | null {
  let items: readonly Json[];
  if (Array.isArray(cell)) items = cell;
  else if (typeof cell === "string" && cell.length < 10_000 && /^\s*\[[\d.,\s]+\]\s*$/.test(cell))
    items = (cell.match(/[\d.]+/g) ?? []).map(Number);
  else return null;
  return items.every((item) => typeof item === "number" && item >= 0 && item <= 1)
    ? (items as number[])
    : null;
}

function areFlags(vector: readonly number[]): boolean {
  return vector.every((value) => value === 0 || value === 1);
}

function isShares(vector: readonly number[]): boolean {
  return Math.abs(vector.reduce((sum, share) => sum + share, 0) - 1) <= ROUNDING;
}

function isNoList(vectors: readonly (readonly number[])[]): boolean {
  const rises = vectors.some((vector) => vector[0]! < vector.at(-1)!);
  const falls = vectors.some((vector) => vector[0]! > vector.at(-1)!);
  return vectors.some((vector) => new Set(vector).size < vector.length) || (rises && falls);
}
