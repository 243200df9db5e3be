/** Where in our sources an error happened, told without the error's own words. */
import { existsSync, readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { packageFolder } from "./home.ts";

/** `dataset/diff.ts:12`: the innermost frame of an error that is ours, in the sources; null where there is none. */
export function placeInProgram(error: { readonly stack?: unknown }): string | null {
  const stack = typeof error.stack === "string" ? error.stack : "";
  for (const [, where, line, column] of stack.matchAll(
    /^\s+at .*?\(?((?:file:\/\/)?\/[^()\n]+?):(\d+):(\d+)\)?$/gm,
  )) {
    if (where === undefined) continue;
    const place = placeInSources(where, Number(line), Number(column));
    if (place !== null) return place;
  }
  return null;
}

/** The built program is a few large files; their maps say which source a line came from. */
function placeInSources(where: string, line: number, column: number): string | null {
  try {
    const file = where.startsWith("file:") ? fileURLToPath(where) : where;
    const map = `${file}.map`;
    if (!existsSync(map)) return inSources(file, line);
    const payload = JSON.parse(readFileSync(map, "utf8")) as SourceMapPayload;
    const entry = new SourceMap(payload).findEntry(line - 1, column - 1);
    return "originalSource" in entry
      ? inSources(join(dirname(file), entry.originalSource), entry.originalLine + 1)
      : null;
  } catch {
    return null;
  }
}

function inSources(file: string, line: number): string | null {
  const path = relative(packageFolder, file);
  return /^(?:src|dist)\//.test(path) ? `${path.slice(path.indexOf("/") + 1)}:${line}` : null;
}
