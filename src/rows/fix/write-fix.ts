/** Puts a fix where the maintainer can use it: files in a folder, or a patch that `git apply` takes. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Fixed, FixedFile } from "./fix.ts";

/** What was written. */
export interface WrittenFix {
  /** The patch, or the folder. */
  readonly target: string;
  /** JSON Lines of the rows that were taken out or brought back. */
  readonly rows: string;
}

/** A target that ends in .patch or .diff is a patch; any other is a folder with the changed files under their paths. */
export async function writeFix(fixed: Fixed, target: string): Promise<WrittenFix> {
  const lines = fixed.files.flatMap(({ rows }) => rows.map((row) => `${JSON.stringify(row)}\n`)).join("");
  if (/\.(patch|diff)$/i.test(target)) {
    const rows = target.replace(/\.(patch|diff)$/i, ".rows.jsonl");
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, await patchOf(fixed.files), "latin1");
    await writeFile(rows, lines);
    return { target, rows };
  }
  for (const { path: name, after } of fixed.files) await writeBelow(target, name, after);
  // Beside the folder, not in it: scanned again, it would be a dataset file.
  const rows = `${path.resolve(target)}.rows.jsonl`;
  await mkdir(target, { recursive: true });
  await writeFile(rows, lines);
  return { target, rows };
}

/** A path in a repository is hostile input: it may not lead out of the folder. */
async function writeBelow(folder: string, name: string, bytes: Buffer): Promise<void> {
  const file = path.resolve(folder, name);
  if (path.relative(folder, file).startsWith(".."))
    throw new Error("A path of the change leads out of its folder.");
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, bytes);
}

/** `git diff` writes what `git apply` reads, binary files included. */
async function patchOf(files: readonly FixedFile[]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "dataset-review-fix-"));
  try {
    await mkdir(path.join(folder, "a"));
    for (const { path: name, before, after } of files) {
      if (before !== null) await writeBelow(path.join(folder, "a"), name, before);
      await writeBelow(path.join(folder, "b"), name, after);
    }
    return await gitDiff(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function gitDiff(folder: string): Promise<string> {
  const args = [
    "-c",
    "core.attributesFile=/dev/null",
    "-c",
    "core.autocrlf=false",
    "diff",
    "--no-index",
    "--binary",
  ];
  const how = ["--no-prefix", "--no-renames", "--no-color", "--no-ext-diff", "--no-textconv", "a", "b"];
  const env = {
    ...process.env,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CEILING_DIRECTORIES: folder,
  };
  return new Promise((resolve, reject) => {
    execFile(
      "git",
      [...args, ...how],
      { cwd: folder, env, encoding: "latin1", maxBuffer: 1 << 30 },
      (error, stdout) => {
        // 1 says that the two differ.
        if (error && error.code !== 1) reject(new Error("git could not write the patch."));
        else resolve(stdout);
      },
    );
  });
}
