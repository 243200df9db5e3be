/** Gives each review a private folder, which is removed afterwards. */
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ByteSource } from "../../model/dataset.ts";

/** A private folder for the bytes of one review. */
export interface Workspace {
  /** A path for a new file. Names are numbers: what the pull request calls its files never reaches the disk. */
  newFile(): string;
}

/** Runs `work` with a folder that only this user can enter (mkdtemp gives mode 0700; the name tells the process) and removes it afterwards. */
export async function withWorkspace<T>(work: (workspace: Workspace) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), `dataset-review-${process.pid}-`));
  let files = 0;
  try {
    return await work({ newFile: () => join(folder, String(++files)) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The bytes of a file on this disk. */
export function fileSource(
  file: string,
  facts: { readonly blobSha: string; readonly size: number },
): ByteSource {
  return { ...facts, file, open: () => createReadStream(file, { highWaterMark: 1 << 20 }) };
}
