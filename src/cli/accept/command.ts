/** The command `accept` and its options: writes down that findings of a change may stand. */
import { Command, Option } from "commander";
import { ACCEPT_REASONS } from "../../model/finding.ts";
import { withTargetOptions } from "../scan/target-options.ts";
import type { Terminal } from "../terminal.ts";
import type { AcceptOptions } from "./accept.ts";

const examples = `
Example:
  dataset-review accept F1 --git main..their-branch --reason new-topic "The new product; labels checked by hand"

The entry goes into .github/dataset-review.accepted.yml and counts once that file stands on the base branch: a change
cannot accept itself. It holds for exactly these rows; when one changes or another joins, the finding is back.`;

/** The command `accept`. `finish` is told the exit status. */
export function acceptCommand(terminal: Terminal, finish: (status: number) => void): Command {
  return withTargetOptions(
    new Command("accept")
      .description("Write down that findings of a change may stand, for exactly the rows that they name.")
      .argument("<findings>", "ids of findings, or F1, F2 …, with commas between them")
      .argument("<note>", "why, in a sentence"),
  )
    .addOption(
      new Option("--reason <reason>", "why, in a word").choices(ACCEPT_REASONS).makeOptionMandatory(),
    )
    .option("--by <name>", "who accepts it, instead of git's user.name")
    .addHelpText("after", examples)
    .action(async (findings: string, note: string, options: AcceptOptions) => {
      const { accept } = await import("./accept.ts");
      finish(await accept(findings.split(","), note, options, terminal));
    });
}
