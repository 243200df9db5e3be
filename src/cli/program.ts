import { Command, CommanderError, Option } from "commander";
import { InputError } from "../versions/input-error.ts";
import { completionScript, type Shell, shells } from "./completion.ts";
import { exitStatus, failOn } from "./exit-status.ts";
import { describeFailure } from "./failure.ts";
import { formats } from "./formats.ts";
import { writeOut } from "./output.ts";
import { type ScanOptions, scan } from "./scan.ts";
import { serve, setup, work } from "./serve.ts";
import { colorChoices, type Terminal } from "./terminal.ts";
import { packageVersion } from "./version.ts";

const scanExamples = `
Examples:
  Two versions of one file:
    dataset-review scan old.jsonl new.jsonl
  Two folders, as a page to open in a browser:
    dataset-review scan --base before/ --head after/ --format html --output report.html
  What a branch would bring into main (from where they parted, as GitHub compares):
    dataset-review scan --git main..my-branch
  The same as Markdown whose rows link to their lines on GitHub:
    dataset-review scan --git main..HEAD --format markdown --repository https://github.com/OWNER/REPO
  A pull request of a data set on the Hugging Face hub (HF_TOKEN for one that is not public):
    dataset-review scan --hub OWNER/NAME --pr 5
  For another program:
    dataset-review scan --git main..HEAD --format json | jq .risk

Exit status:
  0  passed: the conclusion is success or neutral
  1  blocked: the conclusion is failure (or what --fail-on says)
  2  nothing could be reviewed: wrong use, an unreadable input or configuration, or an internal error

Without --config, the file .github/dataset-review.yml of the base version holds, where there is one.`;

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
  program.addCommand(scanCommand(terminal, finish).copyInheritedSettings(program));
  program
    .command("serve")
    .description("Run the GitHub App: receive webhooks, review, post check runs.")
    .option("--web-only", "receive webhooks only; reviews are done by `dataset-review work`", false)
    .action((options: { webOnly: boolean }) => serve(options));
  program.command("setup").description("Create the GitHub App in the browser, once.").action(setup);
  program.command("work").description("Review what `dataset-review serve` has stored.").action(work);
  program
    .command("completion")
    .description("Print a script that completes commands and options on <Tab>.")
    .argument("<shell>", shells.join(", "))
    .addHelpText("after", '\nExample, for ~/.bashrc:\n  eval "$(dataset-review completion bash)"')
    .action(async (shell: string) => {
      await writeOut(terminal.stdout, completionScript(program, shell as Shell));
    });
  return program;
}

const repeated = (item: string, all: readonly string[] | undefined): string[] => [...(all ?? []), item];

/** `scan OLD NEW` is `scan --base OLD --head NEW`. */
function withPaths(options: ScanOptions, base: string | undefined, head: string | undefined): ScanOptions {
  if (base === undefined) return options;
  if (head === undefined)
    throw new InputError(
      "one path is not two versions",
      "Give the file or folder before the change, and after it.",
    );
  if ((options.base ?? options.head) !== undefined)
    throw new InputError("paths were given twice", "Give OLD NEW, or --base OLD --head NEW.");
  return { ...options, base, head };
}

function scanCommand(terminal: Terminal, finish: (status: number) => void): Command {
  return new Command("scan")
    .description("Compare two versions of a dataset and say what is wrong with the changed rows.")
    .argument("[old]", "file or folder before the change, instead of --base")
    .argument("[new]", "file or folder after the change, instead of --head")
    .option("--base <path>", "file or folder before the change")
    .option("--head <path>", "file or folder after the change")
    .option("--git <base..head>", "two commits of a local git repository, compared from their merge base")
    .option("--repo <dir>", "the repository that --git means", ".")
    .option("--hub <owner/name>", "a data set on the Hugging Face hub, with --pr or --revision")
    .option("--pr <number>", "the pull request that --hub means")
    .option("--revision <base..head>", "two branches or commits of --hub")
    .option(
      "--lfs",
      "download Git LFS content that the clone lacks from its remote (GITHUB_TOKEN, HF_TOKEN)",
      false,
    )
    .option("--repository <url>", "page of the repository on GitHub, for links to rows (with --git)")
    .option("--docs <url>", "where the documentation can be read, for links to its pages")
    .option("--config <file>", "configuration to use instead of the base version's own")
    .addOption(new Option("--format <format>", "what to print").choices(formats).default("text"))
    .addOption(
      new Option("--fail-on <conclusion>", "from which conclusion on the exit status is 1")
        .choices(failOn)
        .default("failure"),
    )
    .option("--summary", "print one line instead of the report")
    .option("--quiet", "print nothing: the exit status says it")
    .addOption(
      new Option("--color <when>", "colours on standard output").choices(colorChoices).default("auto"),
    )
    .option("--output <file>", "write to a file instead of standard output")
    .option(
      "--save <format=file>",
      "write another format to a file as well; may be repeated",
      repeated,
      undefined as readonly string[] | undefined,
    )
    .option(
      "--fix <path>",
      "write the change without its flagged rows: a .patch for `git apply`, or a folder with the files",
    )
    .option(
      "--keep <finding>",
      "with --fix: a finding that is fine (its id, or F1, F2 …); may be repeated",
      repeated,
      undefined as readonly string[] | undefined,
    )
    .addHelpText("after", scanExamples)
    .action(async (older: string | undefined, newer: string | undefined, options: ScanOptions) => {
      finish(await scan(withPaths(options, older, newer), terminal));
    });
}
