/** The command `drill` as the command line knows it: its options and its help. */
import { Command } from "commander";
import { withOutputOptions } from "../output.ts";
import type { Terminal } from "../terminal.ts";
import type { DrillOptions } from "./drill.ts";
import { usualRequest } from "./request.ts";

const examples = `
Nothing is written but what is asked for: attacks are planted in memory.

Examples:
  Which attacks on this file would get through?
    dataset-review drill --base data/train.jsonl
  A quick look at two families:
    dataset-review drill --base data/ --attacks plain,clean-label --poison 10,40 --seeds 5
  As a page with a chart, in a run that may be interrupted:
    dataset-review drill --base data/ --journal drill.jsonl --format html --output drill.html
  An exercise for people, and what they found:
    dataset-review drill --base data/ --attacks word-pair --poison 20 --export exercise/
    dataset-review drill --score exercise/answer.sealed --decisions named.txt

docs/drill.md tells how to read the table.`;

/** The command `drill` and its options. `finish` is told the exit status. */
export function drillCommand(terminal: Terminal, finish: (status: number) => void): Command {
  const command = new Command("drill")
    .description("Plant known attacks in your own data, in memory, and say which a review would find.")
    .option("--base <path>", "file or folder whose rows the drill is held on")
    .option("--added <path>", "file or folder of new rows to draw the changes from, instead of the base")
    .option("--git <base..head>", "the base of two commits, and the rows that the head adds")
    .option("--repo <dir>", "the repository that --git means", ".")
    .option("--config <file>", "configuration to use instead of the base's own")
    .option("--attacks <names>", "families, with commas between them (default: all that fit the data)")
    .option("--rows <number>", "rows that each pull request changes", usualRequest.rows)
    .option("--poison <sizes>", "numbers of planted rows, with commas between them", usualRequest.poison)
    .option("--seeds <number>", "draws for each family and size", usualRequest.seeds)
    .option("--label <name>", "the label to plant (default: the most frequent one)")
    .option("--journal <file>", "keep what is done in this file, and go on from it after an interruption")
    .option(
      "--export <dir>",
      "write one planted pull request with a sealed answer, for people to review (DRILL_PASSPHRASE)",
    )
    .option("--score <file>", "the sealed answer of such an exercise, to score --decisions by")
    .option("--decisions <file>", "with --score: the lines of the head that people named, one a line");
  return withOutputOptions(command, ["text", "json", "html"])
    .addHelpText("after", examples)
    .action(async (options: DrillOptions) => {
      // Loaded when it is asked for: every other command would wait for the engine of this one.
      const { drill } = await import("./drill.ts");
      finish(await drill(options, terminal));
    });
}
