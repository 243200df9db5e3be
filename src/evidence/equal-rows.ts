/** Tells which removed rows have an equal one that stays: such a row is not lost. */
import type { DatasetComparison, FileComparison, ReferenceFile, Row } from "../model/dataset.ts";
import { rowContent } from "../model/row-content.ts";

/** Share of a file's rows that have to go for it to be another data set. */
export const MOST_ROWS = 0.5;
/** Smaller files are rewritten now and then. */
export const LEAST_BASE = 10;

/** Whether a file loses all of its rows, or most of them. */
export function losesMost({ rows: { base, head, removed } }: FileComparison): boolean {
  if (head === 0) return base > 0;
  return base >= LEAST_BASE && head < MOST_ROWS * base && removed > MOST_ROWS * base;
}

/** A file of which fewer of the removed rows differ in text, label and answer: there these do not tell rows apart. */
const LEAST_DISTINCT = 0.5;

/**
 * Equal are rows of one text, label and answer, in any of the files that were read; where most of a file's removed rows
 * have these in common, rows of which all cells are equal but the id. Reads the base once more.
 * @returns indices of the changes that remove a row of which the head holds another one
 */
export async function equalRowsStay(comparison: DatasetComparison): Promise<ReadonlySet<number>> {
  const changes = comparison.files.flatMap((file) => file.changes);
  const removed = comparison.files.flatMap((file) => {
    const gone = file.changes.filter(({ kind, before }) => kind === "removed" && before !== null);
    const contents = gone.map(({ before }) => rowContent(before!));
    const isTold = new Set(contents).size >= LEAST_DISTINCT * gone.length;
    return gone.map(({ index, before }, at) => ({
      index,
      text: before!.text,
      key: isTold ? contents[at]! : allCells(before!, file.columns.id),
      id: isTold ? undefined : file.columns.id,
    }));
  });
  const left = new Map(removed.map(({ key }) => [key, 0]));
  // Of each way to tell rows apart, the column that does not count; undefined where only content counts.
  const ids = new Set(removed.map(({ id }) => id));
  const count = (row: Content & Pick<Row, "fields">, by: number): void => {
    for (const id of ids) {
      const key = id === undefined ? rowContent(row) : allCells(row, id);
      const known = left.get(key);
      if (known !== undefined) left.set(key, known + by);
    }
  };
  const texts = new Set(removed.map(({ text }) => text));
  const onlyContent = ids.size === 1 && ids.has(undefined);
  for (const file of removed.length === 0 ? [] : comparison.reference)
    await visitWith(file, texts, onlyContent, (row) => count(row, 1));
  for (const { before, after } of changes) {
    if (before !== null) count(before, -1);
    if (after !== null) count(after, 1);
  }
  return new Set(removed.filter(({ key }) => left.get(key)! > 0).map(({ index }) => index));
}

type Content = Pick<Row, "text" | "labels" | "response">;

/** All cells of a row but its id, in the order of their names; not to be taken for a content, which is a hash. */
function allCells({ fields }: Pick<Row, "fields">, id: string | null): string {
  return JSON.stringify(
    Object.keys(fields)
      .filter((name) => name !== id)
      .sort()
      .map((name) => [name, fields[name]]),
  );
}

/** Goes through the rows that have one of the texts; their cells are not read where only content counts. */
async function visitWith(
  file: ReferenceFile,
  texts: ReadonlySet<string>,
  onlyContent: boolean,
  visitor: (row: Content & Pick<Row, "fields">) => void,
): Promise<void> {
  if (!onlyContent) {
    await file.visitSome(
      () => true,
      (text, labels, response, fields) => {
        if (texts.has(text)) visitor({ text, labels, response, fields });
      },
    );
    return;
  }
  await file.visitRows((text, labels, response) => {
    if (texts.has(text)) visitor({ text, labels, response, fields: {} });
  });
}
