/** What a review remembers of earlier changes: the trusted point, what came in since, and who brought it. */
import type { RowCoverage } from "./coverage.ts";
import type { DatasetInput } from "./dataset.ts";
import type { HistoryChange } from "./history.ts";

/** How far back a review looked for rows of earlier changes. */
export interface Memory {
  /** What `memory.since` says. */
  readonly since: string;
  /** The commit whose data is trusted; null where nothing came in since, or nothing was looked at. */
  readonly trusted: string | null;
  /** Merges and commits that changed dataset files between the trusted commit and this change, oldest first. */
  readonly changes: readonly RememberedChange[];
  /** Why earlier changes could not be looked at, in words for a maintainer; null where they were. */
  readonly notLooked: string | null;
  /** What the people who made this change brought before it; absent where nothing came in since. */
  readonly work?: EarlierWork | undefined;
}

/** `memory.since` where the configuration does not say it. */
export const USUAL_SINCE = "90 days or 50 changes";

/**
 * Whether rows were not tested together with earlier ones although the repository names a trusted point of its own: that is no
 * plain pass. What holds without anybody having asked for it is said where it cannot be done, and weighs nothing.
 */
export function lacksMemory({
  memory,
  coverage,
}: {
  readonly memory?: Memory;
  readonly coverage: Pick<RowCoverage, "changed">;
}): boolean {
  if (memory === undefined || coverage.changed === 0) return false;
  return memory.notLooked !== null && memory.since !== USUAL_SINCE;
}

/** Earlier changes by the authors of a change. */
export interface EarlierWork {
  /** Names of those who wrote the commits of this change, and whom these name as co-authors. */
  readonly authors: readonly string[];
  /** Places in `Memory.changes` of what they brought, oldest first, and how many rows each changed; null: not counted. */
  readonly changes: readonly { readonly change: number; readonly rows: number | null }[];
}

/** As much of a change as a reader is told. */
export type RememberedChange = Pick<HistoryChange, "commit" | "date" | "pull"> & {
  /** Names of those who wrote it. */
  readonly authors: readonly string[];
};

/** The trusted version against the head of a review; null where nothing came in since, or nothing can be looked at. */
export interface Window {
  readonly memory: Memory;
  readonly dataset: DatasetInput | null;
}

/** A row of an earlier change that takes part in a finding. */
export interface EarlierRow {
  readonly path: string;
  /** In the head; of a row that was taken out, in the trusted version. */
  readonly line: number;
  readonly side: "base" | "head";
  readonly text: string;
  readonly label: string | null;
  /** `rowContent` of the row: by this the change that brought it is found. Not kept in JSON. */
  readonly content?: string;
  /** The change that brought it (or took it out), by its place in `Memory.changes`; null where that is not known. */
  readonly change: number | null;
}

/** What earlier changes have to do with a finding. */
export interface Earlier {
  readonly rows: readonly EarlierRow[];
  /** Whether the finding stands only because of them: the change by itself would not have it. */
  readonly decides: boolean;
}
