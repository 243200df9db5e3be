/** What the service and the thread of a review send each other. */
import type { DatasetInput, FileVersion } from "../../model/dataset.ts";
import type { Memory } from "../../model/memory.ts";
import type { ProgressEvent } from "../../model/progress.ts";
import type { ReviewResult } from "../../model/result.ts";
import type { ReviewInput } from "../../review/review.ts";
import { diskSource } from "../../versions/disk-source.ts";
import type { DrillWork } from "../drill/hold.ts";

interface DatasetOf<File> extends Omit<DatasetInput, "pairs" | "context"> {
  readonly pairs: readonly { readonly base: File | null; readonly head: File | null }[];
  readonly context: readonly File[];
}

/** The same in a form that can be sent to a thread: files by their place on the disk, all else as it is. */
export interface ReviewRequest extends Omit<ReviewInput, "dataset" | "window"> {
  readonly dataset: DatasetOf<SentFile>;
  readonly window: { readonly memory: Memory; readonly dataset: DatasetOf<SentFile> | null } | null;
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
    dataset: withFiles(dataset, toSent),
    window: window && { ...window, dataset: window.dataset && withFiles(window.dataset, toSent) },
  };
}

export function fromRequest({ dataset, window, ...rest }: ReviewRequest): ReviewInput {
  return {
    ...rest,
    dataset: withFiles(dataset, fromSent),
    window: window && { ...window, dataset: window.dataset && withFiles(window.dataset, fromSent) },
  };
}

/** A dataset in which each file is given in another form. */
function withFiles<From, To>(
  { pairs, context, ...rest }: DatasetOf<From>,
  form: (file: From) => To,
): DatasetOf<To> {
  return {
    ...rest,
    pairs: pairs.map(({ base, head }) => ({ base: base && form(base), head: head && form(head) })),
    context: context.map(form),
  };
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
