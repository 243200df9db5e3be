import { createHash } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Config } from "../config/schema.ts";
import type { DatasetInput, FileComparison, FileVersion } from "../model/dataset.ts";
import type { ProgressListener } from "../model/progress.ts";
import { unreadableFile } from "../versions/disk-source.ts";

/** A folder with profiles of base versions. It holds words of the data, so that only its owner may read it. */
export interface ProfileCache {
  /** The input with the profiles that the folder has. */
  withProfiles(input: DatasetInput): Promise<DatasetInput>;
  /** Makes and keeps profiles of the base versions whose bytes have none yet, and removes old ones. */
  keep(
    input: DatasetInput,
    files: readonly ReviewedFile[],
    config: Config,
    onProgress: ProgressListener,
  ): Promise<void>;
}

/** What a review says of one file. */
type ReviewedFile = Pick<FileComparison, "path" | "previousPath" | "sha256">;

const ending = ".profile";
const keptDays = 30;
const keptBytes = 4 * 1024 ** 3;
/** Below this size reading the file costs less than keeping its profile is worth. */
const leastBytes = 1 << 20;

export async function openProfileCache(folder: string): Promise<ProfileCache> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw unreadableFile(folder, error);
  });
  const fileOf = (version: FileVersion): string | null => {
    const key = keyOf(version);
    return key === null ? null : path.join(folder, `${key}${ending}`);
  };

  async function withProfile(version: FileVersion): Promise<FileVersion> {
    const file = fileOf(version);
    const profile = file === null ? null : await readWhole(file).catch(() => null);
    if (file === null || profile === null) return version;
    const now = new Date();
    await utimes(file, now, now).catch(() => undefined);
    return { ...version, profile };
  }

  return {
    async withProfiles(input) {
      const pairs = [];
      for (const { base, head } of input.pairs) pairs.push({ base: base && (await withProfile(base)), head });
      return { ...input, pairs };
    },
    async keep(input, files, config, onProgress) {
      const { buildProfile, profiledSha256 } = await import("../profile.ts");
      const read = new Map(files.map((file) => [file.previousPath ?? file.path, file.sha256.base]));
      for (const { base } of input.pairs) {
        const file = base && fileOf(base);
        if (!base || file === null || (base.source.size ?? 0) < leastBytes) continue;
        if (base.profile !== undefined && profiledSha256(base.profile) === read.get(base.path)) continue;
        const profile = await buildProfile(base, config, onProgress);
        if (profile !== null) await replaceFile(file, profile);
      }
      await prune(folder);
    },
  };
}

/** Content goes by its blob id; a plain file by its place, since the profile itself names the content. */
function keyOf({ source }: FileVersion): string | null {
  if (source.blobSha !== undefined) return source.blobSha;
  if (source.file === undefined) return null;
  return createHash("sha256").update(path.resolve(source.file)).digest("hex");
}

/** At once, where `readFile` takes half a megabyte at a time. */
async function readWhole(file: string): Promise<Buffer> {
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    const bytes = Buffer.allocUnsafeSlow(size);
    const { bytesRead } = await handle.read(bytes, 0, size, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function replaceFile(file: string, bytes: Uint8Array): Promise<void> {
  const part = `${file}.${process.pid}.part`;
  await writeFile(part, bytes, { mode: 0o600 });
  await rename(part, file);
}

/** Removes what nobody used for long, then the least recently used while there is too much. */
async function prune(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ending));
  const files = await Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      const found = await stat(file).catch(() => null);
      return { file, used: found?.mtimeMs ?? 0, size: found?.size ?? 0 };
    }),
  );
  files.sort((a, b) => b.used - a.used);
  const oldest = Date.now() - keptDays * 86_400_000;
  let total = 0;
  for (const { file, used, size } of files) {
    total += size;
    if (used < oldest || total > keptBytes) await rm(file, { force: true });
  }
}
