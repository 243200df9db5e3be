import { createReadStream } from "node:fs";
import type { Config } from "../../config/schema.ts";
import type { DatasetInput, FilePair, FileVersion, NotAnalysed } from "../../model/dataset.ts";
import type { ProgressEvent } from "../../model/progress.ts";
import type { ContributorFacts } from "../../model/pull-request.ts";
import type { ReviewResult } from "../../model/result.ts";
import type { ReviewInput } from "../../review.ts";

/** The same in a form that can be sent to a thread: files by their place on the disk. */
export interface ReviewRequest {
  readonly pairs: readonly { readonly base: SentFile | null; readonly head: SentFile | null }[];
  readonly context: readonly SentFile[];
  readonly notAnalysed: readonly NotAnalysed[];
  readonly notReviewed: NonNullable<DatasetInput["notReviewed"]>;
  readonly contributor: ContributorFacts | null;
  readonly config: Config;
}

interface SentFile {
  readonly path: string;
  readonly file: string;
  readonly size: number | undefined;
  readonly blobSha: string | undefined;
}

/** What a thread answers. `description` of an error holds no row text. */
export type ThreadMessage =
  | { readonly kind: "progress"; readonly event: ProgressEvent }
  | { readonly kind: "result"; readonly result: ReviewResult }
  | { readonly kind: "error"; readonly description: string };

export function toRequest({ dataset, contributor, config }: ReviewInput): ReviewRequest {
  return {
    pairs: dataset.pairs.map(({ base, head }) => ({
      base: base && toSent(base),
      head: head && toSent(head),
    })),
    context: dataset.context.map(toSent),
    notAnalysed: dataset.notAnalysed,
    notReviewed: dataset.notReviewed ?? [],
    contributor,
    config,
  };
}

export function fromRequest(request: ReviewRequest): ReviewInput {
  return {
    dataset: {
      pairs: request.pairs.map(
        ({ base, head }): FilePair => ({ base: base && fromSent(base), head: head && fromSent(head) }),
      ),
      context: request.context.map(fromSent),
      notAnalysed: request.notAnalysed,
      notReviewed: request.notReviewed,
    },
    contributor: request.contributor,
    config: request.config,
  };
}

function toSent({ path, source }: FileVersion): SentFile {
  if (source.file === undefined) throw new Error("Only files on the disk can be reviewed in a thread.");
  return { path, file: source.file, size: source.size, blobSha: source.blobSha };
}

function fromSent({ path, file, size, blobSha }: SentFile): FileVersion {
  return {
    path,
    source: {
      file,
      ...(size === undefined ? {} : { size }),
      ...(blobSha === undefined ? {} : { blobSha }),
      open: () => createReadStream(file, { highWaterMark: 1 << 20 }),
    },
  };
}
