/** Where this package is installed, and which version of it. */
import { existsSync, readFileSync } from "node:fs";
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
