/** What the Git LFS batch API is asked and answers (https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md). */
import * as z from "zod";
import type { LfsPointer } from "./pointer.ts";

const downloadSchema = z.object({
  href: z.url({ protocol: /^https?$/ }),
  header: z.record(z.string(), z.string()).optional(),
});

const answerSchema = z.object({
  objects: z.array(
    z.object({
      oid: z.string(),
      actions: z.object({ download: downloadSchema }).optional(),
      error: z.object({ code: z.number() }).optional(),
    }),
  ),
});

/** Where the content behind a pointer is, and the headers to ask with. */
export type LfsDownload = z.infer<typeof downloadSchema>;

/** Asks to download what a pointer stands for. */
export function batchRequest(pointer: LfsPointer, authorization: string | undefined): RequestInit {
  const mediaType = "application/vnd.git-lfs+json";
  return {
    method: "POST",
    headers: {
      accept: mediaType,
      "content-type": mediaType,
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: JSON.stringify({ operation: "download", transfers: ["basic"], objects: [pointer] }),
  };
}

/** The download that the server's answer offers, or in words why it offers none. */
export function offeredBy(answer: unknown, { oid }: LfsPointer): LfsDownload | string {
  const object = answerSchema.safeParse(answer).data?.objects.find((one) => one.oid === oid);
  if (object?.actions) return object.actions.download;
  return object?.error ? `the LFS server says ${object.error.code}` : "the LFS server does not offer it";
}
