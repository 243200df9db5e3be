import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Tree, treeOf } from "../../src/versions/tree.ts";

/** A fresh folder under the system's temporary one, with the given files. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const root = mkdtempSync(path.join(tmpdir(), "dataset-review-test-"));
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return root;
}

export interface Repository {
  readonly root: string;
  git(...args: string[]): string;
  write(name: string, content: string | Uint8Array): void;
  remove(name: string): void;
  /** Commits everything and returns the commit's id. */
  commit(message: string): string;
}

/** A real git repository, independent of the user's own git configuration. */
export function repository(files: Readonly<Record<string, string>> = {}): Repository {
  const root = folderWith(files);
  const env = { PATH: process.env.PATH, HOME: root, GIT_CONFIG_NOSYSTEM: "1" };
  const git = (...args: string[]): string =>
    execFileSync("git", ["-C", root, "-c", "user.name=Test", "-c", "user.email=test@example.org", ...args], {
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  git("init", "--quiet", "--initial-branch=main");
  const repo: Repository = {
    root,
    git,
    write: (name, content) => {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), content);
    },
    remove: (name) => {
      rmSync(path.join(root, name), { recursive: true });
    },
    commit: (message) => {
      git("add", "--all");
      git("commit", "--quiet", "--allow-empty", "-m", message);
      return git("rev-parse", "HEAD");
    },
  };
  if (Object.keys(files).length > 0) repo.commit("base");
  return repo;
}

/** All bytes of a source as text. */
export async function textOf(source: { open(): AsyncIterable<Uint8Array> } | undefined): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source?.open() ?? []) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** A version of a repository that holds these files. */
export function treeWith(files: Readonly<Record<string, string>>): Tree {
  return treeOf(
    Object.entries(files).map(([path, content]) => ({
      path,
      kind: "file" as const,
      id: null,
      source: {
        size: Buffer.byteLength(content),
        async *open() {
          yield await Promise.resolve(Buffer.from(content));
        },
      },
    })),
  );
}
