#!/usr/bin/env node
/** The program `dataset-review`: sets up the process, then hands the command line to the command that it names. */
import module from "node:module";
import { setFlagsFromString } from "node:v8";

// Where this Node can (22.8 and later), compiled code is kept between runs: a scan of a small file is mostly start-up.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();

// Node 20 compiles a function for speed once 66 KB of its bytecode have run. Of the 300 that a small review gets to that
// point most are hardly used again: with four times as much it takes a seventh less, and a large one no longer. Later
// versions of V8 have a compiler in between, and do not know the flag.
if (process.versions.v8.startsWith("11.")) setFlagsFromString("--interrupt-budget=264000");

// Left to itself the heap grows to several times what is alive before it is tidied: a change of a hundred thousand long
// rows took 1.6 GB for half a gigabyte. Tidied when it has grown by half, it takes two thirds of that in the same time.
if (process.versions.v8.startsWith("11.")) setFlagsFromString("--heap-growing-percent=50");

// Which version it is, scripts and hooks ask before everything else: no command is loaded for that.
const { packageVersion } = await import("./home.ts");
const isAsked = process.argv.length === 3 && /^(-V|--version)$/.test(process.argv[2]!);
if (isAsked) process.stdout.write(`${packageVersion()}\n`);
else await runCommand();

async function runCommand(): Promise<void> {
  const { describeFailure } = await import("./cli/failure.ts");
  const { run } = await import("./cli/program.ts");
  const { processTerminal } = await import("./cli/terminal.ts");

  // A reader that goes away (`| head`) is not a failure; anything unforeseen ends in words, never in a stack trace.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  for (const event of ["uncaughtException", "unhandledRejection"] as const)
    process.on(event, (error: unknown) => {
      process.stderr.write(`${describeFailure(error)}\n`);
      process.exit(2);
    });

  process.exitCode = await run(process.argv.slice(2), processTerminal);
}
