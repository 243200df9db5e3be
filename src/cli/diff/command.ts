/** The command `diff` and its options: shows the changed rows of two versions, without judging them. */
import { Command, Option } from "commander";
import { withPaths, withTargetOptions } from "../scan/target-options.ts";
import type { Terminal } from "../terminal.ts";
import type { DiffOptions } from "./diff.ts";

const examples = `
Examples:
  dataset-review diff old.csv new.csv
  dataset-review diff --git main..my-branch --format jsonl | jq 'select(.kind == "edited")'

Exit status: 0, or 2 where a file could not be read. There is no verdict: that is \`dataset-review scan\`.`;

/** The command `diff`. `finish` is told the exit status. */
export function diffCommand(terminal: Terminal, finish: (status: number) => void): Command {
  return withTargetOptions(
    new Command("diff")
      .description("Show which rows were added, edited and removed, without a verdict.")
      .argument("[old]", "file or folder before the change, instead of --base")
      .argument("[new]", "file or folder after the change, instead of --head"),
  )
    .addOption(new Option("--format <format>", "what to print").choices(["table", "jsonl"]).default("table"))
    .addHelpText("after", examples)
    .action(async (older: string | undefined, newer: string | undefined, options: DiffOptions) => {
      const { diff } = await import("./diff.ts");
      finish(await diff(withPaths(options, older, newer), terminal));
    });
}
