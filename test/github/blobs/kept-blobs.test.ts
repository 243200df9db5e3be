import { expect, test } from "@jest/globals";
import { keptBlobs, largestKept } from "../../../src/github/blobs/kept-blobs.ts";
import { wantedBlob } from "../../../src/github/blobs/ways.ts";

const bytes = (length: number) => Buffer.alloc(length, 1);

/** Length of what is kept; null for nothing. */
async function kept(blobs: ReturnType<typeof keptBlobs>, repository: string, id: string) {
  const found = await blobs.of(repository, id)(wantedBlob(id, 0));
  if (found === null) return null;
  let length = 0;
  for await (const chunk of found) length += chunk.length;
  return length;
}

test("what was read is kept for its repository alone", async () => {
  const blobs = keptBlobs();
  blobs.keep("acme/a", "1", bytes(5));
  expect(await kept(blobs, "acme/a", "1")).toBe(5);
  expect(await kept(blobs, "acme/b", "1")).toBeNull();
  expect(await kept(blobs, "acme/a", "2")).toBeNull();
});

test("what was not used for longest goes first, and large files are not kept at all", async () => {
  const blobs = keptBlobs(10);
  blobs.keep("r", "1", bytes(4));
  blobs.keep("r", "2", bytes(4));
  await kept(blobs, "r", "1");
  blobs.keep("r", "3", bytes(4));
  expect([await kept(blobs, "r", "1"), await kept(blobs, "r", "2"), await kept(blobs, "r", "3")]).toEqual([
    4,
    null,
    4,
  ]);
  const roomy = keptBlobs(2 * largestKept);
  roomy.keep("r", "1", bytes(largestKept + 1));
  expect(await kept(roomy, "r", "1")).toBeNull();
});
