import type { JobKind } from "../model/job.ts";

/** What a check run of ours remembers about its origin. GitHub's own events leave the pull request out for forks. */
export interface RunOrigin {
  readonly kind: JobKind;
  readonly pullNumber: number | null;
  readonly jobId: string;
}

const form = /^(pull_request|merge_group|push|installation)\/(\d*)\/([\w-]{1,64})$/;

/** `kind/pull number/job id`: the key under which a retried job finds the check run that it already made. */
export function externalId({ kind, pullNumber, jobId }: RunOrigin): string {
  return `${kind}/${pullNumber ?? ""}/${jobId}`;
}

/** Null for what we did not write. */
export function parseExternalId(text: string | null | undefined): RunOrigin | null {
  const match = form.exec(text ?? "");
  if (!match) return null;
  const [, kind, pull, jobId] = match;
  return { kind: kind as JobKind, pullNumber: pull === "" ? null : Number(pull), jobId: jobId! };
}
