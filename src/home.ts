/** Where this package is installed, and which version and build of it. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The package's own folder. The sources lie deeper in it than the built program, so it is looked for. */
export const packageFolder = folderWith("package.json", dirname(fileURLToPath(import.meta.url)));

function folderWith(name: string, folder: string): string {
  return existsSync(join(folder, name)) || folder === dirname(folder)
    ? folder
    : folderWith(name, dirname(folder));
}

/** The version of the installed package. */
export function packageVersion(): string {
  const text = readFileSync(join(packageFolder, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** What tells two builds apart, also of one version: a hash of the program's own files. */
export function buildId(): string {
  const folder = dirname(fileURLToPath(import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const hash = createHash("sha256");
  for (const file of files.filter((name) => /\.[jt]s$/.test(name)).sort())
    hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
  return hash.digest("hex");
}
