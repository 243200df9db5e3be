/** A folder for what a command downloads: made when it is first needed, removed at the end. Its name tells whose it is. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** Works with such a folder. */
export async function withScratch<Result>(
  work: (scratch: () => Promise<string>) => Promise<Result>,
): Promise<Result> {
  let made: Promise<string> | undefined;
  try {
    return await work(() => (made ??= mkdtemp(path.join(tmpdir(), `dataset-review-${process.pid}-`))));
  } finally {
    if (made !== undefined) await rm(await made, { recursive: true, force: true });
  }
}
