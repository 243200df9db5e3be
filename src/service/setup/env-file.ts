/** Writes variables into a `.env` file. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";

/** Sets variables in a `.env` file, leaving the others and the comments as they are; only its owner may read it. */
export function writeDotEnv(file: string, values: Readonly<Record<string, string>>): void {
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  for (const [key, value] of Object.entries(values)) {
    const line = `${key}=${quoted(value.trim().replaceAll("\n", "\\n"))}`;
    const at = lines.findIndex((existing) => existing.startsWith(`${key}=`));
    if (at >= 0) lines[at] = line;
    else lines.push(line);
  }
  writeFileSync(file, `${lines.join("\n").trim()}\n`, { mode: 0o600 });
  // The mode above holds for a new file only.
  chmodSync(file, 0o600);
}

/** Bare where it can be: `docker run --env-file` takes quotes for a part of the value. */
function quoted(value: string): string {
  return /^[\w .:/@+=\\-]*$/.test(value) ? value : `"${value}"`;
}
