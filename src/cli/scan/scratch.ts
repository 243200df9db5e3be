/** A folder for what a command downloads: made when it is first needed, removed at the end. Its name tells whose it is. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

export function scratchFolder(): { make: () => Promise<string>; remove: () => Promise<void> } {
  let made: Promise<string> | null = null;
  return {
    make: () => (made ??= mkdtemp(path.join(tmpdir(), `dataset-review-${process.pid}-`))),
    remove: async () => {
      if (made !== null) await rm(await made, { recursive: true, force: true });
    },
  };
}
