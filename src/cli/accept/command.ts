/** The command `accept` and its options: writes down that findings of a change may stand. */
import { Command, Option } from "commander";
import { ACCEPT_REASONS } from "../../model/finding.ts";
import { withAccepted, withTargetOptions } from "../scan/target-options.ts";
import type { Terminal } from "../terminal.ts";
import type { AcceptOptions } from "./accept.ts";

const examples = `
Examples:
  dataset-review accept F1 --git main..their-branch --reason new-topic "The new product; labels checked by hand"
  dataset-review accept F1 F2 --staged --reason other "What is wrong with both is known"

The entry goes into .github/dataset-review.accepted.yml and counts once that file stands on the base branch: a change
cannot accept itself. It holds for exactly these rows; when one changes or another joins, the finding is back.`;

/** The command `accept`. `finish` is told the exit status. */
export function acceptCommand(terminal: Terminal, finish: (status: number) => void): Command {
  return withAccepted(
    withTargetOptions(
      new Command("accept")
        .description("Write down that findings of a change may stand, for exactly the rows that they name.")
        .usage("[options] <finding...> <note>")
        .argument("<finding...>", "ids of findings, or F1, F2 …; last, in quotes, why, in a sentence"),
    ),
  )
    .addOption(new Option("--reason <reason>", "why, in a word").choices(ACCEPT_REASONS))
    .option("--by <name>", "who accepts it, instead of git's user.name")
    .addHelpText("after", examples)
    .action(async (words: readonly string[], options: AcceptOptions) => {
      const { accept } = await import("./accept.ts");
      const names = words.slice(0, -1).flatMap((word) => word.split(","));
      finish(await accept(names, words.at(-1)!, options, terminal));
    });
}
