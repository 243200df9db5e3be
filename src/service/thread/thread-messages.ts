/** What the service and the thread of a review send each other. */
import type { DatasetInput, FilePair, FileVersion } from "../../model/dataset.ts";
import type { Memory } from "../../model/memory.ts";
import type { ProgressEvent } from "../../model/progress.ts";
import type { ReviewResult } from "../../model/result.ts";
import type { ReviewInput } from "../../review/review.ts";
import { diskSource } from "../../versions/disk-source.ts";
import type { DrillWork } from "../drill/hold.ts";

type SentDataset = Omit<DatasetInput, "pairs" | "context"> & {
  readonly pairs: readonly { readonly base: SentFile | null; readonly head: SentFile | null }[];
  readonly context: readonly SentFile[];
};

/** The same in a form that can be sent to a thread: files by their place on the disk, all else as it is. */
export interface ReviewRequest extends Omit<ReviewInput, "dataset" | "window"> {
  readonly dataset: SentDataset;
  readonly window: { readonly memory: Memory; readonly dataset: SentDataset | null } | null;
}

export interface SentFile {
  readonly path: string;
  readonly file: string;
  readonly size: number;
  readonly blobSha: string | undefined;
}

/** What a drill's thread is asked for. */
export interface DrillRequest extends Omit<DrillWork, "files"> {
  readonly files: readonly SentFile[];
}

/** What a thread answers. `description` of an error holds no row text. */
export type ThreadMessage<Result = ReviewResult> =
  | { readonly kind: "progress"; readonly event: ProgressEvent }
  | { readonly kind: "result"; readonly result: Result }
  | { readonly kind: "error"; readonly description: string };

export function toRequest({ dataset, window = null, ...rest }: ReviewInput): ReviewRequest {
  return {
    ...rest,
    dataset: sentDataset(dataset),
    window: window && { ...window, dataset: window.dataset && sentDataset(window.dataset) },
  };
}

export function fromRequest({ dataset, window, ...rest }: ReviewRequest): ReviewInput {
  return {
    ...rest,
    dataset: readDataset(dataset),
    window: window && { ...window, dataset: window.dataset && readDataset(window.dataset) },
  };
}

function sentDataset(dataset: DatasetInput): SentDataset {
  const pairs = dataset.pairs.map(({ base, head }) => ({
    base: base && toSent(base),
    head: head && toSent(head),
  }));
  return { ...dataset, pairs, context: dataset.context.map(toSent) };
}

function readDataset(dataset: SentDataset): DatasetInput {
  const pairs = dataset.pairs.map(
    ({ base, head }): FilePair => ({ base: base && fromSent(base), head: head && fromSent(head) }),
  );
  return { ...dataset, pairs, context: dataset.context.map(fromSent) };
}

export function toSent({ path, source }: FileVersion): SentFile {
  const { file, size, blobSha } = source;
  if (file === undefined || size === undefined)
    throw new Error("Only files on the disk can be reviewed in a thread.");
  return { path, file, size, blobSha };
}

export function fromSent({ path, file, size, blobSha }: SentFile): FileVersion {
  return { path, source: { ...diskSource(file, size), ...(blobSha === undefined ? {} : { blobSha }) } };
}
