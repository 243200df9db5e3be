/** The command `replay` and its options: reviews every change of a branch's history. */
import { Command } from "commander";
import { withOutputOptions } from "../output.ts";
import type { Terminal } from "../terminal.ts";
import type { ReplayOptions } from "./replay.ts";

const examples = `
Examples:
  How often would the last 200 changes of this repository's data have been held up, and why?
    dataset-review replay
  Since a day, with the configuration that is being tried, as a page:
    dataset-review replay --since 2026-01-01 --config tried.yml --format html --output replay.html
  A long history, in a run that may be interrupted:
    dataset-review replay --last 2000 --journal replay.jsonl

Exit status:
  0  the history was replayed, whatever was found
  2  it was not: wrong use, or an unreadable repository or configuration

docs/replay.md tells how to read the table.`;

/** The command `replay` and its options. `finish` is told the exit status. */
export function replayCommand(terminal: Terminal, finish: (status: number) => void): Command {
  const command = new Command("replay")
    .description("Review what was merged before, and say how often the check would have held it up.")
    .option("--git <repo>", "the local repository", ".")
    .option("--branch <name>", "the branch or commit whose history is replayed", "HEAD")
    .option("--last <number>", "at most so many changes of dataset files, the newest", "200")
    .option("--since <date>", "only changes since this day (YYYY-MM-DD)")
    .option(
      "--config <file>",
      "configuration for all changes, instead of what stood on the branch before each",
    )
    .option(
      "--write-config",
      "add the suggestions with which more is tested to .github/dataset-review.yml, or to the file of --config",
    )
    .option("--journal <file>", "keep what is done in this file, and go on from it after an interruption");
  return withOutputOptions(command, ["text", "json", "markdown", "html"])
    .addHelpText("after", examples)
    .action(async (options: ReplayOptions) => {
      const { replay } = await import("./replay.ts");
      finish(await replay(options, terminal));
    });
}
