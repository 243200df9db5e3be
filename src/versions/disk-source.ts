/** Reads a file on disk. */
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import type { ByteSource } from "../model/dataset.ts";
import { InputError, systemCode } from "./input-error.ts";

const chunkBytes = 1 << 20;

/** A file on disk as bytes, read in chunks of one MiB. Each chunk is a buffer of its own. */
export function diskSource(file: string, size: number): ByteSource {
  return { size, file, open: () => readFileInChunks(file) };
}

async function* readFileInChunks(file: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: chunkBytes }))
      yield chunk as Uint8Array;
  } catch (error) {
    if (systemCode(error) === null) throw error;
    throw unreadableFile(file, error);
  }
}

/** The text of a file that was named. Throws `InputError` where it cannot be read. */
export async function readText(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: unknown) => {
    throw unreadableFile(file, error);
  });
}

const absent = ["does not exist", "Check the path."] as const;
const forbidden = ["may not be read", "Check its permissions."] as const;
const failures: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  ...{ ENOENT: absent, ENOTDIR: absent, EACCES: forbidden, EPERM: forbidden },
  EISDIR: ["is a folder", "Name a file in it."],
};

/** The error for a path that the system does not let us read. */
export function unreadableFile(file: string, error: unknown): InputError {
  const code = systemCode(error) ?? "unknown error";
  const [what, remedy] = failures[code] ?? [`cannot be read (${code})`, "Check the disk."];
  return new InputError(`${file} ${what}`, remedy);
}
