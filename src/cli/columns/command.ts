/** The command `columns`: shows which column of each file is taken for what, before anything is reviewed. */
import { Command } from "commander";
import type { Terminal } from "../terminal.ts";

const examples = `
Examples:
  What a review would read in one file:
    dataset-review columns data/train.csv
  Under a configuration that is being written:
    dataset-review columns data --config .github/dataset-review.yml

Without --config, .github/dataset-review.yml of the folder holds (of the current one for a file), where there is one.`;

/** The command `columns`. `finish` is told the exit status: 2 where a file could not be read. */
export function columnsCommand(terminal: Terminal, finish: (status: number) => void): Command {
  return new Command("columns")
    .description("Show which column of each file holds text, label, answer and id, and why.")
    .argument("<path...>", "dataset files, or folders with some")
    .option("--config <file>", "configuration to use instead of the folder's own")
    .addHelpText("after", examples)
    .action(async (paths: readonly string[], options: { readonly config?: string }) => {
      const { columns } = await import("./columns.ts");
      finish(await columns(paths, options, terminal));
    });
}
