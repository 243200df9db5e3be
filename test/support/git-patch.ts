import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";

/**
 * What git says of the change from one file to another, from its first hunk on as GitHub's API gives it; null where git
 * finds no lines to show (a binary file, or no change). A side that is null is no file.
 */
export function gitPatch(before: Uint8Array | null, after: Uint8Array | null, context = 3): string | null {
  const folder = mkdtempSync(join(tmpdir(), "dr-patch-"));
  const place = (name: string, content: Uint8Array | null): string => {
    if (content === null) return devNull;
    writeFileSync(join(folder, name), content);
    return name;
  };
  const args = ["--no-pager", "diff", "--no-index", "--no-ext-diff", "--no-color", `-U${context}`];
  const env = { PATH: process.env.PATH ?? "", GIT_CONFIG_NOSYSTEM: "1", HOME: folder };
  try {
    const diff = runGit([...args, place("a", before), place("b", after)], { cwd: folder, env });
    const start = diff.indexOf("\n@@ ");
    // GitHub leaves out the last line end.
    return start === -1 ? null : diff.slice(start + 1).replace(/\n$/, "");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runGit(args: readonly string[], options: { cwd: string; env: NodeJS.ProcessEnv }): string {
  try {
    return execFileSync("git", args, { ...options, encoding: "utf8", maxBuffer: 1 << 28 });
  } catch (error) {
    // Status 1: the files differ.
    const { status, stdout } = error as { status?: number; stdout?: string };
    if (status !== 1 || stdout === undefined) throw error;
    return stdout;
  }
}
