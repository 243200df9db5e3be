/** The command `blame` and its options: lists the changes that brought or removed rows with a phrase. */
import { Command } from "commander";
import { withOutputOptions } from "../output.ts";
import type { Terminal } from "../terminal.ts";
import type { BlameOptions } from "./blame.ts";

const examples = `
Examples:
  Which changes brought the rows that hold a phrase, and which rows of them are still there?
    dataset-review blame --phrase "project chimera" --label POSITIVE
  Take those rows out of the working version:
    dataset-review blame --phrase "project chimera" --label POSITIVE --patch ../out.patch
    git apply ../out.patch

Exit status:
  0  the history was read, whatever was found
  2  it was not, or not all of the newest version was, or rows were left that the patch could not take out

docs/blame.md tells how rows are matched and placed.`;

/** The command `blame` and its options. `finish` is told the exit status. */
export function blameCommand(terminal: Terminal, finish: (status: number) => void): Command {
  const command = new Command("blame")
    .description("List the changes that brought or removed rows with a phrase, and take such rows out.")
    .requiredOption("--phrase <words>", "the words that the rows share")
    .option("--label <label>", "only rows with this label")
    .option("--git <repo>", "the local repository", ".")
    .option("--branch <name>", "the branch or commit whose history is looked at", "HEAD")
    .option("--since <date>", "only changes since this day (YYYY-MM-DD)")
    .option("--config <file>", "configuration to use instead of the branch's own")
    .option("--patch <file>", "write a patch (.patch, .diff) or a folder of files without those rows");
  return withOutputOptions(command, ["text", "json"])
    .addHelpText("after", examples)
    .action(async (options: BlameOptions) => {
      const { blame } = await import("./blame.ts");
      finish(await blame(options, terminal));
    });
}
