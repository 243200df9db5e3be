/** The command `explain`: says what a finding means and how it is decided. */
import { Command } from "commander";
import type { Terminal } from "../terminal.ts";

const examples = `
Examples:
  dataset-review explain trigger-scan-879af970
  dataset-review explain label-edit`;

/** The command `explain`. */
export function explainCommand(terminal: Terminal, finish: (status: number) => void): Command {
  return new Command("explain")
    .description("Say what a finding means and how it is decided; without a name, list the signals.")
    .argument("[finding]", "id of a finding, or name of a signal")
    .addHelpText("after", examples)
    .action(async (name: string | undefined) => {
      const { explain } = await import("./explain.ts");
      finish(await explain(name, terminal));
    });
}
