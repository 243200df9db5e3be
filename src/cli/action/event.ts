/** What GitHub says of the event that started the workflow. */
import { readFileSync } from "node:fs";
import * as z from "zod";
import { InputError } from "../../versions/input-error.ts";

const sha = z.string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/);

/** The parts that a review needs of https://docs.github.com/webhooks/webhook-events-and-payloads */
const payload = z.object({
  pull_request: z
    .object({
      number: z.number().int(),
      created_at: z.string(),
      author_association: z.string(),
      body: z.string().nullish(),
      user: z.object({ login: z.string(), type: z.string() }).nullable(),
      base: z.object({ sha }),
      head: z.object({ sha }),
    })
    .optional(),
  merge_group: z.object({ base_sha: sha, head_sha: sha }).optional(),
});

export type EventPullRequest = NonNullable<z.infer<typeof payload>["pull_request"]>;

export interface ReviewedEvent {
  readonly base: string;
  readonly head: string;
  /** Null for a merge group, which may hold several. */
  readonly pull: EventPullRequest | null;
}

/** Reads the file that `GITHUB_EVENT_PATH` names. Throws `InputError` for an event without two versions. */
export function readEvent(file: string | undefined): ReviewedEvent {
  const parsed = file === undefined ? null : payload.safeParse(JSON.parse(readFileSync(file, "utf8")));
  const { pull_request: pull, merge_group: group } = parsed?.data ?? {};
  if (pull) return { base: pull.base.sha, head: pull.head.sha, pull };
  if (group) return { base: group.base_sha, head: group.head_sha, pull: null };
  throw new InputError(
    "this event names no base and no head",
    "Run the Action on the events pull_request and merge_group.",
  );
}
