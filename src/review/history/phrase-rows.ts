/** The rows of one version of a file that hold a phrase; each version is read once, however often it is asked for. */
import type { BlamedRow, BlameQuery } from "../../model/blame.ts";
import type { FileVersion } from "../../model/dataset.ts";
import { type ColumnOptions, type DatasetOptions, NO_LABEL } from "../../model/options.ts";
import { labelsElsewhere } from "../../rows/diff/labels-by-id.ts";
import { visitVersionRows } from "../../rows/diff/version-rows.ts";
import { Unreadable } from "../../rows/unreadable.ts";
import { phraseTest } from "../../text/holds-phrase.ts";
import { InputError } from "../../versions/input-error.ts";

export interface PhraseRows {
  /** Rows of the label that was asked for. */
  readonly rows: readonly BlamedRow[];
  /** Rows with the phrase by their label. */
  readonly labels: ReadonlyMap<string, number>;
}

/** What a version holds, or why it cannot be told. */
export type PhraseReader = (version: FileVersion) => Promise<PhraseRows | { readonly reason: string }>;

/** A version of a file is read by itself: labels that stand in another one are left out. */
function ownColumns(options: DatasetOptions, path: string): ColumnOptions {
  const configured = options.columnsFor(path);
  if (labelsElsewhere(options, path) === undefined) return configured;
  const made = configured.made?.filter(({ from }) => from !== "file");
  return { ...configured, label: NO_LABEL, ...(made && { made }) };
}

/** Throws `InputError` for a phrase without a word. */
export function phraseReader({ phrase, label }: BlameQuery, options: DatasetOptions): PhraseReader {
  const holds = phraseTest(phrase);
  if (holds === null)
    throw new InputError(
      `"${phrase}" holds no word or symbol to look for`,
      'Give the words that the rows share: --phrase "project chimera".',
    );
  const alone = { ...options, columnsFor: (path: string) => ownColumns(options, path) };
  const known = new Map<string, ReturnType<PhraseReader>>();
  return (version) => {
    const { blobSha } = version.source;
    if (blobSha === undefined) return read(version);
    const key = `${blobSha} ${version.path}`;
    const found = known.get(key) ?? read(version);
    known.set(key, found);
    return found;
  };

  async function read(version: FileVersion): ReturnType<PhraseReader> {
    const rows: BlamedRow[] = [];
    const labels = new Map<string, number>();
    if (label !== null && labelsElsewhere(options, version.path) !== undefined)
      return {
        reason: "Its labels stand in another file. Leave out --label to see its rows with the phrase.",
      };
    try {
      const columns = await visitVersionRows(version, alone, (place, row) => {
        if (!holds!(row.text) && (row.response === null || !holds!(row.response))) return;
        for (const one of row.labels) labels.set(one, (labels.get(one) ?? 0) + 1);
        if (label === null || row.labels.includes(label)) rows.push({ path: version.path, ...place, ...row });
      });
      if (columns?.text.length === 0 && columns.response === null)
        return { reason: "No column with text was found. Name it under `columns:` in the configuration." };
      return { rows, labels };
    } catch (error) {
      if (error instanceof Unreadable) return { reason: error.message };
      throw error;
    }
  }
}
