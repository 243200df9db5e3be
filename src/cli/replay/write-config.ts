/** Writes what a replay suggests into the configuration, as far as more is tested with it. */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { configPaths } from "../../config/dataset-paths.ts";
import type { ReplaySuggestion } from "../../model/replay.ts";
import { counted } from "../../model/thousands.ts";
import { parseConfigText } from "../../versions/git/base-config.ts";
import { topFolder } from "../../versions/git/uncommitted.ts";
import { writeOutputFile } from "../output.ts";
import { textOf } from "../scan/accepted.ts";
import { configIn } from "../scan/config.ts";

/** The configuration of the working tree, where there is one; else where it is looked for first. */
export async function configToWrite(repo: string): Promise<string> {
  const top = path.relative(
    process.cwd(),
    await topFolder(repo, "Say which configuration to write (--config FILE)."),
  );
  return (await configIn(top))?.file ?? path.join(top, configPaths[0]!);
}

/**
 * Adds them to a configuration. Those with which less is tested or less blocks are left to a person: a history cannot
 * tell whether what it merged was right.
 * @returns what was done, in a sentence
 */
export async function writeSuggested(
  suggestions: readonly ReplaySuggestion[],
  file: string,
): Promise<string> {
  const more = suggestions.filter(({ testsMore }) => testsMore);
  const left = suggestions.length - more.length;
  const rest =
    left === 0
      ? ""
      : ` ${counted(left, "other suggestion")}, with which less would be tested or block, ${left === 1 ? "is" : "are"} left to you.`;
  if (more.length === 0) return `Nothing was written: no suggestion lets more be tested.${rest}`;
  const { withSettings } = await import("../../config/with-settings.ts");
  const before = (await textOf(file)) ?? "";
  await parseConfigText(before, file);
  const after = withSettings(
    before,
    more.map(({ configuration }) => configuration),
  );
  await parseConfigText(after, file);
  await mkdir(path.dirname(file), { recursive: true });
  await writeOutputFile(file, after);
  return `Written to ${file}: ${counted(more.length, "suggestion")} with which more is tested. Read it before you commit it.${rest}`;
}
