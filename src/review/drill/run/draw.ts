/** One draw of the user's rows: which are the base, which are added, which are planted in. */
import type { DrillRow, DrillRows } from "../family.ts";
import type { Random } from "../random.ts";
import type { DrillCase } from "./plan.ts";
import { labelsIn, type Pools } from "./pools.ts";

/** Rows to plant in, for each row that is planted: some families choose among them, or need two. */
export const SPARE = 2;

/** Rows that are planted in stand nowhere else. @param changed rows that the pull request changes, planted ones included */
export function drawRows(
  pools: Pools,
  { target, count }: DrillCase,
  changed: number,
  random: Random,
): DrillRows {
  const pool = random.shuffled(pools.added ?? pools.base);
  const { others, own } = material(pools, pool, target, SPARE * count);
  const held = new Set([...others, ...own]);
  const rest = pool.filter((row) => !held.has(row));
  const honest = rest.slice(0, Math.max(0, changed - count));
  const base = pools.added === null ? rest.slice(honest.length) : pools.base;
  return { base, honest, others, own, target, count };
}

function material(
  { kind }: Pools,
  pool: readonly DrillRow[],
  target: string,
  wanted: number,
): Pick<DrillRows, "others" | "own"> {
  if (kind !== "labels") return { others: pool.slice(0, wanted), own: pool.slice(wanted, 2 * wanted) };
  const has = (row: DrillRow): boolean => labelsIn(row).includes(target);
  return {
    others: first(pool, wanted, (row) => !has(row)),
    own: first(pool, wanted, has),
  };
}

function first(rows: readonly DrillRow[], wanted: number, fits: (row: DrillRow) => boolean): DrillRow[] {
  const found: DrillRow[] = [];
  for (const row of rows) {
    if (found.length >= wanted) break;
    if (fits(row)) found.push(row);
  }
  return found;
}
