/** Finds the configuration that a scan goes by. */
import path from "node:path";
import { configPaths } from "../../config/dataset-paths.ts";
import { type Config, defaultConfig } from "../../config/schema.ts";
import { readText } from "../../versions/disk-source.ts";
import { parseConfigText } from "../../versions/git/base-config.ts";
import { textOf } from "./accepted.ts";

/** The configuration file that was named. */
export async function namedConfig(file: string): Promise<Config> {
  return parseConfigText(await readText(file), file);
}

/** The configuration that was named, else the one in the base version of two folders, as the App takes it from the base branch. A file has none. */
export async function folderConfig(base: string, named?: string): Promise<Config> {
  if (named !== undefined) return namedConfig(named);
  const found = await configIn(base);
  return found === null ? defaultConfig : parseConfigText(found.text, found.file);
}

/** The configuration file of a folder, under the first of the usual names that is there; null where none is. */
export async function configIn(
  folder: string,
): Promise<{ readonly file: string; readonly text: string } | null> {
  for (const name of configPaths) {
    const file = path.join(folder, name);
    const text = await textOf(file);
    if (text !== null) return { file, text };
  }
  return null;
}
