/** All commands of the command line, and the running of one. */
import { Command, CommanderError } from "commander";
import { packageVersion } from "../home.ts";
import { acceptCommand } from "./accept/command.ts";
import { blameCommand } from "./blame/command.ts";
import { columnsCommand } from "./columns/command.ts";
import { initCommand } from "./columns/init.ts";
import { diffCommand } from "./diff/command.ts";
import { drillCommand } from "./drill/command.ts";
import { exitStatus } from "./exit-status.ts";
import { explainCommand } from "./explain/command.ts";
import { describeFailure } from "./failure.ts";
import { writeOut } from "./output.ts";
import { replayCommand } from "./replay/command.ts";
import { scanCommand } from "./scan/command.ts";
import { doctor, serve, setup, work } from "./serve.ts";
import type { Terminal } from "./terminal.ts";

/** Runs one command line (without the program's own name) and returns the exit status. Never throws. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let status: number = exitStatus.passed;
  const program = commands(terminal, (outcome) => {
    status = outcome;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return status;
  } catch (error) {
    // Commander has already written what it had to say: help, the version, or what was wrong with the arguments.
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitStatus.passed : exitStatus.notReviewed;
    await writeOut(terminal.stderr, `${describeFailure(error)}\n`);
    return exitStatus.notReviewed;
  }
}

/** All commands. `finish` is told the exit status of the one that ran. */
export function commands(terminal: Terminal, finish: (status: number) => void): Command {
  const program = new Command("dataset-review")
    .description("Reviews changes to datasets: reads every changed row and finds planted ones.")
    .version(packageVersion())
    .showHelpAfterError("(dataset-review --help tells more)")
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .exitOverride();
  const ofReviews = [scanCommand, acceptCommand, diffCommand, explainCommand, columnsCommand, initCommand];
  for (const command of [...ofReviews, drillCommand, blameCommand, replayCommand])
    program.addCommand(command(terminal, finish).copyInheritedSettings(program));
  program
    .command("serve")
    .description("Run the GitHub App: receive webhooks, review, post check runs.")
    .option("--web-only", "receive webhooks only; reviews are done by `dataset-review work`", false)
    .action((options: { webOnly: boolean }) => serve(options));
  program.command("setup").description("Create the GitHub App in the browser, once.").action(setup);
  program.command("work").description("Review what `dataset-review serve` has stored.").action(work);
  program
    .command("doctor")
    .description(
      "Look at all that the GitHub App needs: settings, database, key, permissions, webhooks, clock.",
    )
    .action(async () => {
      finish(await doctor(terminal));
    });
  for (const command of program.commands)
    command.showHelpAfterError(`(dataset-review ${command.name()} --help tells more)`);
  return program;
}
