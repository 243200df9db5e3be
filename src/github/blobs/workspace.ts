/** Gives each review a private folder, which is removed afterwards. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

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
