/** Looks at the columns of the dataset files at a path, for the commands that show and write them. */
import { columnChooser } from "../../config/columns.ts";
import type { Config } from "../../config/schema.ts";
import type { ColumnLook } from "../../rows/diff/look-at-columns.ts";
import { InputError } from "../../versions/input-error.ts";

/** A file, with what was found in it; or why it could not be read. */
export interface LookedAt {
  readonly path: string;
  readonly look: ColumnLook | null;
  readonly reason: string | null;
  /** It looks like data, and no reader is there for it. */
  readonly isBeside?: true;
  /** Lines for the configuration that would have it read. */
  readonly configuration?: string | null;
}

/**
 * What is no dataset is left out; what looks like one and has no reader is named.
 * @param rows rows of each file to show
 */
export async function lookAt(target: string, config: Config, rows: number): Promise<LookedAt[]> {
  const { filesAt } = await import("../../versions/local.ts");
  const { withLabelsById } = await import("../../rows/diff/labels-by-id.ts");
  const { lookAtColumns } = await import("../../rows/diff/look-at-columns.ts");
  const { Unreadable } = await import("../../rows/unreadable.ts");
  const options = { columnsFor: columnChooser(config), limits: config.limits };
  const found: LookedAt[] = [];
  const { data, unread } = await filesAt(target, config);
  const { context } = await withLabelsById({ pairs: [], context: data, notAnalysed: [] }, options);
  for (const file of context) {
    try {
      const look = await lookAtColumns(file, options, rows);
      if (look !== null) found.push({ path: file.path, look, reason: null });
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      found.push({ path: file.path, look: null, reason: error.message });
    }
  }
  for (const { path, reason, remedy, configuration } of unread)
    found.push({ path, look: null, reason: `${reason}: ${remedy}`, configuration, isBeside: true });
  if (found.length === 0)
    throw new InputError(
      `${target} holds no dataset files`,
      "Give a JSONL, CSV, TSV, JSON or Parquet file, or a folder with some.",
    );
  return found;
}

/** Several paths one after the other: one of them that holds no data, or is not there, is named among the others. */
export async function lookAtEach(
  paths: readonly string[],
  look: (path: string) => Promise<LookedAt[]>,
): Promise<LookedAt[]> {
  const found: LookedAt[] = [];
  for (const path of paths) {
    try {
      found.push(...(await look(path)));
    } catch (error) {
      if (!(error instanceof InputError) || paths.length === 1) throw error;
      found.push({ path, look: null, reason: error.message });
    }
  }
  return found;
}
