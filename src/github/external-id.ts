/** Writes into a check run of ours what it belongs to, and reads it back. */
import type { JobKind } from "../model/job.ts";

/** The kinds of work that post check runs. */
export type PostingKind = Exclude<JobKind, "decision">;

/** What a check run of ours remembers about its origin. GitHub's own events leave the pull request out for forks. */
export interface RunOrigin {
  readonly kind: PostingKind;
  readonly pullNumber: number | null;
  readonly jobId: string;
  /** Of a merge group: the commit that it was built on, which no event names again. */
  readonly baseSha?: string | null;
}

const form =
  /^(pull_request|merge_group|installation|drill)\/(\d{0,10})\/([\w-]{1,64})(?:\/([0-9a-f]{40,64}))?$/;

/** `kind/pull number/job id[/base]`: the key under which a retried job finds the check run that it already made. */
export function externalId({ kind, pullNumber, jobId, baseSha }: RunOrigin): string {
  return [kind, pullNumber ?? "", jobId, ...(baseSha ? [baseSha] : [])].join("/");
}

/** Null for what we did not write. */
export function parseExternalId(text: string | null | undefined): RunOrigin | null {
  const match = form.exec(text ?? "");
  if (!match) return null;
  const [, kind, pull, jobId, baseSha] = match;
  return {
    kind: kind as PostingKind,
    pullNumber: pull === "" ? null : Number(pull),
    jobId: jobId!,
    baseSha: baseSha ?? null,
  };
}
