/** What the people who made a change brought before it, as far as the window reaches: facts, which lower no finding. */
import type { Config } from "../../config/schema.ts";
import type { DatasetInput } from "../../model/dataset.ts";
import type { HistoryChange, Person } from "../../model/history.ts";
import type { EarlierWork } from "../../model/memory.ts";
import type { History } from "./history.ts";
import { contentChanges } from "./origins.ts";

/** Changes whose rows are counted, the newest, and what may be read for that: it is to cost less than the review. */
const COUNTED = 8;
const MOST_BYTES = 32 * 1024 ** 2;

/** People are told by the addresses in their commits, which nobody proves. */
export async function earlierWork(
  changes: readonly HistoryChange[],
  authors: readonly Person[],
  history: History,
  config: Config,
): Promise<EarlierWork> {
  const own = new Set(authors.map(addressOf));
  const theirs = changes.flatMap((change, at) =>
    change.authors.some((person) => own.has(addressOf(person))) ? [{ change, at }] : [],
  );
  const rows = new Map<number, number>();
  let bytes = MOST_BYTES;
  for (const { change, at } of history.countsRows ? theirs.slice(-COUNTED).reverse() : []) {
    const input = await history.compare(change.parent!, change.commit, true);
    bytes -= sizeOf(input);
    if (bytes < 0) break;
    const { changes: counted, whole } = await contentChanges(input, config);
    if (whole) rows.set(at, counted.length);
  }
  return {
    authors: authors.map(({ name }) => name),
    changes: theirs.map(({ at }) => ({ change: at, rows: rows.get(at) ?? null })),
  };
}

const addressOf = ({ email }: Person): string => email.toLowerCase();

function sizeOf({ pairs }: DatasetInput): number {
  const sizes = pairs.flatMap(({ base, head }) => [base, head]).map((version) => version?.source.size ?? 0);
  return sizes.reduce((sum, size) => sum + size, 0);
}
