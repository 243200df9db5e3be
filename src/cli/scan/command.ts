/** The command `scan` and its options: reviews the change between two versions of a dataset. */
import { Command, Option } from "commander";
import { failOn } from "../exit-status.ts";
import { formats } from "../formats.ts";
import { withOutputOptions } from "../output.ts";
import type { Terminal } from "../terminal.ts";
import type { ScanOptions } from "./scan.ts";
import { withAccepted, withPaths, withTargetOptions } from "./target-options.ts";

const scanExamples = `
Examples:
  Two versions of one file:
    dataset-review scan old.jsonl new.jsonl
  Two folders, as a page to open in a browser:
    dataset-review scan --base before/ --head after/ --format html --output report.html
  What a branch would bring into main (from where they parted, as GitHub compares):
    dataset-review scan --git main..my-branch
  What stands in the working tree, and what the next commit would bring:
    dataset-review scan --git HEAD..
    dataset-review scan --staged
  A branch as Markdown whose rows link to their lines on GitHub:
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

const repeated = (item: string, all: readonly string[] | undefined): string[] => [...(all ?? []), item];

/** The command `scan` and its options. `finish` is told the exit status. */
export function scanCommand(terminal: Terminal, finish: (status: number) => void): Command {
  const command = new Command("scan")
    .description("Compare two versions of a dataset and say what is wrong with the changed rows.")
    .argument("[old]", "file or folder before the change, instead of --base")
    .argument("[new]", "file or folder after the change, instead of --head");
  return withOutputOptions(withAccepted(withTargetOptions(command)), formats)
    .option("--repository <url>", "page of the repository on GitHub, for links to rows (with --git)")
    .option("--docs <url>", "where the documentation can be read, for links to its pages")
    .addOption(
      new Option("--fail-on <conclusion>", "from which conclusion on the exit status is 1")
        .choices(failOn)
        .default("failure"),
    )
    .option("--intent <claims>", 'what the change does, to be checked row by row: "typos only"')
    .option("--summary", "print one line instead of the text output")
    .option("--verbose", "text output in full, instead of what is read in half a minute", false)
    .option("--quiet", "print nothing: the exit status says it")
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
      const { scan } = await import("./scan.ts");
      finish(await scan(withPaths(options, older, newer), terminal));
    });
}
